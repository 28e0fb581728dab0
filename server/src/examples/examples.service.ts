import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '../shared/errors/domain-error.js';
import { ScriptNameTakenError } from '../scripts/script.errors.js';
import { ScriptsService } from '../scripts/scripts.service.js';
import type { ExampleListDto, InstalledExamplesDto } from './dto/example.dto.js';
import { type Example, EXAMPLE_KEYS, readExamples } from './example-catalog.js';
import { at, problem } from '../shared/problems/problem.js';

/** Scripts that come with the product and work out of the box. */
@Injectable()
export class ExamplesService {
  constructor(private readonly scripts: ScriptsService) {}

  async list(): Promise<ExampleListDto> {
    const items = [];
    for (const { key, script } of await readExamples()) {
      const { name, description = '', type } = script;
      items.push({ key, name, description, type, is_installed: await this.isTaken(name) });
    }
    return { items };
  }

  /**
   * Makes scripts of examples; one whose name is taken is left alone.
   * @param keys default: all
   * @throws InvalidInputError for a key that no example has; then nothing is installed
   */
  async install(keys?: string[] | null): Promise<InstalledExamplesDto> {
    const wanted = keys ?? [...EXAMPLE_KEYS];
    const examples = await readExamples();
    const unknown = wanted.filter((key) => !examples.some((example) => example.key === key));
    if (unknown.length) {
      const [keys, known] = [unknown.join(', '), EXAMPLE_KEYS.join(', ')];
      throw new InvalidInputError([at('keys', problem('EXAMPLE_UNKNOWN', { keys, known }))]);
    }
    const ids: number[] = [];
    for (const example of examples.filter(({ key }) => wanted.includes(key))) {
      ids.push(...(await this.installOne(example)));
    }
    return { script_ids: ids };
  }

  private async installOne({ script }: Example): Promise<number[]> {
    try {
      return [(await this.scripts.create(script)).id];
    } catch (error) {
      if (error instanceof ScriptNameTakenError) return [];
      throw error;
    }
  }

  private async isTaken(name: string): Promise<boolean> {
    return (await this.scripts.idsOf([name])).has(name);
  }
}
