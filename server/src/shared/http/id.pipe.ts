import { Injectable, type PipeTransform, type ArgumentMetadata } from '@nestjs/common';
import { InvalidInputError } from '../errors/domain-error.js';

/** Largest value of an `integer` column on PostgreSQL. */
const MAX_ID = 2_147_483_647;

/** Reads a positive integer from the path. @throws InvalidInputError that names the path parameter */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  transform(value: string, metadata: ArgumentMetadata): number {
    const id = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
    if (id >= 1 && id <= MAX_ID) return id;
    throw new InvalidInputError([
      { field: metadata.data ?? 'id', message: `Must be a whole number from 1 to ${MAX_ID}.` },
    ]);
  }
}
