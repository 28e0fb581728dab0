import { Transform } from 'class-transformer';

/** Takes the space around a text away before it is checked. */
export const trim = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
