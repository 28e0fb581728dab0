import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../shared/database/instant-column.js';
import type { ViewFiltersDto } from './dto/saved-view.dto.js';

/** Filters of the list of executions under a name, for everybody. */
@Entity('saved_views')
@Index('ux_saved_views_name', ['name'], { unique: true })
export class SavedView {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_saved_views' })
  id: number;

  @Column({ type: 'varchar', length: 60 })
  name: string;

  @Column({ type: 'simple-json' })
  filters: ViewFiltersDto;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;
}
