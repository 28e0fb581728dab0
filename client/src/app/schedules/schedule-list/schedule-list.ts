import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  numberAttribute,
  resource,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { SchedulesApi, ScriptsApi, type ScheduleDto } from '../../api';
import { Confirm } from '../../shared/confirm/confirm';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { Pager } from '../../shared/pager/pager';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { CronWordsPipe } from '../cron-words';

/** All schedules, or those of one script: when they run next, and a switch for each. */
@Component({
  selector: 'app-schedule-list',
  imports: [
    CronWordsPipe,
    InstantPipe,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenuModule,
    MatProgressBar,
    MatSlideToggle,
    PageState,
    Pager,
    RelativeTimePipe,
    RouterLink,
    TranslocoDirective,
  ],
  templateUrl: './schedule-list.html',
  styleUrl: './schedule-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScheduleList {
  private readonly api = inject(SchedulesApi);
  private readonly confirm = inject(Confirm);
  private readonly errors = inject(ApiErrorMessage);
  private readonly notifier = inject(Notifier);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly scriptsApi = inject(ScriptsApi);
  private readonly transloco = inject(TranslocoService);

  readonly script_id = input<string>();
  readonly page = input(1, { transform: (value: unknown) => numberAttribute(value, 1) });

  protected readonly scriptId = computed(() => numberAttribute(this.script_id(), 0) || undefined);
  private readonly loaded = resource({
    params: () => ({ script_id: this.scriptId(), page: this.page() }),
    loader: async ({ params: { script_id, page } }) =>
      (await this.api.listSchedules({ ...(script_id && { script_id }), page, per_page: 50 })).data,
  });
  /** What was read; a switched schedule is put in its place at once. */
  protected readonly schedules = linkedSignal(() =>
    this.loaded.hasValue() ? this.loaded.value() : undefined,
  );
  protected readonly script = resource({
    params: () => this.scriptId(),
    loader: async ({ params: id }) => (await this.scriptsApi.getScript({ id })).data,
  });
  protected readonly hasFailed = computed(() => this.loaded.error() !== undefined);
  protected readonly errorText = computed(() => this.errors.of(this.loaded.error()));

  protected reload(): void {
    this.loaded.reload();
  }

  protected async showPage(page: number): Promise<void> {
    await this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { page },
      queryParamsHandling: 'merge',
    });
  }

  protected async toggle({ id }: ScheduleDto): Promise<void> {
    try {
      const { data } = await this.api.toggleSchedule({ id });
      this.schedules.update(
        (page) =>
          page && { ...page, items: page.items.map((item) => (item.id === id ? data : item)) },
      );
    } catch (error) {
      this.notifier.fail(error);
      this.loaded.reload();
    }
  }

  protected async runNow({ id }: ScheduleDto): Promise<void> {
    try {
      const { data } = await this.api.runSchedule({ id });
      await this.router.navigate(['/executions', data.id]);
    } catch (error) {
      this.notifier.fail(error);
    }
  }

  protected async delete({ id, name }: ScheduleDto): Promise<void> {
    const isSure = await this.confirm.ask({
      heading: this.transloco.translate('schedules.list.deleteQuestion', { name }),
      text: this.transloco.translate('schedules.list.deleteText'),
      action: this.transloco.translate('action.delete'),
      isDanger: true,
    });
    if (!isSure) return;
    try {
      await this.api.deleteSchedule({ id });
      this.notifier.tell(this.transloco.translate('schedules.list.deleted', { name }));
    } catch (error) {
      this.notifier.fail(error);
    }
    this.loaded.reload();
  }
}
