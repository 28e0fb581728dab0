import { spawn } from 'node:child_process';
import { CHROMIUM } from '../../scripts/chromium.mjs';
import { endWithUs } from './child.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

const END = '\0';

/**
 * Chromium by its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/), with nothing turned on but what is
 * sent. Playwright listens to the network and to the scripts of a page, which its readers do not: measured in turn, listening
 * to the network alone makes the first page 8 % slower.
 */
export class Devtools {
  /** @type {Map<number, { resolve: (result: unknown) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #lastId = 0;
  #rest = '';
  #toBrowser;

  /** @param {import('node:child_process').ChildProcess} child with the protocol at its descriptors 3 and 4 */
  constructor(child) {
    this.#toBrowser = /** @type {import('node:stream').Writable} */ (child.stdio[3]);
    const fromBrowser = /** @type {import('node:stream').Readable} */ (child.stdio[4]);
    fromBrowser.setEncoding('utf8').on('data', (text) => this.#receive(text));
    child.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Chromium has ended.'));
    });
    this.close = endWithUs(child);
  }

  /** Starts a Chromium of its own. */
  static async launch() {
    const { path } = await temporaryFolder();
    const own = ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${path}`];
    const child = spawn(
      CHROMIUM.executablePath,
      [...own, '--no-first-run', '--hide-scrollbars', ...CHROMIUM.args],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    return new Devtools(child);
  }

  /**
   * Opens an empty window with a cache and storage of its own.
   * @param {{ width: number, height: number }} size
   * @returns how to speak to it, and how to close it
   */
  async openWindow(size) {
    const { browserContextId } = await this.send('Target.createBrowserContext');
    const target = { url: 'about:blank', browserContextId, ...size };
    const { targetId } = await this.send('Target.createTarget', target);
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    return {
      send: (/** @type {string} */ method, /** @type {object} */ parameters) =>
        this.send(method, parameters, sessionId),
      close: () => this.send('Target.disposeBrowserContext', { browserContextId }),
    };
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @param {string} [sessionId] Default: the browser itself
   * @returns {Promise<any>}
   * @throws {Error} when Chromium refuses it
   */
  send(method, params = {}, sessionId) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#toBrowser.write(JSON.stringify({ id, method, params, sessionId }) + END);
    });
  }

  #receive(/** @type {string} */ text) {
    const messages = (this.#rest + text).split(END);
    this.#rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
    }
  }
}
