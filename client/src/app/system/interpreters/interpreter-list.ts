import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  resource,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { InterpretersApi, type DefaultInterpreterDto, type InterpreterDto } from '../../api';
import { Confirm } from '../../shared/confirm/confirm';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { InterpreterDialog } from './interpreter-dialog';

/** The interpreters that scripts can choose, found and added ones. */
@Component({
  selector: 'app-interpreter-list',
  imports: [
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenuModule,
    MatProgressBar,
    PageState,
    TranslocoDirective,
  ],
  templateUrl: './interpreter-list.html',
  styleUrl: './interpreter-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InterpreterList {
  private readonly api = inject(InterpretersApi);
  private readonly confirm = inject(Confirm);
  private readonly dialog = inject(MatDialog);
  private readonly errors = inject(ApiErrorMessage);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  /** What runs scripts that have chosen nothing, by language. */
  readonly defaults = input.required<DefaultInterpreterDto[]>();
  /** Something changed that others may show. */
  readonly changed = output();

  protected readonly interpreters = resource({
    loader: async () => (await this.api.listInterpreters()).data.items,
  });
  protected readonly errorText = computed(() => this.errors.of(this.interpreters.error()));
  protected readonly problems = computed(() => this.defaults().filter(({ problem }) => problem));

  /** A found one would be found again, and without a default nothing would run. */
  protected canRemove({ is_found, is_available, is_default }: InterpreterDto): boolean {
    return !is_default && !(is_found && is_available);
  }

  protected async add(): Promise<void> {
    const added = await this.openDialog(null);
    if (!added) return;
    const { name, version } = added;
    this.tell('dialog.added', { name, version, language: this.productOf(added) });
  }

  protected async rename(interpreter: InterpreterDto): Promise<void> {
    const renamed = await this.openDialog(interpreter);
    if (renamed) this.tell('dialog.renamed', { name: renamed.name });
  }

  protected async makeDefault(interpreter: InterpreterDto): Promise<void> {
    const { id, name } = interpreter;
    try {
      await this.api.updateInterpreter({ id, body: { is_default: true } });
      const language = this.transloco.translate<string>(`type.${interpreter.language}`);
      this.tell('interpreters.madeDefault', { name, language });
    } catch (error) {
      this.notifier.fail(error);
    }
    this.reload();
  }

  protected async remove({ id, name }: InterpreterDto): Promise<void> {
    const isSure = await this.confirm.ask({
      heading: this.transloco.translate('system.interpreters.removeTitle', { name }),
      text: this.transloco.translate('system.interpreters.removeText'),
      action: this.transloco.translate('system.interpreters.removeAction'),
      isDanger: true,
    });
    if (!isSure) return;
    try {
      await this.api.deleteInterpreter({ id });
      this.tell('interpreters.removed', { name });
    } catch (error) {
      this.notifier.fail(error);
    }
    this.reload();
  }

  /** @returns what was saved; undefined when the person thought better of it */
  private async openDialog(
    interpreter: InterpreterDto | null,
  ): Promise<InterpreterDto | undefined> {
    const opened = this.dialog.open<InterpreterDialog, InterpreterDto | null, InterpreterDto>(
      InterpreterDialog,
      { data: interpreter, width: '520px' },
    );
    const saved = await firstValueFrom(opened.afterClosed());
    if (saved) this.reload();
    return saved;
  }

  private reload(): void {
    this.interpreters.reload();
    this.changed.emit();
  }

  private productOf({ language }: InterpreterDto): string {
    return language === 'python' ? 'Python' : 'Node.js';
  }

  private tell(key: string, params: object): void {
    this.notifier.tell(this.transloco.translate(`system.${key}`, { ...params }));
  }
}
