import type { ScheduleDto, UpdateScheduleDto } from '../../api';

/** What the form asks for; `params` only when they were edited. */
export type EnteredSchedule = Pick<
  ScheduleDto,
  'script_id' | 'name' | 'cron_expression' | 'timezone' | 'enabled'
> &
  Partial<Pick<ScheduleDto, 'params'>>;

type Field = keyof EnteredSchedule;

/** Somebody else changed what this form changes: nothing was written. */
export interface ScheduleConflict {
  /** The schedule as it is on the server now. */
  readonly theirs: ScheduleDto;
  /** What both changed. */
  readonly fields: readonly Field[];
}

/**
 * What was changed in the form, and what stood there before.
 * @param read what the form began with
 * @param known the newest that the person has seen: only what is changed after it is a conflict
 */
export function changeOf(
  read: ScheduleDto,
  entered: EnteredSchedule,
  known: ScheduleDto,
): UpdateScheduleDto {
  const changed = (Object.keys(entered) as Field[]).filter(
    (field) => JSON.stringify(entered[field]) !== JSON.stringify(read[field]),
  );
  const pick = (values: Partial<EnteredSchedule>) =>
    Object.fromEntries(changed.map((field) => [field, values[field]]));
  return { ...pick(entered), base: pick(known) };
}
