import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  inject,
  input,
  model,
  signal,
} from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { editor } from 'monaco-editor';
import { EditorComponent } from 'ngx-monaco-editor-v2';
import { ThemeService } from '../theme.service';
import { EDITOR_OPTIONS, monaco, monacoProvider, showTheme } from './monaco';

/** Monaco for one text; fills its container, which must have a height. */
@Component({
  selector: 'app-code-editor',
  imports: [EditorComponent, FormsModule, MatProgressBar],
  templateUrl: './code-editor.html',
  styleUrl: './code-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [monacoProvider],
})
export class CodeEditor {
  private readonly theme = inject(ThemeService);
  private readonly destroyRef = inject(DestroyRef);

  readonly value = model.required<string>();
  /** A Monaco language id: `python`, `javascript`, `json`, ... */
  readonly language = input('plaintext');
  readonly readOnly = input(false);
  /** What screen readers call the editor. */
  readonly label = input.required<string>();
  /** Line to show and select when it opens, from 1; the last one when there are fewer. */
  readonly line = input<number | null>(null);

  private readonly instance = signal<editor.IStandaloneCodeEditor | undefined>(undefined);
  protected readonly isReady = this.instance.asReadonly();
  /** Constant: a new object would make the library build a new editor. */
  protected readonly options = EDITOR_OPTIONS;

  constructor() {
    effect(() => {
      const instance = this.instance();
      const line = this.line();
      if (instance && line) this.show(instance, line);
    });
    effect(() => {
      if (this.instance()) showTheme(this.theme.isDark());
    });
    effect(() => {
      this.instance()?.updateOptions({ readOnly: this.readOnly(), ariaLabel: this.label() });
    });
    effect(() => {
      const text = this.instance()?.getModel();
      if (text) monaco().editor.setModelLanguage(text, this.language());
    });
  }

  protected attach(instance: editor.IStandaloneCodeEditor): void {
    const text = instance.getModel();
    this.destroyRef.onDestroy(() => text?.dispose());
    this.instance.set(instance);
  }

  private show(instance: editor.IStandaloneCodeEditor, line: number): void {
    const text = instance.getModel();
    if (!text) return;
    const lineNumber = Math.min(line, text.getLineCount());
    const endColumn = text.getLineMaxColumn(lineNumber);
    instance.setSelection(new (monaco().Selection)(lineNumber, 1, lineNumber, endColumn));
    instance.revealLineInCenter(lineNumber);
  }
}
