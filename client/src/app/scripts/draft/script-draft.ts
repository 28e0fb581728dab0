import { computed, inject, Injectable, signal } from '@angular/core';
import type { ScriptDto, ScriptType } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { readApiError, type FieldProblem } from '../../shared/errors/api-error';
import {
  changesBetween,
  contentOf,
  emptyContent,
  isUntouched,
  VERSIONED_FIELDS,
  type ScriptContent,
} from './script-content';
import { remainingProblems } from './field-problems';

/** Somebody saved in between: nothing was written. */
export interface SaveConflict {
  /** The script as it is on the server now. */
  theirs: ScriptDto;
  /** What both began with. */
  ancestor: ScriptContent;
  /** As this draft is. */
  edited: ScriptContent;
  /** Theirs with the changed fields of this draft on top. */
  mine: ScriptContent;
  /** Version that this draft is based on. */
  base: number;
}

/** Edits of a script, with what they began with. */
export interface ScriptEdits {
  /** The script that they are based on. */
  saved: ScriptDto;
  content: ScriptContent;
  /** What the next version's description is to be. */
  versionNote: string;
}

/** The script being edited: what is saved, what is changed, what the server refused. One per editor page. */
@Injectable()
export class ScriptDraft {
  private readonly api = inject(ScriptsApi);
  private readonly base = signal<ScriptContent>(emptyContent('python'));
  private readonly edited = signal<ScriptContent>(this.base());
  private readonly refused = signal<FieldProblem[]>([]);

  /** As last read or saved; null until a new script is saved for the first time. */
  readonly saved = signal<ScriptDto | null>(null);
  readonly content = this.edited.asReadonly();
  readonly problems = this.refused.asReadonly();
  readonly isSaving = signal(false);
  /** What the next version's description will be. */
  readonly versionNote = signal('');
  private readonly changes = computed(() => changesBetween(this.base(), this.edited()));
  readonly isDirty = computed(() => Object.keys(this.changes()).length > 0);
  /** Whether saving now makes a new version. */
  readonly hasNewVersion = computed(() =>
    VERSIONED_FIELDS.some((field) => field in this.changes()),
  );

  /** Forgets everything and begins a new script. */
  begin(type: ScriptType): void {
    this.saved.set(null);
    this.reset(emptyContent(type));
  }

  /** Forgets everything and shows `script`. */
  load(script: ScriptDto): void {
    this.saved.set(script);
    this.reset(contentOf(script));
  }

  /** Forgets everything and goes on with edits that were begun earlier. */
  resume({ saved, content, versionNote }: ScriptEdits): void {
    this.load(saved);
    this.restore(content);
    this.versionNote.set(versionNote);
  }

  /** All that `resume` needs; null for a script that was never saved. */
  edits(): ScriptEdits | null {
    const saved = this.saved();
    return saved && { saved, content: this.edited(), versionNote: this.versionNote() };
  }

  change(change: Partial<ScriptContent>): void {
    const before = this.edited();
    const isNewType = change.type && change.type !== before.type;
    const start =
      isNewType && isUntouched(before.code)
        ? { code: emptyContent(change.type ?? 'python').code }
        : {};
    // An interpreter runs one language: another one begins with its default.
    const base = this.base();
    const interpreter = isNewType
      ? { interpreter_id: change.type === base.type ? base.interpreter_id : null }
      : {};
    this.edited.set({ ...before, ...start, ...interpreter, ...change });
    this.refused.update((problems) => remainingProblems(problems, before, this.edited()));
  }

  /** Puts back edits that were given up. */
  restore(content: ScriptContent): void {
    this.edited.set(content);
  }

  /**
   * Saves what changed and nothing else.
   * @returns the conflict when somebody saved in between, else null
   * @throws what the call threw otherwise; fields the server refused are in `problems` then
   */
  async save(): Promise<SaveConflict | null> {
    const sent = this.edited();
    this.isSaving.set(true);
    this.refused.set([]);
    try {
      const saved = await this.send();
      // What was typed while the answer was on its way is not saved yet, and must not be lost.
      const typedSince = changesBetween(sent, this.edited());
      this.load(saved);
      this.change(typedSince);
      return null;
    } catch (thrown) {
      const conflict = this.conflictIn(thrown);
      if (conflict) return conflict;
      this.refused.set(readApiError(thrown).fields);
      throw thrown;
    } finally {
      this.isSaving.set(false);
    }
  }

  /** Bases this draft on what somebody else saved; the next `save` writes what is `merged`. */
  rebase({ theirs }: SaveConflict, merged: ScriptContent): void {
    this.saved.set(theirs);
    this.base.set(contentOf(theirs));
    this.edited.set(merged);
  }

  private async send(): Promise<ScriptDto> {
    const saved = this.saved();
    if (!saved) return (await this.api.createScript({ body: this.edited() })).data;
    const changes = this.changes();
    // What no version number watches over: the server compares what stood there when it was read.
    const read = Object.entries(this.base()).filter(
      ([field]) => field in changes && !VERSIONED_FIELDS.some((versioned) => versioned === field),
    );
    const body = {
      ...changes,
      ...(read.length > 0 && { base: Object.fromEntries(read) }),
      ...(this.hasNewVersion() && {
        base_version: saved.version,
        version_description: this.versionNote().trim(),
      }),
    };
    return (await this.api.updateScript({ id: saved.id, body })).data;
  }

  private conflictIn(thrown: unknown): SaveConflict | null {
    const { code, details } = readApiError(thrown);
    const saved = this.saved();
    const isConflict = code === 'SCRIPT_VERSION_CONFLICT' || code === 'SCRIPT_CHANGED';
    if (!isConflict || !saved) return null;
    // The contract (docstring of the 409 answer): the details of both hold { current: ScriptDto }.
    const theirs = details['current'] as ScriptDto;
    return {
      theirs,
      ancestor: this.base(),
      edited: this.edited(),
      mine: { ...contentOf(theirs), ...this.changes() },
      base: saved.version,
    };
  }

  private reset(content: ScriptContent): void {
    this.base.set(content);
    this.edited.set(content);
    this.refused.set([]);
    this.versionNote.set('');
  }
}
