import { Transform } from 'class-transformer';

const VALUES: Record<string, boolean> = { true: true, false: false };

/** Takes `true` and `false` of a query for what they mean; anything else stays as it is, for `IsBoolean` to refuse. */
export const booleanText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => VALUES[String(value)] ?? value);
