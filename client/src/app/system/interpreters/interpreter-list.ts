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
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { InterpretersApi, type DefaultInterpreterDto, type InterpreterDto } from '../../api';
import { Confirm } from '../../shared/confirm/confirm';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { CauseTextPipe } from '../../shared/errors/cause-text.pipe';
import { linkDialog } from '../../shared/linked-dialog/linked-dialog';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { InterpreterDialog } from './interpreter-dialog';

/** The interpreters that scripts can choose, found and added ones. */
@Component({
  selector: 'app-interpreter-list',
  imports: [
    CauseTextPipe,
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

  /** Opens the form: `new`, or the id of one that gets another name. */
  protected readonly edit = linkDialog<InterpreterDto | null, InterpreterDto>({
    name: 'interpreter',
    component: () => InterpreterDialog,
    subject: (value) => {
      if (value === 'new') return null;
      const known = this.interpreters.hasValue() ? this.interpreters.value() : [];
      return known.find(({ id }) => String(id) === value);
    },
    config: { width: '520px' },
    closed: (saved, before) => this.tellSaved(saved, before === null),
  });

  /** A found one would be found again, and without a default nothing would run. */
  protected canRemove({ is_found, is_available, is_default }: InterpreterDto): boolean {
    return !is_default && !(is_found && is_available);
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

  private tellSaved(saved: InterpreterDto, isNew: boolean): void {
    const { name, version } = saved;
    if (isNew) this.tell('dialog.added', { name, version, language: this.productOf(saved) });
    else this.tell('dialog.renamed', { name });
    this.reload();
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
