import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTableModule } from '@angular/material/table';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptSummaryDto } from '../../api/models';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { ScriptTypeBadge } from '../script-type/script-type-badge';

/** Rows of scripts: a table where there is room, cards on a phone. */
@Component({
  selector: 'app-script-table',
  imports: [
    InstantPipe,
    MatButton,
    MatIcon,
    MatIconButton,
    MatTableModule,
    MatTooltip,
    RelativeTimePipe,
    RouterLink,
    ScriptTypeBadge,
    TranslocoDirective,
  ],
  templateUrl: './script-table.html',
  styleUrl: './script-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptTable {
  readonly scripts = input.required<ScriptSummaryDto[]>();

  protected readonly columns = ['name', 'type', 'version', 'changed', 'actions'];
}
