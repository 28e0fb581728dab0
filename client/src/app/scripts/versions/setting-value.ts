import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { LimitName } from '../../api/models';
import { InterpretersApi } from '../../api/services';
import { HeldLimitPipe } from '../../executions/execution-page/held-limit.pipe';
import { DurationPipe } from '../../shared/time/duration.pipe';
import type { Setting } from '../draft/merge-content';
import type { ScriptContent } from '../draft/script-content';

/** One setting of a script as a person would say it: names instead of ids, amounts with their units. */
@Component({
  selector: 'app-setting-value',
  imports: [DurationPipe, HeldLimitPipe, TranslocoDirective],
  templateUrl: './setting-value.html',
  styleUrl: './setting-value.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SettingValue {
  private readonly api = inject(InterpretersApi);

  readonly setting = input.required<Setting>();
  readonly content = input.required<ScriptContent>();

  protected readonly value = computed(() => this.content()[this.setting()]);
  protected readonly limits = computed(() => {
    const { limits } = this.content();
    return (Object.keys(limits) as LimitName[]).flatMap((name) => {
      const value = limits[name];
      return value == null ? [] : [{ name, value }];
    });
  });
  /** Undefined while the names are read, when that fails, and when it was removed. */
  protected readonly interpreter = computed(() =>
    this.interpreters.hasValue()
      ? this.interpreters.value().find(({ id }) => id === this.content().interpreter_id)
      : undefined,
  );
  protected readonly interpreters = resource({
    params: () => (this.setting() === 'interpreter_id' && this.value() !== null) || undefined,
    loader: async () => (await this.api.listInterpreters()).data.items,
  });
  /** What is written as it is, in lines; '' for nothing, and for limits. */
  protected readonly text = computed(() => {
    const value = this.value();
    if (Array.isArray(value)) return value.join('\n');
    return typeof value === 'object' ? '' : String(value);
  });
}
