import { ChangeDetectionStrategy, Component, computed, input, model, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective } from '@jsverse/transloco';
import { FileSizePipe } from '../file-size.pipe';
import { sentOfEach } from './file-progress';

/** Collects files by drag and drop or from a dialog; names are unique, as in the script's directory. */
@Component({
  selector: 'app-file-drop',
  imports: [FileSizePipe, MatIcon, MatIconButton, MatProgressBar, TranslocoDirective],
  templateUrl: './file-drop.html',
  styleUrl: './file-drop.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FileDrop {
  readonly files = model.required<readonly File[]>();
  /** What is sent of all files, 0..1; null while they can still be changed. */
  readonly progress = input<number | null>(null);
  /** Largest file in bytes; null while nobody knows. */
  readonly limit = input<number | null>(null);

  protected readonly isDisabled = computed(() => this.progress() !== null);

  protected readonly isOver = signal(false);
  /** The name of a file that was refused because another has it. */
  protected readonly duplicate = signal('');
  /** The names of files that were refused because they are larger than the limit. */
  protected readonly tooLarge = signal('');
  protected readonly totalBytes = computed(() =>
    this.files().reduce((total, file) => total + file.size, 0),
  );

  /** Percent of each file; null while nothing is sent. */
  protected readonly sent = computed(() => {
    const progress = this.progress();
    if (progress === null) return null;
    return sentOfEach(this.files(), progress).map((part) => Math.round(part * 100));
  });

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
    this.tooLarge.set('');
    this.files.update((files) => files.filter((other) => other !== file));
  }

  private add(list: FileList | null): void {
    if (this.isDisabled()) return;
    this.duplicate.set('');
    const limit = this.limit() ?? Infinity;
    const chosen = Array.from(list ?? []);
    const tooLarge = chosen.filter(({ size }) => size > limit);
    this.tooLarge.set(tooLarge.map(({ name }) => name).join(', '));
    const files = [...this.files()];
    for (const file of chosen) {
      if (file.size > limit) continue;
      if (files.some(({ name }) => name === file.name)) this.duplicate.set(file.name);
      else files.push(file);
    }
    this.files.set(files);
  }
}
