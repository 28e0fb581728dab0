import { computed, DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';
// from their own file: with all that exists of the API, its calls would be part of the first load
import type { AttentionDto } from '../api';
import { DashboardApi } from '../api/services/dashboard-api';
import { readApiError } from './errors/api-error';
import { Preferences } from './preferences';
import { ServerReach } from './server-reach';

const REFRESH_MS = 10_000;

/** What may need somebody, asked for every ten seconds; and thereby whether the server answers at all. */
@Injectable({ providedIn: 'root' })
export class Attention {
  private readonly api = inject(DashboardApi);
  private readonly document = inject(DOCUMENT);
  private readonly preferences = inject(Preferences);
  private readonly reach = inject(ServerReach);
  private readonly answer = signal<AttentionDto | null>(null);

  readonly isOffline = this.reach.isLost;
  /** Runs that failed since the list of runs was looked at last. */
  readonly failed = computed(() => this.answer()?.failed ?? 0);
  readonly waiting = computed(() => this.answer()?.waiting ?? 0);
  readonly disabledSchedules = computed(() => this.answer()?.disabled_schedules ?? 0);

  constructor() {
    const timer = setInterval(() => {
      if (this.document.visibilityState === 'visible') void this.refresh();
    }, REFRESH_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        filter(({ urlAfterRedirects: url }) => /^\/executions(\?|$)/.test(url)),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.preferences.write('runsSeenAt', new Date().toISOString());
        void this.refresh();
      });
    void this.refresh();
  }

  /** @returns whether the server has answered */
  async refresh(): Promise<boolean> {
    const since = this.preferences.read('runsSeenAt');
    try {
      this.answer.set((await this.api.getAttention(since ? { since } : {})).data);
      this.reach.noticeAnswer();
      return true;
    } catch (error) {
      // pages tell about their own failures: here only a server that does not answer counts
      if (readApiError(error).code === 'NETWORK') this.reach.noticeSilence();
      else this.reach.noticeAnswer();
      return false;
    }
  }
}
