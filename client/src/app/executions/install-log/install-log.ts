import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { ExecutionsApi, type ExecutionDto } from '../../api';

/** Shown of the end of a long log, in bytes. */
const TAIL_BYTES = 65_536;

/** What was installed before a run began: a stage of its own, above what the script printed. */
@Component({
  selector: 'app-install-log',
  imports: [MatIcon, TranslocoDirective],
  templateUrl: './install-log.html',
  styleUrl: './install-log.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InstallLog {
  private readonly api = inject(ExecutionsApi);

  readonly execution = input.required<ExecutionDto>();
  /** What live events have told of it; '' when they told nothing. */
  readonly live = input.required<string>();

  /** A long log of the script leaves out what came before, so it is read then. */
  private readonly read = resource({
    params: () =>
      this.execution().install_log_bytes && !this.live() ? this.execution().id : undefined,
    loader: async ({ params: id }) => {
      const range = { id, stream: 'install', offset: -TAIL_BYTES } as const;
      const { data } = await this.api.getExecutionLog(range);
      return 'text' in data ? data.text : '';
    },
  });
  protected readonly text = computed(
    () => this.live() || (this.read.hasValue() ? this.read.value() : ''),
  );
  /** While it goes on and when it is why there was no run, it is what people came for. */
  protected readonly isOpen = computed(
    () => this.execution().status === 'pending' || this.execution().reason === 'dependencies',
  );
}
