import { join } from 'node:path';
import { RequestMethod } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import compression from 'compression';
import helmet from 'helmet';
import { ServerConfig } from './config/server-config.js';
import { openApiDocument } from './openapi-document.js';
import { serveConsole } from './shared/http/console-pages.js';
import { refuseOtherPaths } from './shared/http/own-paths.js';
import { assertReadableBody } from './shared/http/readable-body.js';
import { sameOrigin } from './shared/http/same-origin.js';
import { assignRequestId } from './shared/http/request-id.js';

/** What supervisors and monitoring ask for. */
const OUTSIDE_API = ['health', 'health/ready', 'metrics'];

/** Arguments of `setGlobalPrefix`: everything else lives under /api. */
export const API_PREFIX = [
  'api',
  { exclude: OUTSIDE_API.map((path) => ({ path, method: RequestMethod.GET })) },
] as const satisfies Parameters<NestExpressApplication['setGlobalPrefix']>;

/** What `npm run build:client` makes, seen from the compiled server (`dist/server/server/src`). */
const CONSOLE_FOLDER = join(import.meta.dirname, '../../../client');

/** Largest JSON body: a script's code with room for escapes. */
const BODY_LIMIT = '4mb';

/**
 * How long a connection without a request stays open, in milliseconds: longer than a reverse proxy (nginx: 60 s) or a
 * client keeps it, who would else send a request into a connection that the server is just closing.
 */
const KEEP_ALIVE_MS = 75_000;

/** What the server and the tests share: everything of the application that is not a Nest module. */
export function setUp(app: NestExpressApplication): NestExpressApplication {
  const config = app.get(ServerConfig);
  app.disable('x-powered-by');
  app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
  app.use(assignRequestId);
  app.use(sameOrigin(config));
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          'upgrade-insecure-requests': null,
          'script-src': ["'self'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'worker-src': ["'self'", 'blob:'],
          'font-src': ["'self'", 'data:'],
          'img-src': ["'self'", 'data:', 'blob:'],
          'connect-src': ["'self'"],
          'frame-src': ["'self'"],
        },
      },
      strictTransportSecurity: false,
    }),
  );
  app.use(compression());
  serveConsole(app, CONSOLE_FOLDER);
  app.use(assertReadableBody);
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.setGlobalPrefix(...API_PREFIX);
  app.enableCors({ origin: config.CORS_ORIGINS });
  app.use(refuseOtherPaths(OUTSIDE_API));
  app.enableShutdownHooks();
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
  });
  return app;
}
