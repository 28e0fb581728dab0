// Follows a log many times over and takes the bytes in unread: `node silent-followers.mjs URL COUNT`. Tells its parent when
// all are connected.
import { Agent, get } from 'node:http';

const [url = '', count = '0'] = process.argv.slice(2);
const agent = new Agent({ maxSockets: Infinity });

const connect = () =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.once('data', resolve);
      response.resume();
    }).on('error', reject);
  });

await Promise.all(Array.from({ length: Number(count) }, connect));
process.send?.('connected');
process.on('disconnect', () => process.exit());
