import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { NavigationEnd, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import { KnownTexts } from '../known-texts';
import { deepest, PageTitle } from '../page-title';
import type { Crumb, Trail } from './trail';

/** Where the page stands below others, as links to those; on a phone only the one right above. Nothing on pages that stand at the top. */
@Component({
  selector: 'app-breadcrumbs',
  imports: [MatIcon, RouterLink, TranslocoDirective],
  templateUrl: './breadcrumbs.html',
  styleUrl: './breadcrumbs.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.shown]': 'place() !== undefined' },
})
export class Breadcrumbs {
  private readonly router = inject(Router);
  private readonly texts = inject(KnownTexts);
  private readonly title = inject(PageTitle);

  private readonly page = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => deepest(this.router.routerState.snapshot.root)),
    ),
  );
  protected readonly place = computed(() => {
    const page = this.page();
    const trail = page?.data['trail'] as Trail | undefined;
    return page && trail?.({ params: page.params, subject: this.title.subject() });
  });
  /** Up to the first word that is still on its way: what comes after it would jump. */
  protected readonly crumbs = computed(() => {
    const { above = [], here = [] } = this.place() ?? {};
    const crumbs = [
      ...above.map((crumb) => ({ text: this.textOf(crumb), link: crumb.link })),
      ...here.map((crumb) => ({ text: this.textOf(crumb), link: null })),
    ];
    const unknown = crumbs.findIndex(({ text }) => text === '');
    return unknown < 0 ? crumbs : crumbs.slice(0, unknown);
  });
  protected readonly parent = computed(() =>
    this.crumbs()
      .filter(({ link }) => link !== null)
      .at(-1),
  );

  private textOf(crumb: Crumb): string {
    return 'text' in crumb ? crumb.text : this.texts.of(crumb.key);
  }
}
