import { Injectable } from '@nestjs/common';
import type { EnvironmentDto } from '../environments/dto/environment.dto.js';
import { EnvironmentReader } from '../environments/environment-reader.js';
import { EnvironmentsService } from '../environments/environments.service.js';
import { InterpreterChoices } from '../interpreters/interpreter-choices.js';
import { ScriptsService } from './scripts.service.js';

/** Which installed packages a script would run with now. */
@Injectable()
export class ScriptEnvironments {
  constructor(
    private readonly scripts: ScriptsService,
    private readonly interpreters: InterpreterChoices,
    private readonly environments: EnvironmentsService,
    private readonly reader: EnvironmentReader,
  ) {}

  /**
   * @returns null when it has no dependencies, when no run has needed them yet, and when nothing can run it
   * @throws ScriptNotFoundError
   */
  async of(scriptId: number): Promise<EnvironmentDto | null> {
    const { interpreterId, type, dependencies } = await this.scripts.get(scriptId);
    if (!dependencies.length) return null;
    const interpreter = await this.interpreters.forRun(interpreterId, type);
    if ('cause' in interpreter) return null;
    const row = await this.environments.peek(interpreter, dependencies);
    return row ? this.reader.describe(row) : null;
  }
}
