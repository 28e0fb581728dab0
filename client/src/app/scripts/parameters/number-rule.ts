import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import { typedText } from '../typing/typed-text';
import { parseNumber } from './definition-edits';

/** One limit of a parameter; empty means no limit. */
@Component({
  selector: 'app-number-rule',
  imports: [MatFormFieldModule, MatInput, TranslocoDirective],
  templateUrl: './number-rule.html',
  styleUrl: './parameter-rules.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NumberRule {
  readonly label = input.required<string>();
  readonly value = input<number>();
  /** What the server said about it. */
  readonly problem = input<string>();
  readonly changed = output<number | undefined>();

  protected readonly text = typedText({
    value: this.value,
    parse: parseNumber,
    format: (value) => String(value ?? ''),
  });
  protected readonly isNoNumber = computed(
    () => this.text().trim() !== '' && parseNumber(this.text()) === undefined,
  );

  protected change(text: string): void {
    this.text.set(text);
    this.changed.emit(parseNumber(text));
  }
}
