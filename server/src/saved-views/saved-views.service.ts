import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, Not, type Repository } from 'typeorm';
import { Clock } from '../shared/time/clock.js';
import type { SaveViewDto } from './dto/saved-view.dto.js';
import { SavedView } from './saved-view.entity.js';
import {
  SavedViewNameTakenError,
  SavedViewNotFoundError,
  TooManySavedViewsError,
} from './saved-view.errors.js';

/** More would not be found again in a menu. */
const VIEW_LIMIT = 100;

/** The named filters that a team shares. */
@Injectable()
export class SavedViewsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<SavedView[]> {
    return this.dataSource.getRepository(SavedView).find({ order: { name: 'ASC' } });
  }

  /** @throws SavedViewNameTakenError, TooManySavedViewsError */
  async create({ name, filters }: SaveViewDto): Promise<SavedView> {
    return this.change(async (views) => {
      if (await views.existsBy({ name })) throw new SavedViewNameTakenError(name);
      if ((await views.count()) >= VIEW_LIMIT) throw new TooManySavedViewsError(VIEW_LIMIT);
      return views.save(views.create({ name, filters, createdAt: this.clock.now() }));
    });
  }

  /** Gives a view another name, other filters or both. @throws SavedViewNotFoundError, SavedViewNameTakenError */
  async update(id: number, { name, filters }: SaveViewDto): Promise<SavedView> {
    return this.change(async (views) => {
      const view = await views.findOneBy({ id });
      if (!view) throw new SavedViewNotFoundError(id);
      if (await views.existsBy({ name, id: Not(id) })) throw new SavedViewNameTakenError(name);
      return views.save(Object.assign(view, { name, filters }));
    });
  }

  /** @throws SavedViewNotFoundError */
  async delete(id: number): Promise<void> {
    const { affected } = await this.dataSource.getRepository(SavedView).delete({ id });
    if (affected === 0) throw new SavedViewNotFoundError(id);
  }

  /** In a transaction: between the look for a name and its use nobody takes it. */
  private async change(step: (views: Repository<SavedView>) => Promise<SavedView>) {
    return this.dataSource.transaction((manager) => step(manager.getRepository(SavedView)));
  }
}
