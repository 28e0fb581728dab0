import { applyDecorators } from '@nestjs/common';
import { type ClassConstructor, plainToInstance, Transform } from 'class-transformer';
import { assertNoInheritedNames } from './inherited-names.js';
import { WithoutClass } from './values-by-name.js';

/**
 * Accepts a list or an object also as JSON text, as older clients and form fields send it. Text that is not JSON is left
 * as it is, so that the type check of the field refuses it by name.
 * @param type class of the object or of the list's items, for nested validation
 */
export const FromJsonText = (type?: ClassConstructor<object>): PropertyDecorator =>
  applyDecorators(
    WithoutClass(),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => {
      const parsed = parse(obj[key]);
      // the pipe has seen a text only
      assertNoInheritedNames(parsed, key, type ? [] : [key]);
      return type && typeof parsed === 'object' ? plainToInstance(type, parsed) : parsed;
    }),
  );

function parse(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // JSON.parse is the only test for JSON; what is not JSON is refused by the field's own rules
    return value;
  }
}
