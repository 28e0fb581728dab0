import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatOption, MatSelect } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptType } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { PageState } from '../../shared/page-state/page-state';
import { Pager } from '../../shared/pager/pager';
import { InstallExamples } from './install-examples';
import { ScriptTable } from './script-table';

const PER_PAGE = 50;
/** A pause this long in typing starts the search. */
const TYPING_PAUSE_MS = 250;
const TYPES: ScriptType[] = ['python', 'javascript'];

/** All scripts, with search and a type filter; both and the page stand in the address. */
@Component({
  selector: 'app-script-list',
  imports: [
    InstallExamples,
    MatButton,
    MatFormFieldModule,
    MatIcon,
    MatIconButton,
    MatInput,
    MatOption,
    MatProgressBar,
    MatSelect,
    PageState,
    Pager,
    RouterLink,
    ScriptTable,
    TranslocoDirective,
  ],
  templateUrl: './script-list.html',
  styleUrl: './script-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptList {
  private readonly api = inject(ScriptsApi);
  private readonly router = inject(Router);
  private readonly messages = inject(ApiErrorMessage);

  readonly search = input<string>();
  readonly type = input<string>();
  readonly page = input<string>();

  protected readonly types = TYPES;
  protected readonly perPage = PER_PAGE;
  protected readonly typed = linkedSignal(() => this.search() ?? '');
  protected readonly chosenType = computed(() => TYPES.find((type) => type === this.type()));
  protected readonly pageNumber = computed(() => Math.max(1, Number(this.page()) || 1));
  protected readonly isFiltered = computed(() => !!this.search() || !!this.chosenType());
  protected readonly scripts = resource({
    params: () => ({
      search: this.search(),
      type: this.chosenType(),
      page: this.pageNumber(),
      per_page: PER_PAGE,
    }),
    loader: async ({ params }) => (await this.api.listScripts(params)).data,
  });
  /** What is shown: the rows of before while new ones load, so that typing does not make the page blink. */
  protected readonly shown = linkedSignal<
    ReturnType<typeof this.scripts.value>,
    ReturnType<typeof this.scripts.value>
  >({
    source: () => (this.scripts.hasValue() ? this.scripts.value() : undefined),
    computation: (value, previous) => value ?? previous?.value,
  });
  protected readonly failure = computed(() => {
    const error = this.scripts.error();
    return error ? this.messages.of(error) : '';
  });

  constructor() {
    effect((onCleanup) => {
      const search = this.typed().trim();
      if (search === (this.search() ?? '')) return;
      const timer = setTimeout(() => this.show({ search: search || null }), TYPING_PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Changes what the address says; a change of filter begins at the first page. */
  protected show(change: {
    search?: string | null;
    type?: string | null;
    page?: number | null;
  }): void {
    void this.router.navigate([], {
      queryParams: { page: null, ...change },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}
