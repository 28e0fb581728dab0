import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';
import { Preferences } from './preferences';

/** Whether this browser's person has hidden the first steps, and whether they have watched a run. */
@Injectable({ providedIn: 'root' })
export class FirstStepsState {
  private readonly preferences = inject(Preferences);
  private readonly choice = signal(this.preferences.read('firstSteps'));
  private readonly watched = signal(this.preferences.read('hasWatched') === 'true');

  /** `hidden`, `shown` when they were asked for again, else null. */
  readonly chosen = this.choice.asReadonly();
  readonly hasWatched = this.watched.asReadonly();

  constructor() {
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        filter(({ urlAfterRedirects: url }) => /^\/executions\/\d+/.test(url)),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.preferences.write('hasWatched', 'true');
        this.watched.set(true);
      });
  }

  choose(choice: 'hidden' | 'shown'): void {
    this.preferences.write('firstSteps', choice);
    this.choice.set(choice);
  }
}
