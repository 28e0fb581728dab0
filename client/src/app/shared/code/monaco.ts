import type { Provider } from '@angular/core';
import type * as Monaco from 'monaco-editor';
import { NGX_MONACO_EDITOR_CONFIG, type NgxMonacoEditorConfig } from 'ngx-monaco-editor-v2';

/** Monaco as its loader leaves it on the page. Call it only after an editor reported that it is ready. */
export function monaco(): typeof Monaco {
  return (window as unknown as { monaco: typeof Monaco }).monaco;
}

/** Shows all editors of the page light or dark: Monaco knows one theme at a time. */
export function showTheme(isDark: boolean): void {
  monaco().editor.setTheme(isDark ? 'scriptorium-dark' : 'scriptorium-light');
}

/** Monaco from our own address, whatever path the console is served under. */
export const monacoProvider: Provider = {
  provide: NGX_MONACO_EDITOR_CONFIG,
  useFactory: (): NgxMonacoEditorConfig => ({
    baseUrl: new URL('monaco/vs', document.baseURI).href,
    onMonacoLoad: () => {
      defineThemes();
      keepWorker();
    },
  }),
};

/**
 * Monaco ends its worker with the last text, and reports an error when the worker was just being loaded: somebody left the
 * page at once. With a text that stays, the worker waits for the next editor, which is ready sooner.
 */
function keepWorker(): void {
  monaco().editor.createModel('');
}

/**
 * The ground is `surface-container-lowest` of `styles/_palettes.scss`. Comments, numbers and what marks a change are
 * Monaco's own, moved apart until the text on a change has the contrast that WCAG AA asks for (4.5).
 */
function defineThemes(): void {
  monaco().editor.defineTheme('scriptorium-light', {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '006d00' },
      { token: 'number', foreground: '066b46' },
    ],
    colors: {
      'editor.background': '#ffffff',
      'editorGutter.background': '#ffffff',
      'diffEditor.removedLineBackground': '#ff000014',
      'diffEditor.removedTextBackground': '#ff000024',
    },
  });
  monaco().editor.defineTheme('scriptorium-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [{ token: 'comment', foreground: '7aa668' }],
    colors: {
      'editor.background': '#0f0e0b',
      'editorGutter.background': '#0f0e0b',
      'diffEditor.insertedLineBackground': '#9bb95514',
      'diffEditor.insertedTextBackground': '#9ccc2c1f',
      'diffEditor.removedLineBackground': '#ff00001f',
      'diffEditor.removedTextBackground': '#ff000029',
    },
  });
}

/** What every editor of ours has in common. */
export const EDITOR_OPTIONS: Monaco.editor.IEditorOptions = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontFamily: "'Roboto Mono', 'Noto Sans Mono CJK SC', ui-monospace, monospace",
  fontSize: 13,
  lineHeight: 20,
  minimap: { enabled: false },
  padding: { top: 12, bottom: 12 },
  renderLineHighlight: 'line',
  scrollBeyondLastLine: false,
  smoothScrolling: true,
  // Chinese text is not a mistake that looks like ASCII.
  unicodeHighlight: { ambiguousCharacters: false },
};
