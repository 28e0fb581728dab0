import type { NextFunction, Request, Response } from 'express';
import { UnsupportedBodyError } from './http.errors.js';

/** What the server reads; urlencoded is what curl sends unless told otherwise, and refused by its fields. */
const READ = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/** Refuses a body of a type that nobody would read: its sender would take what it says for granted. */
export function assertReadableBody(request: Request, _: Response, next: NextFunction): void {
  const isEmpty = request.get('Content-Length') === '0';
  // null where no body was announced at all
  next(!isEmpty && request.is(READ) === false ? new UnsupportedBodyError() : undefined);
}
