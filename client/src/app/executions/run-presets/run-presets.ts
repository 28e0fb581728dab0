import { ChangeDetectionStrategy, Component, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { RunPresetsApi, type RunPresetDto } from '../../api';
import { linkDialog } from '../../shared/linked-dialog/linked-dialog';
import { NameDialog, type NameQuestion } from '../../shared/name-dialog/name-dialog';
import { Notifier } from '../../shared/notifier';

/** The menu of a script's presets: taking one, keeping what is entered now, deleting one. */
@Component({
  selector: 'app-run-presets',
  imports: [MatButton, MatIcon, MatMenuModule, TranslocoDirective],
  templateUrl: './run-presets.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunPresets {
  private readonly api = inject(RunPresetsApi);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  readonly scriptId = input.required<number>();
  /** What is entered now. */
  readonly valuesNow = input.required<() => Record<string, unknown>>();
  readonly chosen = output<RunPresetDto>();

  protected readonly presets = resource({
    params: () => this.scriptId(),
    loader: async ({ params: id }) => (await this.api.listRunPresets({ id })).data.items,
  });

  protected readonly save = linkDialog<NameQuestion<RunPresetDto>, RunPresetDto>({
    name: 'save_preset',
    component: () => NameDialog,
    subject: () => (this.presets.hasValue() ? this.question(this.presets.value()) : undefined),
    config: { width: '440px' },
    closed: ({ name }) => {
      this.presets.reload();
      this.notifier.tell(this.translate('saved', name));
    },
  });

  protected known(): RunPresetDto[] {
    return this.presets.hasValue() ? this.presets.value() : [];
  }

  protected async delete({ id: preset, name, values }: RunPresetDto): Promise<void> {
    const id = this.scriptId();
    if (!(await this.attempt(() => this.api.deleteRunPreset({ id, preset })))) return;
    this.notifier.tellUndoable(this.translate('deleted', name), {
      run: () => void this.attempt(() => this.api.createRunPreset({ id, body: { name, values } })),
    });
  }

  private question(known: readonly RunPresetDto[]): NameQuestion<RunPresetDto> {
    const id = this.scriptId();
    const values = this.valuesNow()();
    const save = async (name: string, replaced?: RunPresetDto) => {
      const body = { name, values };
      const answer = replaced
        ? this.api.updateRunPreset({ id, preset: replaced.id, body })
        : this.api.createRunPreset({ id, body });
      return (await answer).data;
    };
    return { heading: 'executions.presets.save', hint: 'executions.presets.shared', known, save };
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
      this.presets.reload();
    }
  }

  private translate(key: string, name: string): string {
    return this.transloco.translate(`executions.presets.${key}`, { name });
  }
}
