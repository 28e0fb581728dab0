import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { PageState } from '../page-state/page-state';

/** Shown for addresses that lead nowhere. */
@Component({
  selector: 'app-not-found',
  imports: [MatButton, PageState, RouterLink, TranslocoDirective],
  templateUrl: './not-found.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFound {}
