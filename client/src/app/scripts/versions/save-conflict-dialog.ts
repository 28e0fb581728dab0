import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatRadioModule } from '@angular/material/radio';
import { TranslocoDirective } from '@jsverse/transloco';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { ContentComparison } from '../comparison/content-comparison';
import {
  isSetting,
  mergeContent,
  resolve,
  type LinesConflict,
  type MergeConflict,
  type Side,
} from '../draft/merge-content';
import { parseDefinition } from '../draft/merge-definitions';
import { contentOf, type ScriptContent } from '../draft/script-content';
import type { SaveConflict } from '../draft/script-draft';
import { DefinitionValues } from './definition-values';
import { SettingValue } from './setting-value';

/** What becomes of the two sides: the merged content or theirs; undefined: the person goes on editing. */
export type ConflictChoice = ScriptContent | 'theirs' | undefined;

/** Somebody saved first: both changes together, with a choice where both changed the same. Nothing is lost. */
@Component({
  selector: 'app-save-conflict-dialog',
  imports: [
    ContentComparison,
    DefinitionValues,
    MatButton,
    MatDialogModule,
    MatRadioModule,
    RelativeTimePipe,
    SettingValue,
    TranslocoDirective,
  ],
  templateUrl: './save-conflict-dialog.html',
  styleUrl: './save-conflict-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SaveConflictDialog {
  private readonly dialog = inject<MatDialogRef<SaveConflictDialog, ConflictChoice>>(MatDialogRef);
  protected readonly conflict = inject<SaveConflict>(MAT_DIALOG_DATA);

  /** Whether they made a version, and not only changed settings. */
  protected readonly hasTheirVersion = this.conflict.theirs.version !== this.conflict.base;
  private readonly theirs = contentOf(this.conflict.theirs);
  protected readonly sides = [
    { name: 'theirs', content: this.theirs },
    { name: 'mine', content: this.conflict.edited },
  ] as const;
  protected readonly merge = mergeContent(
    this.conflict.ancestor,
    this.theirs,
    this.conflict.edited,
  );
  /** The parameters of a contested place, by its id. */
  protected readonly definitions = new Map(
    this.merge.conflicts
      .filter((place) => this.isLines(place))
      .filter(({ part }) => part === 'parameters')
      .map((place) => [place.id, definitionsOf(place)]),
  );
  /** What is taken, by the id of the place that both changed. */
  protected readonly chosen = signal<ReadonlyMap<string, Side>>(new Map());
  protected readonly result = computed(() => resolve(this.merge, this.chosen()));
  /** How many places nobody has decided about. */
  protected readonly open = computed(() => this.merge.conflicts.length - this.chosen().size);

  protected isLines(place: MergeConflict): place is LinesConflict {
    return !isSetting(place.part);
  }

  protected sidesOf(place: MergeConflict): readonly Side[] {
    const canHaveBoth = this.isLines(place) && place.part !== 'parameters';
    return canHaveBoth ? ['theirs', 'mine', 'both'] : ['theirs', 'mine'];
  }

  protected choose(id: string, side: Side): void {
    this.chosen.update((chosen) => new Map(chosen).set(id, side));
  }

  protected chooseAll(side: Side): void {
    this.chosen.set(new Map(this.merge.conflicts.map(({ id }) => [id, side])));
  }

  protected save(): void {
    this.dialog.close(this.result());
  }
}

function definitionsOf(place: LinesConflict) {
  const base = place.base.map(parseDefinition);
  const theirs = place.theirs.map(parseDefinition);
  const mine = place.mine.map(parseDefinition);
  const all = [...base, ...theirs, ...mine];
  const sides = [
    { name: 'base', definitions: base, nothing: 'unset' },
    { name: 'theirs', definitions: theirs, nothing: 'nothing' },
    { name: 'mine', definitions: mine, nothing: 'nothing' },
  ];
  return { all, sides, keys: [...new Set(all.map(({ key }) => key))].join(', ') };
}
