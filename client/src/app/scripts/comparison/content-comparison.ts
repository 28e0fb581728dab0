import { ChangeDetectionStrategy, Component, computed, input, linkedSignal } from '@angular/core';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { TranslocoDirective } from '@jsverse/transloco';
import { CodeDiff } from '../../shared/code/code-diff';
import { PageState } from '../../shared/page-state/page-state';
import type { VersionedContent } from '../draft/script-content';
import { DEFINITION_FIELDS } from '../draft/merge-definitions';

/** What of a version is compared. */
const PARTS = ['code', 'parameters', 'dependencies'] as const;
type Part = (typeof PARTS)[number];

/** Two contents of a script side by side, one part at a time; begins with a part that differs. Fills its container. */
@Component({
  selector: 'app-content-comparison',
  imports: [CodeDiff, MatButtonToggleModule, PageState, TranslocoDirective],
  templateUrl: './content-comparison.html',
  styleUrl: './content-comparison.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContentComparison {
  readonly original = input.required<VersionedContent>();
  readonly modified = input.required<VersionedContent>();
  /** What screen readers call the comparison. */
  readonly label = input.required<string>();

  protected readonly parts = computed(() =>
    PARTS.map((id) => {
      const original = textOf(this.original(), id);
      const modified = textOf(this.modified(), id);
      return { id, original, modified, isChanged: original !== modified };
    }),
  );
  protected readonly chosen = linkedSignal<Part>(
    () => this.parts().find((part) => part.isChanged)?.id ?? 'code',
  );
  protected readonly shown = computed(() => this.parts().find(({ id }) => id === this.chosen()));
  protected readonly language = computed(() => {
    if (this.chosen() === 'code') return this.modified().type;
    return this.chosen() === 'parameters' ? 'json' : 'plaintext';
  });
}

function textOf(content: VersionedContent, part: Part): string {
  switch (part) {
    case 'code':
      return content.code;
    case 'parameters':
      // in one order, whoever wrote them: a page and the server name the same fields in different ones
      return JSON.stringify(content.parameters, ['key', ...DEFINITION_FIELDS], 2);
    case 'dependencies':
      return content.dependencies.join('\n');
  }
}
