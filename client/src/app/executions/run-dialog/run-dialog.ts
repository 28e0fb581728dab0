import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** Starts a run of one script. */
@Component({
  selector: 'app-run-dialog',
  template: '',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunDialog {
  readonly id = input.required<string>();
}
