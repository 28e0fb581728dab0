import { Injectable, type PipeTransform, type ArgumentMetadata } from '@nestjs/common';
import { InvalidInputError } from '../errors/domain-error.js';
import { at, problem } from '../problems/problem.js';

/** Largest value of an `integer` column on PostgreSQL. */
const MAX_ID = 2_147_483_647;

/** Reads a positive integer from the path. @throws InvalidInputError that names the path parameter */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  transform(value: string, metadata: ArgumentMetadata): number {
    const id = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
    if (id >= 1 && id <= MAX_ID) return id;
    const malformed = problem('ID_MALFORMED', { most: MAX_ID });
    throw new InvalidInputError([at(metadata.data ?? 'id', malformed)]);
  }
}
