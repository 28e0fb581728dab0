import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

/** All scripts, with search and a type filter. */
@Component({
  selector: 'app-script-list',
  imports: [TranslocoDirective],
  templateUrl: './script-list.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptList {}
