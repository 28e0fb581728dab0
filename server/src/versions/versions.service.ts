import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { VersionNotFoundError } from './version.errors.js';
import { ScriptVersion, type VersionLock } from './version.entity.js';

/** Content of a version, before it has an id. */
export type NewVersion = Omit<ScriptVersion, 'id' | 'createdBy' | 'lock'>;

/** What scripts were: only ever added to. */
@Injectable()
export class VersionsService {
  constructor(
    @InjectRepository(ScriptVersion) private readonly versions: Repository<ScriptVersion>,
  ) {}

  /** Writes a version inside the transaction that changes its script. */
  async append(manager: EntityManager, version: NewVersion): Promise<void> {
    await manager.insert(ScriptVersion, { ...version, createdBy: null, lock: null });
  }

  /** Newest first; the entities of the list hold neither code nor definitions. */
  async list(
    scriptId: number,
    page: number,
    perPage: number,
  ): Promise<{ items: ScriptVersion[]; total: number }> {
    const items = await this.versions.find({
      select: {
        id: true,
        scriptId: true,
        version: true,
        type: true,
        description: true,
        createdAt: true,
        createdBy: true,
      },
      where: { scriptId },
      order: { version: 'DESC' },
      skip: (page - 1) * perPage,
      take: perPage,
    });
    return { items, total: await this.versions.countBy({ scriptId }) };
  }

  /**
   * @param manager of the transaction to read in, when there is one
   * @throws VersionNotFoundError when the script has no version of this number
   */
  async get(scriptId: number, version: number, manager?: EntityManager): Promise<ScriptVersion> {
    const versions = manager?.getRepository(ScriptVersion) ?? this.versions;
    const found = await versions.findOneBy({ scriptId, version });
    if (!found) throw new VersionNotFoundError(scriptId, version);
    return found;
  }

  /** Keeps what the dependencies of a version are; a version that was deleted meanwhile is passed over. */
  async storeLock(scriptId: number, version: number, lock: VersionLock): Promise<void> {
    await this.versions.update({ scriptId, version }, { lock });
  }
}
