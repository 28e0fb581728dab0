import { Transform } from 'class-transformer';

/**
 * Requirements as a list, as JSON text of a list, or as text separated by lines or commas; always becomes a list of
 * trimmed, non-empty strings. A comma inside a version range (`requests>=2,<3`) or extras (`a[b,c]`) does not separate.
 */
export const FromRequirementText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => parseRequirements(value));

export function parseRequirements(value: unknown): unknown {
  if (typeof value !== 'string') return trimmed(value);
  const text = value.trim();
  if (text.startsWith('[') || text.startsWith('"')) {
    try {
      const parsed: unknown = JSON.parse(text);
      return typeof parsed === 'string' ? parseRequirements(parsed) : trimmed(parsed);
    } catch {
      // not JSON after all: the field's own rules refuse what is no requirement
      return [text];
    }
  }
  return text
    .split(/[\r\n]+/)
    .flatMap((line) => line.replace(/(^|\s)#.*$/, '').split(/,(?![^[]*\])(?=\s*(?:@?[A-Za-z]))/))
    .map((part) => part.trim())
    .filter(Boolean);
}

const trimmed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((item: unknown) => (typeof item === 'string' ? item.trim() : item))
    : value;
