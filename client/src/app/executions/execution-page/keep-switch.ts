import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  inject,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
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
  private readonly destroyRef = inject(DestroyRef);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  readonly executionId = input.required<number>();
  readonly keep = input.required<boolean>();
  /** What is saved now. */
  readonly keepChange = output<boolean>();

  /** What the switch shows: ahead of the server while it saves. */
  protected readonly isOn = linkedSignal(() => this.keep());

  /** Saves it and offers the way back. */
  protected async switch(keep: boolean): Promise<void> {
    const id = this.executionId();
    if (!(await this.save(id, keep))) return;
    const text = this.transloco.translate<string>(`executions.keep.${keep ? 'on' : 'offNow'}`, {
      id,
    });
    this.notifier.tellUndoable(text, { run: () => this.save(id, !keep) });
  }

  /** @returns whether it is saved now */
  private async save(id: number, keep: boolean): Promise<boolean> {
    this.show(id, keep);
    try {
      await this.api.updateExecution({ id, body: { keep } });
      if (this.isShown(id)) this.keepChange.emit(keep);
      return true;
    } catch (error) {
      // Any failed call, e.g. a run that is deleted: nothing was saved.
      this.show(id, this.keep());
      this.notifier.fail(error);
      return false;
    }
  }

  private show(id: number, keep: boolean): void {
    if (this.isShown(id)) this.isOn.set(keep);
  }

  /** Whether the page still is about this execution: the way back may be taken from another one. */
  private isShown(id: number): boolean {
    return !this.destroyRef.destroyed && id === this.executionId();
  }
}
