import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { capsOf } from './key-names';
import { Shortcuts } from './shortcuts';

/** The keys of a shortcut as they look on a keyboard. */
@Component({
  selector: 'app-key-caps',
  imports: [TranslocoPipe],
  template: `
    @for (step of steps(); track $index) {
      @if (!$first) {
        <span class="then">{{ 'shortcuts.then' | transloco }}</span>
      }
      @for (cap of step; track cap) {
        <kbd class="cap">{{ cap }}</kbd>
      }
    }
  `,
  styleUrl: './key-caps.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class KeyCaps {
  private readonly onApple = inject(Shortcuts).onApple;

  /** As in `key-names.ts`. */
  readonly keys = input.required<string>();

  protected readonly steps = computed(() => capsOf(this.keys(), this.onApple));
}
