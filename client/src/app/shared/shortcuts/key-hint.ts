import { computed, Directive, effect, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoService } from '@jsverse/transloco';
import { ariaOf, capsOf } from './key-names';
import { Shortcuts } from './shortcuts';

/** Tells by a tooltip which keys do what this button does; says nothing while single keys are turned off. */
@Directive({
  selector: '[appKeyHint]',
  hostDirectives: [MatTooltip],
  host: { '[attr.aria-keyshortcuts]': 'aria()' },
})
export class KeyHint {
  private readonly shortcuts = inject(Shortcuts);
  private readonly transloco = inject(TranslocoService);
  private readonly language = toSignal(this.transloco.langChanges$);

  /** As in `key-names.ts`. */
  readonly keys = input.required<string>({ alias: 'appKeyHint' });

  private readonly isOn = computed(() => this.shortcuts.isOn(this.keys()));
  protected readonly aria = computed(() =>
    this.isOn() ? ariaOf(this.keys(), this.shortcuts.onApple) : null,
  );

  constructor() {
    const tooltip = inject(MatTooltip);
    effect(() => {
      this.language();
      const caps = capsOf(this.keys(), this.shortcuts.onApple);
      const key = caps.map((step) => step.join(' ')).join(', ');
      tooltip.message = this.isOn()
        ? this.transloco.translate<string>('shortcuts.hint', { key })
        : '';
    });
  }
}
