import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';

/**
 * Sends a body of known length as fast as its reader takes it, in flat memory. The source is closed when it is sent or
 * the reader leaves. One that ends early, since a script cut its file meanwhile, breaks the connection: a reader must
 * not take a part for the whole.
 * @param length in bytes; at least what the source yields
 */
export async function sendExactly(
  source: AsyncIterable<Uint8Array>,
  length: number,
  request: Request,
  response: Response,
): Promise<void> {
  response.setHeader('Content-Length', length);
  let sent = 0;
  async function* counted() {
    for await (const bytes of source) {
      sent += bytes.length;
      yield bytes;
    }
  }
  try {
    if (request.method !== 'HEAD') await pipeline(counted, response, { end: false });
  } catch (error) {
    // the reader left: nobody is there to be told
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw error;
  }
  if (sent === length || request.method === 'HEAD') response.end();
  else response.destroy();
}
