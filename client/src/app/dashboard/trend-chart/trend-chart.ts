import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import type { Chart } from 'chart.js';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { TrendPointDto } from '../../api';
import { LanguageService } from '../../shared/language.service';
import { ThemeService } from '../../shared/theme.service';
import { duration, DurationPipe } from '../../shared/time/duration.pipe';
import { InstantPipe } from '../../shared/time/instant.pipe';

/** What is drawn: how many ended in which way, or how long they took. */
export type TrendKind = 'endings' | 'durations';

/** A bar for each part of the window; screen readers get the numbers as a table. */
@Component({
  selector: 'app-trend-chart',
  imports: [DurationPipe, InstantPipe, TranslocoDirective],
  templateUrl: './trend-chart.html',
  styleUrl: './trend-chart.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrendChart {
  private readonly language = inject(LanguageService);
  private readonly theme = inject(ThemeService);
  private readonly transloco = inject(TranslocoService);

  readonly points = input.required<readonly TrendPointDto[]>();
  readonly kind = input.required<TrendKind>();

  private readonly canvas = viewChild<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly chart = signal<Chart<'bar', (number | null)[]> | null>(null);
  private isDestroyed = false;

  /** Parts without any run say nothing to who hears them. */
  protected readonly told = computed(() => this.points().filter((point) => countOf(point) > 0));

  constructor() {
    afterNextRender(() => void this.create());
    inject(DestroyRef).onDestroy(() => {
      this.isDestroyed = true;
      this.chart()?.destroy();
    });
    effect(() => this.draw());
  }

  private async create(): Promise<void> {
    const { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } =
      await import('chart.js');
    const canvas = this.canvas()?.nativeElement;
    if (this.isDestroyed || !canvas?.getContext('2d')) return;
    Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);
    this.chart.set(
      new Chart<'bar', (number | null)[]>(canvas, {
        type: 'bar',
        data: { labels: [], datasets: [] },
        options: {
          animation: false,
          maintainAspectRatio: false,
          interaction: { mode: 'index', intersect: false },
        },
      }),
    );
  }

  private draw(): void {
    const chart = this.chart();
    const points = this.points();
    const language = this.language.current();
    // the colours below are those of this theme
    this.theme.isDark();
    if (!chart) return;
    const isDurations = this.kind() === 'durations';
    const time = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    const colour = (name: string) => this.colourOf(chart.canvas, name);
    const say = (value: number) =>
      isDurations ? duration(value, language) : value.toLocaleString(language);
    chart.data = {
      labels: points.map(({ from }) => time.format(new Date(from))),
      datasets: isDurations
        ? [
            {
              label: this.transloco.translate('dashboard.trend.median'),
              data: points.map(({ median_ms }) => median_ms),
              backgroundColor: colour('duration'),
            },
          ]
        : (['succeeded', 'failed', 'cancelled'] as const).map((ending) => ({
            label: this.transloco.translate(
              `status.${ending === 'succeeded' ? 'success' : ending}`,
            ),
            data: points.map((point) => point[ending]),
            backgroundColor: colour(ending),
          })),
    };
    const ticks = { color: colour('text') };
    const grid = { color: colour('line') };
    chart.options.scales = {
      x: {
        stacked: true,
        grid: { display: false },
        ticks: { ...ticks, maxRotation: 0, maxTicksLimit: 6 },
      },
      y: {
        stacked: true,
        beginAtZero: true,
        grid,
        ticks: {
          ...ticks,
          maxTicksLimit: 5,
          precision: 0,
          callback: (value) => say(Number(value)),
        },
      },
    };
    chart.options.plugins = {
      tooltip: {
        callbacks: {
          label: ({ dataset, parsed }) => `${dataset.label}: ${say(parsed.y ?? 0)}`,
        },
      },
    };
    chart.update('none');
  }

  /** A canvas knows no theme: the browser says what a colour of the theme is now. */
  private colourOf(canvas: HTMLCanvasElement, name: string): string {
    const sample = canvas.parentElement?.querySelector(`.sample-${name}`);
    return sample ? getComputedStyle(sample).color : 'gray';
  }
}

const countOf = ({ succeeded, failed, cancelled }: TrendPointDto): number =>
  succeeded + failed + cancelled;
