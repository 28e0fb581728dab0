import { ChangeDetectionStrategy, Component, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { SavedViewsApi, type SavedViewDto, type ViewFiltersDto } from '../../api';
import { linkDialog } from '../../shared/linked-dialog/linked-dialog';
import { NameDialog, type NameQuestion } from '../../shared/name-dialog/name-dialog';
import { Notifier } from '../../shared/notifier';
import { BUILT_IN_VIEWS } from './built-in-views';

/** The menu of views: built in ones, those of the team, and keeping what is shown now. */
@Component({
  selector: 'app-saved-views',
  imports: [MatButton, MatIcon, MatMenuModule, TranslocoDirective],
  templateUrl: './saved-views.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SavedViews {
  private readonly api = inject(SavedViewsApi);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  /** What is shown now. */
  readonly filters = input.required<ViewFiltersDto>();
  readonly chosen = output<ViewFiltersDto>();

  protected readonly builtIn = BUILT_IN_VIEWS;
  protected readonly views = resource({
    loader: async () => (await this.api.listSavedViews()).data.items,
  });

  protected readonly save = linkDialog<NameQuestion<SavedViewDto>, SavedViewDto>({
    name: 'save_view',
    component: () => NameDialog,
    subject: () =>
      this.views.hasValue() && !this.isEmpty() ? this.question(this.views.value()) : undefined,
    config: { width: '440px' },
    closed: ({ name }) => {
      this.views.reload();
      this.notifier.tell(this.transloco.translate('executions.views.saved', { name }));
    },
  });

  protected isEmpty(): boolean {
    return Object.keys(this.filters()).length === 0;
  }

  protected async delete({ id, name, filters }: SavedViewDto): Promise<void> {
    if (!(await this.attempt(() => this.api.deleteSavedView({ id })))) return;
    this.notifier.tellUndoable(this.transloco.translate('executions.views.deleted', { name }), {
      run: () => void this.attempt(() => this.api.createSavedView({ body: { name, filters } })),
    });
  }

  private question(known: readonly SavedViewDto[]): NameQuestion<SavedViewDto> {
    const filters = this.filters();
    const save = async (name: string, replaced?: SavedViewDto) => {
      const body = { name, filters };
      const answer = replaced
        ? this.api.updateSavedView({ id: replaced.id, body })
        : this.api.createSavedView({ body });
      return (await answer).data;
    };
    return { heading: 'executions.views.save', hint: 'executions.views.shared', known, save };
  }

  /** @returns whether it was done */
  private async attempt(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (error) {
      // Any failed call: somebody else was faster, or the server is away.
      this.notifier.fail(error);
      return false;
    } finally {
      this.views.reload();
    }
  }
}
