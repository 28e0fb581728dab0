import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DashboardDto } from '../../api';
import { ExamplesApi } from '../../api/services/examples-api';
import { FirstStepsState } from '../../shared/first-steps-state';
import { Notifier } from '../../shared/notifier';

/** What exists on the server, by which the steps are ticked off. */
export type FirstFacts = Pick<DashboardDto, 'has_scripts' | 'has_executions' | 'has_schedules'>;

/** A short tour by doing: from nothing to a script that runs by itself. */
@Component({
  selector: 'app-first-steps',
  imports: [MatButton, MatIcon, RouterLink, TranslocoDirective],
  templateUrl: './first-steps.html',
  styleUrl: './first-steps.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FirstSteps {
  private readonly examples = inject(ExamplesApi);
  private readonly notifier = inject(Notifier);
  private readonly state = inject(FirstStepsState);

  readonly facts = input.required<FirstFacts>();
  /** Something exists that did not. */
  readonly changed = output();

  protected readonly isBusy = signal(false);
  protected readonly steps = computed(() => {
    const { has_scripts, has_executions, has_schedules } = this.facts();
    return [
      { key: 'examples', isDone: has_scripts, link: null, action: 'install' },
      { key: 'run', isDone: has_executions, link: '/scripts', action: 'toScripts' },
      { key: 'watch', isDone: this.state.hasWatched(), link: '/executions', action: 'toRuns' },
      { key: 'schedule', isDone: has_schedules, link: '/schedules/new', action: 'toSchedule' },
    ];
  });
  /** The first that is not done has the button. */
  protected readonly current = computed(() => this.steps().find(({ isDone }) => !isDone)?.key);
  /** A server in use needs no tour, unless somebody asks for it. */
  protected readonly isShown = computed(() => {
    const chosen = this.state.chosen();
    if (chosen) return chosen === 'shown';
    const { has_scripts, has_executions, has_schedules } = this.facts();
    return !(has_scripts && has_executions && has_schedules);
  });

  protected hide(): void {
    this.state.choose('hidden');
  }

  protected async install(): Promise<void> {
    this.isBusy.set(true);
    try {
      await this.examples.installExamples({ body: {} });
      this.changed.emit();
    } catch (error) {
      // any failed call: the notifier says which, and the button is there to try again
      this.notifier.fail(error);
    } finally {
      this.isBusy.set(false);
    }
  }
}
