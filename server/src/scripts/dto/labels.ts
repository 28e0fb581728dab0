import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { saying } from '../../shared/errors/validation.js';
import { NoControlCharacters } from '../../shared/http/clean-text.js';
import { problem } from '../../shared/problems/problem.js';
import { IsString, Length, Matches, MaxLength, type ValidationOptions } from 'class-validator';

/** Trims tags, makes them lower case and keeps each once; what is no text is left for the rules to refuse. */
export const NormalTags = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? [...new Set(value.map(normalTag))] : value,
  );

export const normalTag = (tag: unknown): unknown =>
  typeof tag === 'string' ? tag.trim().replace(/\s+/g, ' ').toLowerCase() : tag;

/** One tag: 1 to 50 characters without commas, which separate tags where people type them. */
export const IsTag = (options: ValidationOptions = {}): PropertyDecorator =>
  applyDecorators(
    IsString(options),
    Length(1, 50, options),
    NoControlCharacters(options),
    Matches(/^[^,]*$/u, { ...options, ...saying(problem('TAG_MALFORMED')) }),
  );

/** Tidies the slashes and spaces of a category; an empty one becomes null. */
export const NormalCategory = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => normalCategory(value));

export function normalCategory(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const names = value.split('/').map((name) => name.trim());
  return names.filter(Boolean).join('/') || null;
}

/** A path of up to five names, together at most 100 characters. */
export const IsCategory = (): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MaxLength(100),
    NoControlCharacters(),
    Matches(/^[^/]+(\/[^/]+){0,4}$/u, saying(problem('CATEGORY_MALFORMED'))),
  );
