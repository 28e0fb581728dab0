import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { TranslocoDirective } from '@jsverse/transloco';
import { KeyCaps } from './key-caps';
import { Shortcuts, type ShortcutPlace } from './shortcuts';

const PLACES: readonly ShortcutPlace[] = ['page', 'everywhere'];

/** What can be done by keys here and everywhere, and whether single keys count. */
@Component({
  selector: 'app-shortcut-sheet',
  imports: [KeyCaps, MatButton, MatDialogModule, MatSlideToggle, TranslocoDirective],
  templateUrl: './shortcut-sheet.html',
  styleUrl: './shortcut-sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShortcutSheet {
  protected readonly shortcuts = inject(Shortcuts);

  protected readonly groups = computed(() =>
    PLACES.map((place) => ({ place, shortcuts: this.shortcuts.of(place) })).filter(
      ({ shortcuts }) => shortcuts.length > 0,
    ),
  );
}
