import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { EnvironmentState } from '../api';

/** Whether dependencies are installed, in a word. */
@Component({
  selector: 'app-environment-state',
  imports: [TranslocoDirective],
  template: `<span class="tag" [class]="state()" *transloco="let t">{{
    t('environments.state.' + state())
  }}</span>`,
  styles: `
    .tag {
      padding: 1px 8px;
      border-radius: 8px;
      font: var(--mat-sys-label-small);
      white-space: nowrap;
      color: var(--mat-sys-on-secondary-container);
      background: var(--mat-sys-secondary-container);
    }

    .failed {
      color: var(--mat-sys-on-error-container);
      background: var(--mat-sys-error-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EnvironmentStateTag {
  readonly state = input.required<EnvironmentState>();
}
