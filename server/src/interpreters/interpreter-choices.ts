import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { because, type Cause } from '../runner/causes.js';
import {
  findInterpreter,
  type Interpreter,
  type MissingInterpreter,
} from '../runner/interpreters.js';
import type { ScriptLanguage } from '../runner/run.types.js';
import { Runner } from '../runner/runner.js';
import { InvalidInputError } from '../shared/errors/domain-error.js';
import { ASKED_ENVIRONMENT } from './identify-program.js';
import { InterpreterList } from './interpreter-list.js';
import type { ListedInterpreter } from './interpreter.entity.js';
import { modifiedMsOf } from './program-file.js';
import { PRODUCTS } from './supported-version.js';
import { at, problem } from '../shared/problems/problem.js';

/** An interpreter with the name it has in the list. */
export interface ChosenInterpreter extends Interpreter {
  readonly name: string;
}

/** Names of what refers to an interpreter. */
type Users = (interpreterId: number) => Promise<string[]>;

/** How other rooms refer to interpreters: which one runs what, and who needs one. */
@Injectable()
export class InterpreterChoices {
  private readonly users: Users[] = [];

  constructor(
    private readonly list: InterpreterList,
    private readonly runner: Runner,
  ) {}

  /** Rooms above this one say here what refers to an interpreter, so that it is not removed under them. */
  register(users: Users): void {
    this.users.push(users);
  }

  /** Names of what has chosen this interpreter. */
  async usersOf(id: number): Promise<string[]> {
    return (await Promise.all(this.users.map((users) => users(id)))).flat();
  }

  /**
   * @param manager of the transaction that writes the choice
   * @throws InvalidInputError that names `interpreter_id` unless it exists and runs the language
   */
  async assertFits(manager: EntityManager, id: number, language: ScriptLanguage): Promise<void> {
    const row = await this.list.find(id, manager);
    if (row?.language === language) return;
    const wrong = row
      ? problem('INTERPRETER_OF_ANOTHER_LANGUAGE', {
          name: row.name,
          language: LANGUAGES[language],
        })
      : problem('INTERPRETER_UNKNOWN', { id });
    throw new InvalidInputError([at('interpreter_id', wrong)]);
  }

  /**
   * What runs scripts that have chosen nothing: what an administrator has chosen, else what the setting names.
   * @returns undefined when what the setting names cannot be used
   */
  async defaultOf(language: ScriptLanguage): Promise<ListedInterpreter | undefined> {
    const rows = await this.list.all();
    const chosen = rows.find((row) => row.isDefault && row.language === language);
    const configured = this.runner.interpreters.get(language);
    if (chosen || !configured || 'cause' in configured) return chosen;
    return this.list.at(configured.path);
  }

  /**
   * What runs a script now.
   * @param id the script's choice; null, and one of another language than the version that runs, mean the default
   * @returns why nothing can run it and what to do, when its interpreter is gone
   */
  async forRun(
    id: number | null,
    language: ScriptLanguage,
  ): Promise<ChosenInterpreter | MissingInterpreter> {
    const chosen = id === null ? undefined : await this.list.find(id);
    if (id !== null && !chosen) return { language, cause: because('interpreter_removed') };
    const row = chosen?.language === language ? chosen : await this.defaultOf(language);
    if (!row) return this.unconfigured(language);
    const modifiedMs = modifiedMsOf(row.path);
    if (modifiedMs === null) return { language, cause: causeOfLack(row, row === chosen) };
    if (modifiedMs === row.modifiedMs) return chosenFrom(row);
    // Replaced since it was asked, by an update of the system: the run's record must not name the old version.
    const answer = await findInterpreter(language, row.path, { env: ASKED_ENVIRONMENT });
    if ('cause' in answer) return answer;
    await this.list.refresh(row, answer);
    return { ...chosenFrom(row), version: answer.version, prefix: answer.prefix };
  }

  private unconfigured(language: ScriptLanguage): MissingInterpreter {
    const configured = this.runner.interpreters.get(language);
    if (configured && 'cause' in configured) return configured;
    return { language, cause: because('interpreter_absent', { product: PRODUCTS[language] }) };
  }
}

const LANGUAGES: Record<ScriptLanguage, string> = { python: 'Python', javascript: 'JavaScript' };

/** Why a listed interpreter cannot run anything. */
const causeOfLack = ({ name, path }: ListedInterpreter, isChosen: boolean): Cause =>
  because(isChosen ? 'interpreter_gone' : 'default_interpreter_gone', { name, path });

function chosenFrom({
  language,
  name,
  path,
  prefix,
  version,
}: ListedInterpreter): ChosenInterpreter {
  return { language, name, path, prefix, version };
}
