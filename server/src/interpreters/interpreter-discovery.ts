import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { findInterpreter } from '../runner/interpreters.js';
import { Runner } from '../runner/runner.js';
import { ASKED_ENVIRONMENT } from './identify-program.js';
import { InterpreterChoices } from './interpreter-choices.js';
import { InterpreterList } from './interpreter-list.js';
import { type Candidate, candidatesIn } from './interpreter-places.js';
import { modifiedMsOf } from './program-file.js';
import { isSupported, PRODUCTS } from './supported-version.js';

const SYSTEM_FOLDERS = ['/usr/local/bin', '/usr/bin'];

/** Programs asked at the same time: the search must not be felt. */
const ASKED_AT_ONCE = 2;

/** Keeps the list of interpreters in step with the machine: those of the settings at once, the others in the background. */
@Injectable()
export class InterpreterDiscovery implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(InterpreterDiscovery.name);
  private readonly ending = new AbortController();
  private search: Promise<void> | null = null;

  constructor(
    private readonly list: InterpreterList,
    private readonly choices: InterpreterChoices,
    private readonly runner: Runner,
    private readonly config: ServerConfig,
  ) {}

  /** The defaults have their rows before anything can be started. */
  async onModuleInit(): Promise<void> {
    const candidates = await this.candidates();
    for (const interpreter of this.configured()) {
      const known = candidates.find(({ path }) => path === interpreter.path);
      const minor = interpreter.version.split('.').slice(0, 2).join('.');
      const name = `${PRODUCTS[interpreter.language]} ${minor} (setting)`;
      await this.list.register(interpreter, known?.name ?? name);
    }
  }

  onApplicationBootstrap(): void {
    if (!this.config.INTERPRETER_DISCOVERY) return;
    this.search = this.lookAround().catch((error: unknown) => {
      if (!this.ending.signal.aborted) this.logger.error('Search for interpreters failed', error);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    await this.search;
  }

  private async lookAround(): Promise<void> {
    const candidates = await this.candidates();
    const queue = [...candidates];
    const work = async () => {
      for (let next = queue.shift(); next && !this.isEnding(); next = queue.shift()) {
        await this.look(next);
      }
    };
    await Promise.all(Array.from({ length: ASKED_AT_ONCE }, work));
    if (!this.isEnding()) await this.forgetVanished(candidates);
  }

  /** A program that has not changed since it was asked is not asked again. */
  private async look({ language, path, name }: Candidate): Promise<void> {
    const known = await this.list.at(path);
    if (known && known.modifiedMs === modifiedMsOf(path)) return;
    const { signal } = this.ending;
    const answer = await findInterpreter(language, path, { env: ASKED_ENVIRONMENT, signal });
    if ('cause' in answer || !isSupported(language, answer.version) || this.isEnding()) return;
    await this.list.register(answer, name);
    this.logger.log('Interpreter found', { language, version: answer.version });
  }

  /** What the server found once and nobody needs goes with its installation; what somebody has chosen stays and says so. */
  private async forgetVanished(candidates: Candidate[]): Promise<void> {
    const here = new Set([...candidates, ...this.configured()].map(({ path }) => path));
    for (const { id, path, isFound, isDefault } of await this.list.all()) {
      if (!isFound || isDefault || here.has(path)) continue;
      if (!(await this.choices.usersOf(id)).length) await this.list.delete(id);
    }
  }

  private candidates(): Promise<Candidate[]> {
    return candidatesIn({
      systemFolders: SYSTEM_FOLDERS,
      pyenvRoot: this.config.PYENV_ROOT,
      nvmDirectory: this.config.NVM_DIR,
    });
  }

  private configured() {
    return [...this.runner.interpreters.values()].filter((found) => 'version' in found);
  }

  private isEnding(): boolean {
    return this.ending.signal.aborted;
  }
}
