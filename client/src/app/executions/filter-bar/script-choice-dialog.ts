import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { ScriptPicker } from '../../shared/script-picker/script-picker';

/** Asks whose runs are to be shown; closes with the id of the script. */
@Component({
  selector: 'app-script-choice-dialog',
  imports: [MatButton, MatDialogModule, ScriptPicker, TranslocoDirective],
  templateUrl: './script-choice-dialog.html',
  styleUrl: './script-choice-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptChoiceDialog {}
