import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import type { editor } from 'monaco-editor';
import { DiffEditorComponent } from 'ngx-monaco-editor-v2';
import { ThemeService } from '../theme.service';
import { EDITOR_OPTIONS, monacoProvider, showTheme } from './monaco';

/** Two texts side by side, read-only, changes marked; fills its container. On narrow screens one below the other. */
@Component({
  selector: 'app-code-diff',
  imports: [DiffEditorComponent],
  templateUrl: './code-diff.html',
  styleUrl: './code-diff.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [monacoProvider],
})
export class CodeDiff {
  private readonly theme = inject(ThemeService);

  readonly original = input.required<string>();
  readonly modified = input.required<string>();
  /** A Monaco language id: `python`, `javascript`, `json`, ... */
  readonly language = input('plaintext');
  /** What screen readers call the comparison. */
  readonly label = input.required<string>();

  protected readonly left = computed(() => ({ code: this.original(), language: this.language() }));
  protected readonly right = computed(() => ({ code: this.modified(), language: this.language() }));
  protected readonly options: editor.IDiffEditorConstructionOptions = {
    ...EDITOR_OPTIONS,
    readOnly: true,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    hideUnchangedRegions: { enabled: true },
    diffAlgorithm: 'advanced',
  };
  private readonly instance = signal<editor.IStandaloneDiffEditor | undefined>(undefined);
  private models: editor.IDiffEditorModel | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.disposeModels());
    effect(() => {
      if (this.instance()) showTheme(this.theme.isDark());
    });
    effect(() => {
      const ariaLabel = this.label();
      this.instance()?.getOriginalEditor().updateOptions({ ariaLabel });
      this.instance()?.getModifiedEditor().updateOptions({ ariaLabel });
    });
  }

  /** Called for every editor the library makes: one more whenever a text changes. It never frees their texts. */
  protected attach(instance: editor.IStandaloneDiffEditor): void {
    this.disposeModels();
    this.models = instance.getModel();
    this.instance.set(instance);
  }

  private disposeModels(): void {
    this.models?.original.dispose();
    this.models?.modified.dispose();
    this.models = null;
  }
}
