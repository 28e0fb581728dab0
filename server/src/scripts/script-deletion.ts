import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ScriptInUseError } from './script.errors.js';
import type { Problem } from '../shared/problems/problem.js';

/** What another room has to say about, and do for, the deletion of a script. */
export interface ScriptDeletionParticipant {
  /**
   * Sentences that say why the script cannot go now; empty = it may.
   * @param manager of the transaction that deletes the script
   */
  objections(scriptId: number, manager: EntityManager): Promise<Problem[]>;
  /**
   * Looks, in the same transaction and when nobody objects, for what belongs to the script and no foreign key removes.
   * @returns what removes it once the script is gone; must not throw, since there is nothing left to refuse
   */
  release?(scriptId: number, manager: EntityManager): Promise<() => Promise<void>>;
}

/** Rooms above this one take part in the deletion of a script by registering here, so that scripts need not know them. */
@Injectable()
export class ScriptDeletion {
  private readonly participants: ScriptDeletionParticipant[] = [];

  register(participant: ScriptDeletionParticipant): void {
    this.participants.push(participant);
  }

  /**
   * To be called in the transaction that then deletes the script: what starts it meanwhile is seen here or finds it gone.
   * @returns what is to be done after the commit
   * @throws ScriptInUseError with all objections
   */
  async prepare(scriptId: number, manager: EntityManager): Promise<() => Promise<void>> {
    const objections: Problem[] = [];
    for (const participant of this.participants)
      objections.push(...(await participant.objections(scriptId, manager)));
    if (objections.length) throw new ScriptInUseError(objections);
    const removals: (() => Promise<void>)[] = [];
    for (const participant of this.participants)
      if (participant.release) removals.push(await participant.release(scriptId, manager));
    return async () => {
      for (const remove of removals) await remove();
    };
  }
}
