import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import type { editor } from 'monaco-editor';
import { DiffEditorComponent } from 'ngx-monaco-editor-v2';
import { ThemeService } from '../theme.service';
import { EDITOR_OPTIONS, monaco, monacoProvider, showTheme } from './monaco';

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
  private readonly destroyRef = inject(DestroyRef);

  readonly original = input.required<string>();
  readonly modified = input.required<string>();
  /** A Monaco language id: `python`, `javascript`, `json`, ... */
  readonly language = input('plaintext');
  /** What screen readers call the comparison. */
  readonly label = input.required<string>();

  /** Where the library begins, and what it is given for good: a new object would make it build a new editor. */
  protected readonly start = { code: '', language: 'plaintext' };
  protected readonly options: editor.IDiffEditorConstructionOptions = {
    ...EDITOR_OPTIONS,
    readOnly: true,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    hideUnchangedRegions: { enabled: true },
    renderOverviewRuler: false,
    diffAlgorithm: 'advanced',
  };
  private readonly instance = signal<editor.IStandaloneDiffEditor | undefined>(undefined);

  constructor() {
    effect(() => {
      if (this.instance()) showTheme(this.theme.isDark());
    });
    effect(() => this.show(this.instance()?.getModel()?.original, this.original()));
    effect(() => this.show(this.instance()?.getModel()?.modified, this.modified()));
    effect(() => {
      const ariaLabel = this.label();
      this.instance()?.getOriginalEditor().updateOptions({ ariaLabel });
      this.instance()?.getModifiedEditor().updateOptions({ ariaLabel });
    });
  }

  /**
   * Gives the editor texts whose comparison is ours to end: Monaco goes on with the one that it made itself, and reports an
   * error when the texts are gone before its worker has read them.
   */
  protected attach(instance: editor.IStandaloneDiffEditor): void {
    const unused = instance.getModel();
    const original = monaco().editor.createModel('');
    const modified = monaco().editor.createModel('');
    const comparison = instance.createViewModel({ original, modified });
    instance.setModel(comparison);
    unused?.original.dispose();
    unused?.modified.dispose();
    this.destroyRef.onDestroy(() => [comparison, original, modified].forEach((it) => it.dispose()));
    this.instance.set(instance);
  }

  private show(text: editor.ITextModel | undefined, content: string): void {
    if (!text) return;
    monaco().editor.setModelLanguage(text, this.language());
    if (text.getValue() !== content) text.setValue(content);
  }
}
