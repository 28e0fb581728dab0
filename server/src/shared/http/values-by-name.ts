import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

/** Takes an object of values by names that people have chosen as it was sent: copies lose a name such as `toString`. */
export const AsSent = (): PropertyDecorator =>
  applyDecorators(
    WithoutClass(),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
  );

/** Without it, class-transformer takes a value named `constructor` for the class of its object. */
export const WithoutClass = (): PropertyDecorator => Type(() => Object);

/** The fields of a class that hold such objects: `IsObject`, and no class that says what is in them. */
export function fieldsByName(type: new () => object): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const fields = (isRight: (rule: (typeof rules)[number]) => boolean) =>
    rules.filter(isRight).map(({ propertyName }) => propertyName);
  const described = fields(({ type: rule }) => rule === ValidationTypes.NESTED_VALIDATION);
  return fields(({ name }) => name === 'isObject').filter((field) => !described.includes(field));
}
