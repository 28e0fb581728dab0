import { Transform } from 'class-transformer';

const WHOLE_NUMBER = /^-?\d{1,15}$/;

/** Takes the whole number of a query or a form for what it means; anything else stays as it is, for `IsInt` to refuse. */
export const wholeNumberText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value,
  );
