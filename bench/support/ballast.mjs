/** Preloaded into a measured server (`--import`): makes it as large as BALLAST_BYTES says, in memory that is really there. */
import { isMainThread } from 'node:worker_threads';

const { BALLAST_BYTES } = process.env;
// worker threads take over the flags of their process
if (isMainThread && BALLAST_BYTES) globalThis.ballast = Buffer.alloc(Number(BALLAST_BYTES), 1);
