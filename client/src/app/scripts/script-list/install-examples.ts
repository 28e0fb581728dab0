import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { ExamplesApi } from '../../api/services';
import { Notifier } from '../../shared/notifier';

/** Offers the examples that are not installed yet; shows nothing when there are none. */
@Component({
  selector: 'app-install-examples',
  imports: [MatButton, MatIcon, TranslocoDirective],
  templateUrl: './install-examples.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InstallExamples {
  private readonly api = inject(ExamplesApi);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  readonly installed = output();

  private readonly examples = resource({
    loader: async () => (await this.api.listExamples()).data.items,
  });
  protected readonly hasSome = computed(
    () =>
      this.examples.hasValue() && this.examples.value().some((example) => !example.is_installed),
  );
  protected readonly isBusy = signal(false);

  protected async install(): Promise<void> {
    this.isBusy.set(true);
    try {
      const { script_ids: ids } = (await this.api.installExamples({ body: {} })).data;
      this.notifier.tell(this.transloco.translate('scripts.list.installed', { count: ids.length }));
      this.installed.emit();
    } catch (error) {
      // Any failed call: the notifier says which, and the button is there to try again.
      this.notifier.fail(error);
    } finally {
      this.isBusy.set(false);
    }
  }
}
