import { ChangeDetectionStrategy, Component, computed, input, model, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { FileSizePipe } from '../file-size.pipe';

/** Collects files by drag and drop or from a dialog; names are unique, as in the script's directory. */
@Component({
  selector: 'app-file-drop',
  imports: [FileSizePipe, MatIcon, MatIconButton, TranslocoDirective],
  templateUrl: './file-drop.html',
  styleUrl: './file-drop.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FileDrop {
  readonly files = model.required<readonly File[]>();
  readonly isDisabled = input(false);

  protected readonly isOver = signal(false);
  /** The name of a file that was refused because another has it. */
  protected readonly duplicate = signal('');
  protected readonly totalBytes = computed(() =>
    this.files().reduce((total, file) => total + file.size, 0),
  );

  protected showTarget(event: DragEvent): void {
    if (this.isDisabled() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(true);
  }

  protected addDropped(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(false);
    this.add(event.dataTransfer?.files ?? null);
  }

  protected addChosen(field: HTMLInputElement): void {
    this.add(field.files);
    // The same file can be chosen again after it was removed.
    field.value = '';
  }

  protected remove(file: File): void {
    this.duplicate.set('');
    this.files.update((files) => files.filter((other) => other !== file));
  }

  private add(list: FileList | null): void {
    if (this.isDisabled()) return;
    this.duplicate.set('');
    const files = [...this.files()];
    for (const file of list ?? []) {
      if (files.some(({ name }) => name === file.name)) this.duplicate.set(file.name);
      else files.push(file);
    }
    this.files.set(files);
  }
}
