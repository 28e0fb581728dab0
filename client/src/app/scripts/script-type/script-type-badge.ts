import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptType } from '../../api/models';

/** Which language a script is written in, by colour and word. */
@Component({
  selector: 'app-script-type-badge',
  imports: [TranslocoDirective],
  templateUrl: './script-type-badge.html',
  styleUrl: './script-type-badge.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptTypeBadge {
  readonly type = input.required<ScriptType>();
}
