import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptRunDto } from '../../api/models';
import { duration } from '../../shared/time/duration.pipe';
import { LanguageService } from '../../shared/language.service';

/** Bars that fit; older runs are left out. */
const BARS = 12;
const BAR_WIDTH = 5;
const GAP = 2;
const HEIGHT = 24;
/** A run of no time at all is still seen. */
const LOWEST = 4;

/** The last runs as bars, oldest first: as high as they took long, coloured by how they ended. A failed one has a dot below. */
@Component({
  selector: 'app-run-bars',
  imports: [TranslocoDirective],
  templateUrl: './run-bars.html',
  styleUrl: './run-bars.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunBars {
  private readonly language = inject(LanguageService);

  /** Newest first, as the server lists them. */
  readonly runs = input.required<ScriptRunDto[]>();

  protected readonly width = BARS * (BAR_WIDTH + GAP) - GAP;
  protected readonly height = HEIGHT;
  protected readonly barWidth = BAR_WIDTH;
  protected readonly bars = computed(() => {
    const runs = this.runs().slice(0, BARS).reverse();
    const longest = Math.max(1, ...runs.map((run) => run.duration_ms ?? 0));
    const room = HEIGHT - LOWEST;
    return runs.map((run, index) => {
      const height = LOWEST + Math.round(((room - LOWEST) * (run.duration_ms ?? 0)) / longest);
      const x = (BARS - runs.length + index) * (BAR_WIDTH + GAP);
      return { id: run.id, status: run.status, x, y: room - height, height };
    });
  });
  /** What a reader who does not see the bars needs to know. */
  protected readonly summary = computed(() => {
    const runs = this.runs().slice(0, BARS);
    const took = runs.flatMap((run) => run.duration_ms ?? []);
    return {
      count: runs.length,
      failed: runs.filter((run) => run.status === 'failed').length,
      longest: took.length ? duration(Math.max(...took), this.language.current()) : '–',
    };
  });
}
