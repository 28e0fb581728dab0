import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptType } from '../../api/models';
import { problemOf } from '../draft/field-problems';
import { ScriptDraft } from '../draft/script-draft';
import { ScriptTypeBadge } from '../script-type/script-type-badge';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

/** The script's name, edited in place, with its language and state; buttons go inside it. */
@Component({
  selector: 'app-script-head',
  imports: [MatButtonToggleModule, MatTooltip, ScriptTypeBadge, TranslocoDirective],
  templateUrl: './script-head.html',
  styleUrl: './script-head.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptHead {
  protected readonly draft = inject(ScriptDraft);
  private readonly messages = inject(ApiErrorMessage);

  protected readonly types: ScriptType[] = ['python', 'javascript'];
  protected readonly nameProblem = computed(() => {
    const problem = problemOf(this.draft.problems(), 'name');
    return problem && this.messages.ofProblem(problem);
  });
}
