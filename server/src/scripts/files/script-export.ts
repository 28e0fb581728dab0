import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { setImmediate } from 'node:timers/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { In, Repository } from 'typeorm';
import { Script } from '../script.entity.js';
import { ScriptNotFoundError } from '../script.errors.js';
import { ScriptsService } from '../scripts.service.js';
import { TransferTooLargeError } from './script-files.errors.js';
import { ENDING_OF, MANIFEST_NAME, manifestOf } from './script-manifest.dto.js';
import { problem } from '../../shared/problems/problem.js';

/** Characters of code in one archive. */
const MAX_CODE = 64 * 1024 * 1024;

/** A file to download. */
export interface Download {
  name: string;
  content: Uint8Array;
}

/** Writes scripts as files. */
@Injectable()
export class ScriptExport {
  constructor(
    @InjectRepository(Script) private readonly repository: Repository<Script>,
    private readonly scripts: ScriptsService,
  ) {}

  /** The code alone. @throws ScriptNotFoundError */
  async code(id: number): Promise<Download> {
    const script = await this.scripts.get(id);
    return { name: codeFileOf(script), content: strToU8(script.code) };
  }

  /**
   * A zip with a folder for each script: its code and `script.json`.
   * @throws ScriptNotFoundError for the first id that does not exist
   * @throws TransferTooLargeError
   */
  async archive(ids: number[]): Promise<Download> {
    const names = await this.scripts.namesOf(ids);
    const missing = ids.find((id) => !names.has(id));
    if (missing !== undefined) throw new ScriptNotFoundError(missing);
    await this.assertFits(ids);
    const chunks: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      chunks.push(chunk);
    });
    const folders = new Set<string>();
    for (const id of ids) {
      const script = await this.scripts.get(id);
      const folder = unusedFolder(script, folders);
      const manifest = manifestOf(script, codeFileOf(script));
      add(zip, `${folder}/${codeFileOf(script)}`, script.code);
      add(zip, `${folder}/${MANIFEST_NAME}`, `${JSON.stringify(manifest, null, 2)}\n`);
      // compressing blocks: other requests get their turn between two scripts
      await setImmediate();
    }
    zip.end();
    const name = ids.length === 1 ? `${[...folders][0]}.zip` : 'scripts.zip';
    return { name, content: Buffer.concat(chunks) };
  }

  private async assertFits(ids: number[]): Promise<void> {
    const row = await this.repository
      .createQueryBuilder('script')
      .select('SUM(LENGTH(script.code))', 'length')
      .where({ id: In(ids) })
      .getRawOne<{ length: number | string }>();
    if (Number(row?.length) > MAX_CODE) {
      throw new TransferTooLargeError(problem('EXPORT_TOO_LARGE', { mib: MAX_CODE / 1024 / 1024 }));
    }
  }
}

function add(zip: Zip, path: string, text: string): void {
  const file = new ZipDeflate(path, { level: 6 });
  zip.add(file);
  file.push(strToU8(text), true);
}

const codeFileOf = (script: Script): string => `${fileNameOf(script)}.${ENDING_OF[script.type]}`;

/** The name as every file system takes it; letters of all languages stay. */
function fileNameOf({ id, name }: Script): string {
  const safe = name
    .replace(/[^\p{L}\p{N}._ -]+/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80);
  return safe || `script_${id}`;
}

/** Two names may become one on file systems that do not tell case apart. */
function unusedFolder(script: Script, used: Set<string>): string {
  const name = fileNameOf(script);
  const taken = new Set([...used].map((folder) => folder.toLowerCase()));
  const folder = taken.has(name.toLowerCase()) ? `${name}_${script.id}` : name;
  used.add(folder);
  return folder;
}
