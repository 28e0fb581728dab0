import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { Interpreter } from '../runner/interpreters.js';
import { Clock } from '../shared/time/clock.js';
import { ListedInterpreter } from './interpreter.entity.js';
import { InterpreterListedError, InterpreterNameTakenError } from './interpreter.errors.js';
import { modifiedMsOf } from './program-file.js';

/** The rows of interpreters, kept in memory: every start of a run looks at them. Only this class writes them. */
@Injectable()
export class InterpreterList {
  private rows: Promise<ListedInterpreter[]> | null = null;

  constructor(
    @InjectRepository(ListedInterpreter)
    private readonly interpreters: Repository<ListedInterpreter>,
    private readonly clock: Clock,
  ) {}

  /** In the order in which they were added. */
  all(): Promise<ListedInterpreter[]> {
    this.rows ??= this.interpreters.find({ order: { id: 'ASC' } }).catch((error: unknown) => {
      this.rows = null;
      throw error;
    });
    return this.rows;
  }

  /** @param manager of the transaction to read in, when there is one */
  async find(id: number, manager?: EntityManager): Promise<ListedInterpreter | undefined> {
    if (manager) return (await manager.findOneBy(ListedInterpreter, { id })) ?? undefined;
    return (await this.all()).find((row) => row.id === id);
  }

  async at(path: string): Promise<ListedInterpreter | undefined> {
    return (await this.all()).find((row) => row.path === path);
  }

  /** Puts a program that somebody has named into the list. @throws InterpreterListedError, InterpreterNameTakenError */
  add(interpreter: Interpreter, name: string): Promise<ListedInterpreter> {
    return this.inTransaction(async (manager) => {
      const known = await manager.findOneBy(ListedInterpreter, { path: interpreter.path });
      if (known) throw new InterpreterListedError(known.name);
      await assertNameFree(manager, name);
      return manager.save(this.newRow(interpreter, { name, isFound: false }));
    });
  }

  /**
   * Puts a program of this machine into the list, or what it says now into the row it has.
   * @param name what it is called unless that is taken or it has a name already
   */
  async register(found: Interpreter, name: string): Promise<void> {
    const known = await this.inTransaction(async (manager) => {
      const row = await manager.findOneBy(ListedInterpreter, { path: found.path });
      if (row) return row;
      return manager.save(
        this.newRow(found, { name: await freeName(manager, name), isFound: true }),
      );
    });
    await this.refresh(known, found);
  }

  /** Writes what a program said of itself when it was asked again. */
  async refresh(row: ListedInterpreter, { version, prefix }: Interpreter): Promise<void> {
    const modifiedMs = modifiedMsOf(row.path) ?? row.modifiedMs;
    const isSame =
      row.version === version && row.prefix === prefix && row.modifiedMs === modifiedMs;
    if (isSame) return;
    await this.write(() => this.interpreters.update(row.id, { version, prefix, modifiedMs }));
  }

  /** @throws InterpreterNameTakenError */
  async rename({ id }: ListedInterpreter, name: string): Promise<void> {
    await this.inTransaction(async (manager) => {
      await assertNameFree(manager, name);
      await manager.update(ListedInterpreter, { id }, { name });
    });
  }

  /** Makes one the default of its language, and no other. */
  async makeDefault({ id, language }: ListedInterpreter): Promise<void> {
    await this.inTransaction(async (manager) => {
      await manager.update(ListedInterpreter, { language, isDefault: true }, { isDefault: false });
      await manager.update(ListedInterpreter, { id }, { isDefault: true });
    });
  }

  /** Leaves the default of its language to the setting, if it was this one. */
  async resignAsDefault({ id }: ListedInterpreter): Promise<void> {
    await this.write(() => this.interpreters.update({ id }, { isDefault: false }));
  }

  async delete(id: number): Promise<void> {
    await this.write(() => this.interpreters.delete({ id }));
  }

  private newRow(
    { language, path, prefix, version }: Interpreter,
    { name, isFound }: Pick<ListedInterpreter, 'name' | 'isFound'>,
  ): ListedInterpreter {
    return this.interpreters.create({
      name,
      language,
      path,
      prefix,
      version,
      modifiedMs: modifiedMsOf(path) ?? 0,
      isFound,
      isDefault: false,
      addedAt: this.clock.now(),
    });
  }

  private inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.write(() => this.interpreters.manager.transaction(work));
  }

  private async write<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.rows = null;
    }
  }
}

async function assertNameFree(manager: EntityManager, name: string): Promise<void> {
  if (await manager.existsBy(ListedInterpreter, { name }))
    throw new InterpreterNameTakenError(name);
}

async function freeName(manager: EntityManager, wanted: string): Promise<string> {
  let name = wanted;
  for (let number = 2; await manager.existsBy(ListedInterpreter, { name }); number++) {
    name = `${wanted} ${number}`;
  }
  return name;
}
