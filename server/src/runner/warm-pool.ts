import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import type { LaunchPlan } from './launch-plan.js';
import { marked } from './process-table.js';
import { killMembers } from './process-tree.js';
import type { RunnerLogger } from './runner-logger.js';
import type { SpawnerClient } from './spawner-client.js';
import { cpuMsBelow } from './tree-usage.js';

const PREFIX = 'warm_';
/** A place is refilled when no run was started for so long, in milliseconds: a start must not compete with it. */
const QUIET_MS = 40;
/** Kinds of runs that are kept ready, the ones used last. */
const MAX_KINDS = 4;
/** Below so much free memory nothing is started ahead, in bytes. */
const MEMORY_RESERVE_BYTES = 512 * 1024 * 1024;

/** How a program that waits is started in a space, up to what its order will say. */
export type WaitingPlan = (space: string, mark: string) => LaunchPlan;

/** An interpreter that waits for its order, in folders of its own. It runs one script and ends. */
export interface WarmSlot {
  /** Absolute path of the control folder that its log and status are in. */
  readonly control: string;
  /** Absolute path of its working directory. */
  readonly space: string;
  readonly mark: string;
  /** Its number at the spawner. */
  readonly request: number;
  /**
   * Processor time that its interpreter has used until it waited, in milliseconds. Null before: its sandbox is still
   * being set up and its folders must not be renamed.
   */
  readyCpuMs: number | null;
}

interface Kind {
  readonly plan: WaitingPlan;
  readonly slots: WarmSlot[];
}

export interface WarmPoolOptions {
  readonly controlDirectory: string;
  readonly spacesDirectory: string;
  /** Interpreters that wait for each kind of run; 0 = every run starts cold. */
  readonly size: number;
  readonly spawner: SpawnerClient;
  readonly logger: RunnerLogger;
}

/**
 * Interpreters that were started ahead of time, each in its own sandbox and space. A kind is everything about a start
 * that an order cannot change; a run takes a slot of its own kind or starts cold.
 */
export class WarmPool {
  /** By their key, the one used last at the end. */
  readonly #kinds = new Map<string, Kind>();
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(private readonly options: WarmPoolOptions) {}

  /** Removes what an earlier server has left: its slots end when its spawner does. */
  open(): void {
    for (const folder of [this.options.controlDirectory, this.options.spacesDirectory])
      for (const name of readdirSync(folder).filter((entry) => entry.startsWith(PREFIX)))
        rmSync(join(folder, name), { recursive: true, force: true });
  }

  /** Keeps slots of a kind ready from now on. */
  expect(plan: WaitingPlan): void {
    if (this.options.size === 0) return;
    const key = keyOf(plan);
    const kind = this.#kinds.get(key) ?? { plan, slots: [] };
    this.#kinds.delete(key);
    this.#kinds.set(key, kind);
    for (const [oldest, { slots }] of this.#kinds) {
      if (this.#kinds.size <= MAX_KINDS) break;
      this.#kinds.delete(oldest);
      slots.forEach((slot) => this.discard(slot));
    }
    this.#refillWhenQuiet();
  }

  /** @returns null when none is ready; the next run of the kind may find one */
  take(plan: WaitingPlan): WarmSlot | null {
    if (this.options.size === 0) return null;
    const slots = this.#kinds.get(keyOf(plan))?.slots ?? [];
    const ready = slots.findIndex(isReady);
    const [slot = null] = ready === -1 ? [] : slots.splice(ready, 1);
    this.expect(plan);
    return slot;
  }

  /** How many interpreters are ready. */
  get readyCount(): number {
    const slots = [...this.#kinds.values()].flatMap((kind) => kind.slots);
    return slots.filter(isReady).length;
  }

  /** Ends a slot that will not be used, and removes its folders. */
  discard(slot: WarmSlot): void {
    this.options.spawner.release(slot.request);
    removeFolders(slot);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    for (const { slots } of this.#kinds.values()) slots.forEach((slot) => this.discard(slot));
    this.#kinds.clear();
  }

  #refillWhenQuiet(): void {
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => this.#refill(), QUIET_MS).unref();
  }

  /** Starts one slot a turn, so that a run that is asked for meanwhile does not wait for all of them. */
  #refill(): void {
    this.#timer = null;
    if (this.#isClosed || freemem() < MEMORY_RESERVE_BYTES) return;
    const kind = [...this.#kinds.values()].find(({ slots }) => slots.length < this.options.size);
    if (!kind) return;
    try {
      kind.slots.push(this.#start(kind));
    } catch (error) {
      // The disk is full or a folder is away: runs start cold, and tell why if they cannot.
      this.options.logger.warn('No interpreter can be started ahead', { error: String(error) });
      return;
    }
    this.#refillWhenQuiet();
  }

  #start(kind: Kind): WarmSlot {
    const name = `${PREFIX}${randomBytes(8).toString('hex')}`;
    const folders = {
      control: join(this.options.controlDirectory, name),
      space: join(this.options.spacesDirectory, name),
    };
    const mark = randomBytes(16).toString('hex');
    mkdirSync(folders.control, { mode: 0o700 });
    mkdirSync(folders.space);
    const plan = { ...kind.plan(folders.space, mark), folder: folders.control };
    const lost = () => {
      kind.slots.splice(0, kind.slots.length, ...kind.slots.filter((other) => other !== slot));
      removeFolders(slot);
      // What had begun to start and is not watched over any more would wait for ever.
      void killMembers(marked(mark));
    };
    let holder = 0;
    const request = this.options.spawner.spawn(plan, {
      spawned: (pid) => (holder = pid),
      // looked at from outside: what runs in it must not say what it is charged
      waits: () => (slot.readyCpuMs = cpuMsBelow(holder)),
      ...{ failed: lost, uncertain: lost, exited: lost, abandoned: lost },
    });
    const slot: WarmSlot = { ...folders, mark, request, readyCpuMs: null };
    return slot;
  }
}

/** Everything about a start but the folders and the mark, in which no two starts are equal. */
const keyOf = (plan: WaitingPlan): string => JSON.stringify(plan('', ''));

const isReady = ({ readyCpuMs }: WarmSlot): boolean => readyCpuMs !== null;

function removeFolders({ control, space }: WarmSlot): void {
  for (const folder of [control, space]) rmSync(folder, { recursive: true, force: true });
}
