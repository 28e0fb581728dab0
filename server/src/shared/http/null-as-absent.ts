import { Transform } from 'class-transformer';

/** Takes null for a field that was left out, as `IsOptional` does. */
export const NullAsAbsent = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => value ?? undefined);
