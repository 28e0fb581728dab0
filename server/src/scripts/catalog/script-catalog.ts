import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { ListScriptsQuery, ScriptSort } from '../dto/list-scripts.query.js';
import { Script } from '../script.entity.js';
import { ScriptActivity, type ScriptRun } from './script-activity.js';
import { type LabelCountDto, ScriptListItemDto } from './script-list-item.dto.js';
import { textMatch } from './text-match.js';

/** Bars of the sparkline. */
const RECENT_RUNS = 12;

type Candidate = Pick<Script, 'id' | 'name'>;

/** Finds scripts: what the list, its filters and its counts are made of. */
@Injectable()
export class ScriptCatalog {
  constructor(
    @InjectRepository(Script) private readonly scripts: Repository<Script>,
    private readonly activity: ScriptActivity,
  ) {}

  /** One page of the scripts that match, with their newest runs. */
  async list(query: ListScriptsQuery): Promise<{ items: ScriptListItemDto[]; total: number }> {
    const { page = 1, per_page: perPage = 20 } = query;
    const candidates = await this.inOrder(query, await this.matching(query));
    const ids = candidates.slice((page - 1) * perPage, page * perPage).map(({ id }) => id);
    return { items: await this.describe(ids, textOf(query.q)), total: candidates.length };
  }

  /** Every tag, the most used first. */
  async tags(): Promise<LabelCountDto[]> {
    const scripts = await this.scripts.find({ select: { id: true, tags: true } });
    const counts = counted(scripts.flatMap(({ tags }) => tags.map((tag) => tag.toLowerCase())));
    return counts.sort((one, other) => other.count - one.count || byName(one, other));
  }

  /** Every category and the folders above it, in the order of their paths. */
  async categories(): Promise<LabelCountDto[]> {
    const scripts = await this.scripts.find({ select: { id: true, category: true } });
    return counted(scripts.flatMap(({ category }) => pathsOf(category))).sort(byName);
  }

  /** Ids and names only: a list of thousands is put in order before the few rows of its page are read. */
  private async matching(query: ListScriptsQuery): Promise<Candidate[]> {
    const { search, q, type, tag = [], category, favourite, sort } = query;
    const rows = this.scripts.createQueryBuilder('script').select(['script.id', 'script.name']);
    if (type) rows.andWhere('script.type = :type', { type });
    if (favourite !== undefined) {
      rows.andWhere('COALESCE(script.isFavourite, :no) = :favourite', { no: false, favourite });
    }
    if (category) {
      rows.andWhere("(script.category = :category OR script.category LIKE :below ESCAPE '\\')", {
        category,
        below: `${escaped(category)}/%`,
      });
    }
    tag.forEach((name, index) => contains(rows, ['tags'], JSON.stringify(name), `tag${index}`));
    contains(rows, ['name', 'description'], textOf(search), 'search');
    contains(rows, ['name', 'description', 'tags', 'code'], textOf(q), 'q');
    if (sort === ScriptSort.Updated) rows.orderBy('script.updatedAt', 'DESC');
    else rows.orderBy('LOWER(script.name)');
    return rows.addOrderBy('script.id').getMany();
  }

  private async inOrder(query: ListScriptsQuery, found: Candidate[]): Promise<Candidate[]> {
    const { last_status: lastStatus, sort = ScriptSort.Name } = query;
    const text = textOf(query.q).toLowerCase();
    if (sort === ScriptSort.Name && text) {
      const isNamed = ({ name }: Candidate) => name.toLowerCase().includes(text);
      return this.withStatus(lastStatus, [
        ...found.filter(isNamed),
        ...found.filter((script) => !isNamed(script)),
      ]);
    }
    return sort === ScriptSort.LastRun
      ? this.withStatus(lastStatus, await this.byLastRun(found))
      : this.withStatus(lastStatus, found);
  }

  private async byLastRun(found: Candidate[]): Promise<Candidate[]> {
    const last = await this.lastRuns();
    const idOf = ({ id }: Candidate) => last.get(id)?.id ?? 0;
    return found.sort((one, other) => idOf(other) - idOf(one));
  }

  private async withStatus(
    wanted: ListScriptsQuery['last_status'],
    found: Candidate[],
  ): Promise<Candidate[]> {
    if (!wanted) return found;
    const last = await this.lastRuns();
    return found.filter(({ id }) => (last.get(id)?.status ?? 'never') === wanted);
  }

  private async lastRuns(): Promise<Map<number, ScriptRun>> {
    return new Map((await this.activity.recentRuns(1)).map((run) => [run.scriptId, run]));
  }

  private async describe(ids: number[], text: string): Promise<ScriptListItemDto[]> {
    const [scripts, runs, times] = [
      await this.rows(ids, text !== ''),
      await this.activity.recentRuns(RECENT_RUNS, ids),
      await this.activity.nextTimes(ids),
    ];
    const byId = new Map(scripts.map((script) => [script.id, script]));
    return ids.flatMap((id) => {
      const script = byId.get(id);
      if (!script) return [];
      const facts = {
        runs: runs.filter((run) => run.scriptId === id),
        nextTime: times.get(id) ?? null,
        match: text ? textMatch(script, text) : null,
      };
      return [ScriptListItemDto.of(script, facts)];
    });
  }

  private async rows(ids: number[], hasCode: boolean): Promise<Script[]> {
    return this.scripts.find({
      select: {
        id: true,
        name: true,
        description: true,
        type: true,
        tags: true,
        category: true,
        isFavourite: true,
        version: true,
        createdAt: true,
        updatedAt: true,
        code: hasCode,
      },
      where: { id: In(ids) },
    });
  }
}

const textOf = (text: string | undefined): string => text?.trim() ?? '';

/** `%` and `_` are themselves. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Text somewhere in one of the columns, whatever its case. */
function contains(
  rows: SelectQueryBuilder<Script>,
  columns: string[],
  text: string,
  name: string,
): void {
  if (!text) return;
  const tests = columns.map((column) => `LOWER(script.${column}) LIKE LOWER(:${name}) ESCAPE '\\'`);
  rows.andWhere(`(${tests.join(' OR ')})`, { [name]: `%${escaped(text)}%` });
}

/** `a/b` stands in `a` and in `a/b`. */
function pathsOf(category: string | null): string[] {
  if (!category) return [];
  const names = category.split('/');
  return names.map((_name, index) => names.slice(0, index + 1).join('/'));
}

function counted(names: string[]): LabelCountDto[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count }));
}

const byName = (one: LabelCountDto, other: LabelCountDto): number =>
  one.name.localeCompare(other.name, 'en');
