import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ErrorDto } from '../errors/error.dto.js';

/** What is refused of every route: at least what it does not read (`UnreadInputGuard`). */
const OF_ALL: Failures = { 400: ['VALIDATION_FAILED'] };

/** What is refused before a route that changes something sees its body, or that there is one. */
const OF_CHANGES: Failures = {
  400: ['BROKEN_JSON'],
  413: ['BODY_TOO_LARGE'],
  415: ['UNSUPPORTED_MEDIA_TYPE'],
};

type Failures = Readonly<Record<number, readonly string[]>>;
type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const CHANGES = ['put', 'post', 'delete', 'patch'] as const;

/**
 * Documents the failures that follow from how requests are read, so that no route can forget them; a controller names only
 * those of its own (`ApiFailure`).
 */
export function documentInputFailures({ paths }: OpenAPIObject): void {
  for (const path of Object.values(paths)) {
    if (path.get) add(path.get, OF_ALL);
    for (const operation of CHANGES.flatMap((method) => path[method] ?? [])) {
      add(operation, OF_ALL);
      add(operation, OF_CHANGES);
    }
  }
}

function add({ responses }: Operation, failures: Failures): void {
  for (const [status, codes] of Object.entries(failures)) {
    const known = responses[status];
    const description = known && 'description' in known ? known.description : '';
    responses[status] = {
      description: [description, ...codes].filter(Boolean).join(', '),
      content: { 'application/json': { schema: { $ref: getSchemaPath(ErrorDto) } } },
    };
  }
}
