import { open } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import {
  EnvironmentDto,
  type EnvironmentListDto,
  EnvironmentSummaryDto,
} from './dto/environment.dto.js';
import type { Environment } from './environment.entity.js';
import { EnvironmentFolders } from './environment-folders.js';
import { EnvironmentsService } from './environments.service.js';

/** How much of a log is answered with an environment, in bytes. */
const LOG_BYTES = 64 * 1024;

/** Answers what environments are, as the wire shows them. */
@Injectable()
export class EnvironmentReader {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly folders: EnvironmentFolders,
  ) {}

  async list(): Promise<EnvironmentListDto> {
    const rows = await this.environments.all();
    const items = rows.map((row) =>
      EnvironmentSummaryDto.summarize(row, this.environments.isBuilding(row)),
    );
    return { items };
  }

  /** @throws EnvironmentNotFoundError */
  async get(id: number): Promise<EnvironmentDto> {
    return this.describe(await this.environments.get(id));
  }

  async describe(row: Environment): Promise<EnvironmentDto> {
    const log = await readEnd(this.folders.logOf(row.key), LOG_BYTES);
    return EnvironmentDto.from(row, this.environments.isBuilding(row), log);
  }
}

/** The last whole lines of a file; empty when there is none. */
async function readEnd(path: string, bytes: number): Promise<string> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - bytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, start);
    const text = buffer.toString('utf8', 0, bytesRead);
    return start > 0 ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    await file.close();
  }
}
