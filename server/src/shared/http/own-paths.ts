import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { problem } from '../problems/problem.js';
import { refuse } from './refuse.js';

const IN_API = /^\/api(\/|$)/i;

/**
 * Answers paths that nothing serves as the API does; Express would answer them with a page of its own.
 * @param outside paths beside the API that are served, without the first slash
 */
export function refuseOtherPaths(outside: readonly string[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const { method, path } = request;
    const isServed =
      IN_API.test(path) ||
      (['GET', 'HEAD'].includes(method) && outside.includes(path.replace(/^\/|\/$/g, '')));
    if (isServed) next();
    else refuse(request, response, 404, problem('ROUTE_NOT_FOUND', { method, path }));
  };
}
