import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { ScriptBulkRequestDto, ScriptListItemDto } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { Confirm } from '../../shared/confirm/confirm';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { ScriptRemoval } from '../script-editor/script-removal';
import { inverseOf } from './label-undo';

/** Names shown in a question or answer about many scripts. */
const NAMES_SHOWN = 5;

/** What can be done with scripts from their list. Each tells how it went; the caller shows what is there now. */
@Injectable({ providedIn: 'root' })
export class ScriptActions {
  private readonly api = inject(ScriptsApi);
  private readonly confirm = inject(Confirm);
  private readonly errors = inject(ApiErrorMessage);
  private readonly removal = inject(ScriptRemoval);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  /** @param undo what to do when the person wants it as it was; @returns whether it is marked as asked now */
  async setFavourite(
    { id, name }: ScriptListItemDto,
    favourite: boolean,
    undo: () => unknown,
  ): Promise<boolean> {
    const isDone = await this.attempt(() => this.api.updateScript({ id, body: { favourite } }));
    if (isDone) {
      const text = this.translate(favourite ? 'favourite.on' : 'favourite.off', { name });
      this.notifier.tellUndoable(text, { run: undo });
    }
    return isDone;
  }

  /** Makes a copy, named as one in the reader's language. */
  async duplicate({ id }: ScriptListItemDto): Promise<boolean> {
    return this.attempt(async () => {
      const body = { ending: this.translate('copyEnding') };
      const { name } = (await this.api.duplicateScript({ id, body })).data;
      this.notifier.tell(this.translate('duplicated', { name }));
    });
  }

  /** @returns whether it was deleted; false when the person thought better of it, too */
  async remove(script: ScriptListItemDto): Promise<boolean> {
    let isGone = false;
    await this.attempt(async () => {
      isGone = await this.removal.remove(script);
    });
    if (isGone) {
      this.notifier.tell(this.transloco.translate('scripts.editor.deleted', { name: script.name }));
    }
    return isGone;
  }

  /** Lets the browser save them as a zip. */
  export(scripts: ScriptListItemDto[]): void {
    this.save(`/api/scripts/export?ids=${scripts.map(({ id }) => id).join(',')}`);
  }

  /** Lets the browser save the code alone. */
  saveCode({ id }: ScriptListItemDto): void {
    this.save(`/api/scripts/${id}/code`);
  }

  /** Asks, then deletes all that may go. */
  async removeAll(scripts: ScriptListItemDto[]): Promise<boolean> {
    const isSure = await this.confirm.ask({
      heading: this.translate('deleteManyTitle', { count: scripts.length }),
      text: this.translate('deleteManyText'),
      points: this.named(scripts.map(({ name }) => name)),
      action: this.transloco.translate('scripts.editor.deleteAction'),
      isDanger: true,
    });
    return isSure && this.change(scripts, { action: 'delete' });
  }

  /**
   * Changes many; those that could not be are named with the reason.
   * @param onUndone called when the person took it back
   */
  async change(
    scripts: ScriptListItemDto[],
    change: Omit<ScriptBulkRequestDto, 'ids'>,
    onUndone: () => void = () => undefined,
  ): Promise<boolean> {
    return this.attempt(async () => {
      const body = { ...change, ids: scripts.map(({ id }) => id) };
      const outcomes = (await this.api.changeScripts({ body })).data.items;
      const nameOf = new Map(scripts.map(({ id, name }) => [id, name]));
      const refused = outcomes
        .filter(({ is_done }) => !is_done)
        .map(
          (outcome) => `${nameOf.get(outcome.id) ?? outcome.id}: ${this.errors.ofOutcome(outcome)}`,
        );
      const done = outcomes.length - refused.length;
      if (!refused.length) {
        const text = this.translate(`done.${change.action}`, { count: done });
        const inverse = inverseOf(scripts, change);
        if (inverse.length) {
          this.notifier.tellUndoable(text, { run: () => this.undo(inverse, onUndone) });
        } else this.notifier.tell(text);
        return;
      }
      await this.confirm.ask({
        heading: this.translate('notAllTitle', { count: refused.length }),
        text: this.translate(`done.${change.action}`, { count: done }),
        points: this.named(refused),
        action: this.transloco.translate('action.close'),
      });
    });
  }

  private async undo(inverse: ScriptBulkRequestDto[], onUndone: () => void): Promise<void> {
    await this.attempt(async () => {
      for (const body of inverse) await this.api.changeScripts({ body });
    });
    onUndone();
  }

  private named(names: string[]): string[] {
    const more = names.length - NAMES_SHOWN;
    return more > 0
      ? [...names.slice(0, NAMES_SHOWN), this.translate('more', { count: more })]
      : names;
  }

  private save(address: string): void {
    const link = document.createElement('a');
    link.href = address;
    link.download = '';
    link.click();
  }

  private async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      // Any failed call: the notifier says which, and the button is there to try again.
      this.notifier.fail(error);
      return false;
    }
  }

  private translate(key: string, params?: object): string {
    return this.transloco.translate(`scripts.list.${key}`, { ...params });
  }
}
