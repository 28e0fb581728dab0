import { ValidateBy } from 'class-validator';
import { saying } from '../errors/validation.js';
import { problem } from '../problems/problem.js';

/** A limit: 0 (none), or at least so much. Less than what an interpreter needs to start would make every run fail in a way that is hard to understand. */
export const NoLessThan = (least: number) =>
  ValidateBy(
    {
      name: 'noLessThan',
      validator: {
        validate: (value: unknown) => value === 0 || (typeof value === 'number' && value >= least),
      },
    },
    saying(problem('LIMIT_TOO_LOW', { least })),
  );
