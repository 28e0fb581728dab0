import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const ID = Symbol('requestId');
type Identified = Request & { [ID]?: string };

/** Gives every request an id, answered as `X-Request-Id`, so that a user's report finds its line in the log. */
export function assignRequestId(request: Identified, response: Response, next: NextFunction): void {
  response.setHeader('X-Request-Id', requestId(request));
  next();
}

/** The id of this request; made on first use. */
export function requestId(request: Identified): string {
  return (request[ID] ??= randomUUID());
}
