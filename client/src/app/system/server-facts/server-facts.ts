import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SystemDto } from '../../api';
import { FileSizePipe } from '../../executions/file-size.pipe';
import { DurationPipe } from '../../shared/time/duration.pipe';

/** Versions of the server and what it is set to. */
@Component({
  selector: 'app-server-facts',
  imports: [DurationPipe, FileSizePipe, TranslocoDirective],
  templateUrl: './server-facts.html',
  styleUrl: './server-facts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ServerFacts {
  readonly system = input.required<SystemDto>();
}
