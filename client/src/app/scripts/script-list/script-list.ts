import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  resource,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatOption, MatSelect } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptListItemDto } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { linkDialog } from '../../shared/linked-dialog/linked-dialog';
import { PageState } from '../../shared/page-state/page-state';
import { lastValueOf } from '../../shared/last-value';
import { Pager } from '../../shared/pager/pager';
import { SearchField } from '../../shared/search-field/search-field';
import { KeyHint } from '../../shared/shortcuts/key-hint';
import { offerShortcuts } from '../../shared/shortcuts/shortcuts';
import { CategoryNav } from './category-nav';
import { InstallExamples } from './install-examples';
import { LABEL_ACTIONS, LabelDialog, type LabelQuestion } from './label-dialog';
import { ScriptActions } from './script-actions';
import { LAST_STATUSES, NO_FILTERS, type ScriptFilters, SORTS, TYPES } from './script-filters';
import { ScriptTable } from './script-table';

const PER_PAGE = 50;

/** All scripts: found, sorted and changed together. Filters, order and page stand in the address. */
@Component({
  selector: 'app-script-list',
  imports: [
    CategoryNav,
    InstallExamples,
    KeyHint,
    MatButton,
    MatFormFieldModule,
    MatIcon,
    MatOption,
    MatProgressBar,
    MatSelect,
    PageState,
    Pager,
    RouterLink,
    SearchField,
    ScriptTable,
    TranslocoDirective,
  ],
  templateUrl: './script-list.html',
  styleUrl: './script-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    '(dragover)': '$event.preventDefault()',
    '(drop)': 'importDropped($event)',
  },
})
export class ScriptList {
  private readonly api = inject(ScriptsApi);
  private readonly router = inject(Router);
  private readonly messages = inject(ApiErrorMessage);
  protected readonly actions = inject(ScriptActions);

  readonly q = input<string>();
  readonly type = input<string>();
  readonly tag = input<string | string[]>();
  readonly category = input<string>();
  readonly favourite = input<string>();
  readonly last_status = input<string>();
  readonly sort = input<string>();
  readonly page = input<string>();

  protected readonly types = TYPES;
  protected readonly lastStatuses = LAST_STATUSES;
  protected readonly sorts = SORTS;
  protected readonly perPage = PER_PAGE;
  protected readonly skeletons = Array.from({ length: 8 });
  protected readonly pageNumber = computed(() => Math.max(1, Number(this.page()) || 1));
  protected readonly filters = computed(() => ({
    q: this.q() || undefined,
    type: TYPES.find((type) => type === this.type()),
    tag: [this.tag() ?? []].flat(),
    category: this.category() || undefined,
    favourite: this.favourite() === 'true' || undefined,
    last_status: LAST_STATUSES.find((status) => status === this.last_status()),
  }));
  protected readonly chosenSort = computed(
    () => SORTS.find((sort) => sort === this.sort()) ?? 'name',
  );
  protected readonly isFiltered = computed(() => {
    const { tag, ...others } = this.filters();
    return tag.length > 0 || Object.values(others).some((value) => value !== undefined);
  });
  protected readonly scripts = resource({
    params: () => ({
      ...this.filters(),
      sort: this.chosenSort(),
      page: this.pageNumber(),
      per_page: PER_PAGE,
    }),
    loader: async ({ params }) => (await this.api.listScripts(params)).data,
  });
  private readonly labels = resource({
    loader: async () => {
      const [tags, categories] = await Promise.all([
        this.api.listScriptTags(),
        this.api.listScriptCategories(),
      ]);
      return { tags: tags.data.items, categories: categories.data.items };
    },
  });
  /** None while they load, or cannot be loaded: the list works without them. */
  protected readonly tags = computed(() =>
    this.labels.hasValue() ? this.labels.value().tags : [],
  );
  protected readonly categories = computed(() =>
    this.labels.hasValue() ? this.labels.value().categories : [],
  );
  /** What is shown: the rows of before while new ones load, so that typing does not make the page blink. */
  protected readonly shown = lastValueOf(this.scripts);
  /** Ids; those that are not shown any more are not chosen any more. */
  protected readonly selected = linkedSignal<ScriptListItemDto[], ReadonlySet<number>>({
    source: () => this.shown()?.items ?? [],
    computation: (scripts, previous) =>
      new Set(scripts.map(({ id }) => id).filter((id) => previous?.value.has(id))),
  });
  protected readonly chosen = computed(
    () => this.shown()?.items.filter(({ id }) => this.selected().has(id)) ?? [],
  );
  protected readonly failure = computed(() => {
    const error = this.scripts.error();
    return error ? this.messages.of(error) : '';
  });
  /** Asks for labels of those that are chosen. */
  protected readonly openLabels = linkDialog<LabelQuestion, string>({
    name: 'label',
    component: () => LabelDialog,
    subject: (value) => {
      const action = LABEL_ACTIONS.find((known) => known === value);
      const count = this.chosen().length;
      if (!action || count === 0) return undefined;
      const known = action === 'move' ? this.categories() : this.tags();
      return { action, count, known: known.map(({ name }) => name) };
    },
    closed: (text, { action }) => this.label(text, action),
  });
  /** None when the dialog is opened by its address: then it asks for some. */
  private filesToImport: readonly File[] = [];
  private readonly openImport = linkDialog<readonly File[], boolean>({
    name: 'import',
    component: async () => (await import('../import/import-dialog')).ImportDialog,
    subject: () => this.filesToImport,
    config: { width: '720px', maxWidth: '96vw', disableClose: true },
    closed: (hasChanged) => {
      this.filesToImport = [];
      if (hasChanged) this.refresh();
    },
  });

  constructor() {
    offerShortcuts([
      {
        keys: 'n',
        label: 'scripts.new',
        run: () => this.router.navigateByUrl('/scripts/new/code'),
      },
    ]);
  }

  /** Changes what the address says; a change of filter begins at the first page. */
  protected show(change: ScriptFilters): void {
    void this.router.navigate([], {
      queryParams: { page: null, ...change },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected showAll(): void {
    this.show(NO_FILTERS);
  }

  protected addTag(tag: string): void {
    this.show({ tag: [...new Set([...this.filters().tag, tag])] });
  }

  protected removeTag(tag: string): void {
    this.show({ tag: this.filters().tag.filter((other) => other !== tag) });
  }

  /** Marks it at once, and takes it back when the server refuses. */
  protected async toggleFavourite(script: ScriptListItemDto): Promise<void> {
    const favourite = !script.favourite;
    const undo = () => this.toggleFavourite({ ...script, favourite });
    this.mark(script.id, favourite);
    if (!(await this.actions.setFavourite(script, favourite, undo))) {
      this.mark(script.id, !favourite);
    }
  }

  /** Reads what is there now. */
  protected refresh(): void {
    this.scripts.reload();
    this.labels.reload();
  }

  private async label(text: string, action: LabelQuestion['action']): Promise<void> {
    if (text === '' && action !== 'move') return;
    const tags = text.split(',').filter((tag) => tag.trim());
    const labels = action === 'move' ? { category: text || null } : { tags };
    const change = { action, ...labels };
    if (await this.actions.change(this.chosen(), change, () => this.refresh())) this.refresh();
  }

  protected async removeChosen(): Promise<void> {
    if (await this.actions.removeAll(this.chosen())) this.refresh();
  }

  protected importChosen(field: HTMLInputElement): void {
    const files = [...(field.files ?? [])];
    // the same file can be chosen again
    field.value = '';
    void this.import(files);
  }

  protected importDropped(event: DragEvent): void {
    event.preventDefault();
    void this.import([...(event.dataTransfer?.files ?? [])]);
  }

  private async import(files: File[]): Promise<void> {
    if (!files.length) return;
    this.filesToImport = files;
    await this.openImport();
  }

  private mark(id: number, favourite: boolean): void {
    this.scripts.update(
      (list) =>
        list && {
          ...list,
          items: list.items.map((script) => (script.id === id ? { ...script, favourite } : script)),
        },
    );
  }
}
