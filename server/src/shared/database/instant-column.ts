import { Column, type ColumnOptions } from 'typeorm';

/** An instant: a `Date` with milliseconds, stored in UTC on both databases. Values are set in code, never by a database default. */
export const InstantColumn = (
  options: Pick<ColumnOptions, 'name' | 'nullable'> = {},
): PropertyDecorator => Column({ type: Date, precision: 3, ...options });
