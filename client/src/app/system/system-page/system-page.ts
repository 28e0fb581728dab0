import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { StorageUsage } from '../usage/storage-usage';

/** The server itself: what fills its disk. */
@Component({
  selector: 'app-system-page',
  imports: [StorageUsage, TranslocoDirective],
  template: `
    <div class="page" *transloco="let t">
      <header class="page-head">
        <h1 class="page-title">{{ t('nav.system') }}</h1>
      </header>
      <app-storage-usage />
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SystemPage {}
