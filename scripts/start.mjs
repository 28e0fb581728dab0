/** `npm start`: builds what is stale and starts the server, in one process, since starting Node.js takes a tenth of a second. */
import module from 'node:module';
import { join } from 'node:path';
import './ensure-built.mjs';

// since Node.js 22.1: what was compiled at an earlier start is not compiled again
module.enableCompileCache?.(join(import.meta.dirname, '../dist/.compile-cache'));
await import('../dist/server/main.js');
module.flushCompileCache?.();
