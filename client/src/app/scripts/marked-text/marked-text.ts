import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A piece of a text; `isHit` where it is what was searched. */
export interface TextPart {
  text: string;
  isHit: boolean;
}

/** Cuts a text at every place that contains `wanted`, whatever its case. */
export function partsOf(text: string, wanted: string): TextPart[] {
  const needle = wanted.trim().toLowerCase();
  if (!needle) return [{ text, isHit: false }];
  const parts: TextPart[] = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isHit: false });
    from = at + needle.length;
    parts.push({ text: text.slice(at, from), isHit: true });
  }
  if (from < text.length) parts.push({ text: text.slice(from), isHit: false });
  return parts;
}

/** A text in which what was searched is marked. */
@Component({
  selector: 'app-marked-text',
  template: `@for (part of parts(); track $index) {
    @if (part.isHit) {
      <mark>{{ part.text }}</mark>
    } @else {
      <span>{{ part.text }}</span>
    }
  }`,
  styles: `
    mark {
      border-radius: 2px;
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MarkedText {
  readonly text = input.required<string>();
  readonly wanted = input('');

  protected readonly parts = computed(() => partsOf(this.text(), this.wanted()));
}
