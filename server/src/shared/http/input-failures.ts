import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ErrorDto } from '../errors/error.dto.js';

/** What pipes refuse, wherever a route takes something from a path, a query, a header or a body. */
const OF_INPUTS: Failures = { 400: ['VALIDATION_FAILED'] };

/** What is refused before a route sees its body. */
const OF_BODIES: Failures = {
  400: ['BROKEN_JSON'],
  413: ['BODY_TOO_LARGE'],
  415: ['UNSUPPORTED_MEDIA_TYPE'],
};

type Failures = Readonly<Record<number, readonly string[]>>;
type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/**
 * Documents the failures that follow from what a route takes, so that no route can forget them; a controller names only
 * those of its own (`ApiFailure`).
 */
export function documentInputFailures({ paths }: OpenAPIObject): void {
  const operations = Object.values(paths).flatMap((path) => METHODS.map((method) => path[method]));
  for (const operation of operations) {
    if (!operation) continue;
    if (operation.parameters?.length || operation.requestBody) add(operation, OF_INPUTS);
    if (operation.requestBody) add(operation, OF_BODIES);
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
