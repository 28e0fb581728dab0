import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import serveStatic from 'serve-static';

/** Paths that belong to programs, never to the console. */
const NOT_A_PAGE = /^\/(api|health|metrics)(\/|$)/;
/** The build puts a hash of the content into these names, so they never change. */
const HASHED = /-[\w-]{8}\.(js|css)$|\/media\//;

/**
 * Serves the built console on the port of the API; every page has an address of its own, so paths without an extension
 * answer the one HTML file. A missing file with an extension stays 404: after an upgrade an old chunk must not be HTML.
 * @param folder the build's output; when it is missing (tests, development) nothing is served
 */
export function serveConsole(app: NestExpressApplication, folder: string): void {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return;
  const files = serveStatic(folder, {
    index: false,
    setHeaders: (response: Response, path: string) => {
      response.setHeader(
        'Cache-Control',
        HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    // No call of the API waits for a look at the disk.
    const isOurs = ['GET', 'HEAD'].includes(request.method) && !NOT_A_PAGE.test(request.path);
    if (!isOurs) return next();
    if (extname(request.path)) return void files(request, response, next);
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
}
