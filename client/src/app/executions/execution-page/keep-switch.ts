import {
  ChangeDetectionStrategy,
  Component,
  inject,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { TranslocoDirective } from '@jsverse/transloco';
import { ExecutionsApi } from '../../api';
import { Notifier } from '../../shared/notifier';

/** Says whether an execution stays when old ones are deleted; saved at once. */
@Component({
  selector: 'app-keep-switch',
  imports: [MatSlideToggle, TranslocoDirective],
  templateUrl: './keep-switch.html',
  styleUrl: './keep-switch.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class KeepSwitch {
  private readonly api = inject(ExecutionsApi);
  private readonly notifier = inject(Notifier);

  readonly executionId = input.required<number>();
  readonly keep = input.required<boolean>();
  /** What is saved now. */
  readonly keepChange = output<boolean>();

  /** What the switch shows: ahead of the server while it saves. */
  protected readonly isOn = linkedSignal(() => this.keep());

  protected async save(keep: boolean): Promise<void> {
    this.isOn.set(keep);
    try {
      await this.api.updateExecution({ id: this.executionId(), body: { keep } });
      this.keepChange.emit(keep);
    } catch (error) {
      // Any failed call, e.g. a run that is deleted: nothing was saved.
      this.isOn.set(this.keep());
      this.notifier.fail(error);
    }
  }
}
