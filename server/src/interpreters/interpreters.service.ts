import { Injectable } from '@nestjs/common';
import type { CreateInterpreterDto } from './dto/create-interpreter.dto.js';
import { InterpreterDto } from './dto/interpreter.dto.js';
import type { UpdateInterpreterDto } from './dto/update-interpreter.dto.js';
import { identifyProgram } from './identify-program.js';
import { InterpreterChoices } from './interpreter-choices.js';
import { InterpreterList } from './interpreter-list.js';
import type { ListedInterpreter } from './interpreter.entity.js';
import {
  InterpreterFoundError,
  InterpreterInUseError,
  InterpreterNotFoundError,
} from './interpreter.errors.js';
import { modifiedMsOf } from './program-file.js';
import { problem, type Problem } from '../shared/problems/problem.js';

/** How many names a refusal lists. */
const NAMED = 3;

/** The list of interpreters as an administrator keeps it. */
@Injectable()
export class InterpretersService {
  constructor(
    private readonly list: InterpreterList,
    private readonly choices: InterpreterChoices,
  ) {}

  /** By language, the newest version first. */
  async all(): Promise<InterpreterDto[]> {
    const rows = await this.list.all();
    return Promise.all([...rows].sort(byLanguageAndVersion).map((row) => this.describe(row)));
  }

  /**
   * Puts a program into the list after asking it who it is.
   * @throws InvalidInputError for what is no interpreter, InterpreterListedError, InterpreterNameTakenError
   */
  async add({ name, path }: CreateInterpreterDto): Promise<InterpreterDto> {
    const interpreter = await identifyProgram(path);
    return this.describe(await this.list.add(interpreter, name));
  }

  /** @throws InterpreterNotFoundError, InterpreterNameTakenError */
  async update(id: number, { name, is_default }: UpdateInterpreterDto): Promise<InterpreterDto> {
    const row = await this.get(id);
    // null is how a client leaves a field out
    if (name && name !== row.name) await this.list.rename(row, name);
    if (is_default === true) await this.list.makeDefault(row);
    if (is_default === false) await this.list.resignAsDefault(row);
    return this.describe(await this.get(id));
  }

  /** @throws InterpreterNotFoundError, InterpreterInUseError, InterpreterFoundError while its installation is there */
  async delete(id: number): Promise<void> {
    const row = await this.get(id);
    if (row.isFound && modifiedMsOf(row.path) !== null) throw new InterpreterFoundError(row.name);
    if (row.isDefault) {
      throw new InterpreterInUseError(problem('INTERPRETER_IS_DEFAULT'));
    }
    const users = await this.choices.usersOf(id);
    if (users.length) throw new InterpreterInUseError(chosenBy(users));
    await this.list.delete(id);
  }

  private async get(id: number): Promise<ListedInterpreter> {
    const row = await this.list.find(id);
    if (!row) throw new InterpreterNotFoundError(id);
    return row;
  }

  private async describe(row: ListedInterpreter): Promise<InterpreterDto> {
    const standard = await this.choices.defaultOf(row.language);
    return InterpreterDto.from(row, {
      isDefault: standard?.id === row.id,
      isThere: modifiedMsOf(row.path) !== null,
    });
  }
}

function byLanguageAndVersion(one: ListedInterpreter, other: ListedInterpreter): number {
  if (one.language !== other.language) return one.language === 'python' ? -1 : 1;
  return other.version.localeCompare(one.version, 'en', { numeric: true }) || one.id - other.id;
}

function chosenBy(scripts: string[]): Problem {
  const names = scripts
    .slice(0, NAMED)
    .map((name) => `"${name}"`)
    .join(', ');
  const more = scripts.length - NAMED;
  return more > 0
    ? problem('INTERPRETER_CHOSEN_BY_MANY', { names, more })
    : problem('INTERPRETER_CHOSEN', { names });
}
