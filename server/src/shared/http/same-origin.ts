import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { problem } from '../problems/problem.js';
import { refuse } from './refuse.js';

const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses requests that another web page makes a browser send. `Host` must be a loopback name, or a page could reach the
 * server under its own name (DNS rebinding); `Origin`, which browsers add, must be the server's own or a listed one.
 */
export function sameOrigin(settings: { CORS_ORIGINS: readonly string[] }): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const { host = '', origin } = request.headers;
    if (!LOOPBACK_NAME.test(host)) {
      refuse(request, response, 403, problem('HOST_REFUSED'));
      return;
    }
    const isOwn = origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`;
    if (!isOwn && !settings.CORS_ORIGINS.includes(origin)) {
      refuse(request, response, 403, problem('ORIGIN_REFUSED'));
      return;
    }
    next();
  };
}
