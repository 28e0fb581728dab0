import { Injectable } from '@nestjs/common';
import { ScriptInUseError } from './script.errors.js';
import type { Problem } from '../shared/problems/problem.js';

/** What another room has to say about, and do before, the deletion of a script. */
export interface ScriptDeletionParticipant {
  /** Sentences that say why the script cannot go now; empty = it may. */
  objections(scriptId: number): Promise<Problem[]>;
  /** Removes what belongs to the script and no foreign key removes: files, timers. Called when nobody objects. */
  release(scriptId: number): Promise<void>;
}

/** Rooms above this one take part in the deletion of a script by registering here, so that scripts need not know them. */
@Injectable()
export class ScriptDeletion {
  private readonly participants: ScriptDeletionParticipant[] = [];

  register(participant: ScriptDeletionParticipant): void {
    this.participants.push(participant);
  }

  /** @throws ScriptInUseError with all objections; then nothing was released */
  async prepare(scriptId: number): Promise<void> {
    const objections = await Promise.all(
      this.participants.map((participant) => participant.objections(scriptId)),
    );
    if (objections.flat().length) throw new ScriptInUseError(objections.flat());
    for (const participant of this.participants) await participant.release(scriptId);
  }
}
