/** `npm start`: builds what is stale and starts the server, in one process, since starting Node.js takes a tenth of a second. */
import './ensure-built.mjs';

await import('../dist/server/main.js');
