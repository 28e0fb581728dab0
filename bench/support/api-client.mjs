import { createParser } from 'eventsource-parser';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Connections kept open: enough for a burst, few enough not to be what is measured. */
const MAX_SOCKETS = 32;

/** @param {string | undefined} status */
const isFinal = (status) => status !== 'pending' && status !== 'running';

/** Speaks HTTP to a server over kept-alive connections. */
export class ApiClient {
  #agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, noDelay: true });
  /** Event streams live long: on the other agent they would take the connections of everybody else. */
  #streamAgent = new Agent({ keepAlive: true, noDelay: true });

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /** @param {string} path */
  get(path) {
    return this.#send('GET', path);
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   */
  post(path, body = {}) {
    return this.#send('POST', path, JSON.stringify(body));
  }

  /**
   * @param {string} path
   * @param {unknown} body
   */
  put(path, body) {
    return this.#send('PUT', path, JSON.stringify(body));
  }

  /**
   * Follows a log until the server closes the stream.
   * @param {number} id of the execution
   * @param {(event: string, data: any) => void} [onEvent]
   * @param {{ isNewConnection?: boolean }} [options] whether to use a connection of its own instead of the one of the last request
   * @returns {Promise<any>} the final status
   * @throws {Error} when the stream ended without one
   */
  async follow(id, onEvent, { isNewConnection = true } = {}) {
    const agent = isNewConnection ? this.#streamAgent : this.#agent;
    const response = await this.#open('GET', `/api/executions/${id}/logs/stream`, agent);
    let last;
    const parser = createParser({
      onEvent: ({ event, data }) => {
        const facts = JSON.parse(data);
        if (event === 'status') last = facts;
        onEvent?.(event ?? '', facts);
      },
    });
    response.setEncoding('utf8');
    for await (const chunk of response) parser.feed(chunk);
    if (last && isFinal(last.status)) return last;
    throw new Error(`The stream of execution ${id} ended without a final status.`);
  }

  close() {
    this.#agent.destroy();
    this.#streamAgent.destroy();
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string} [body] JSON
   * @returns {Promise<any>} the `data` of the answer
   */
  async #send(method, path, body) {
    const response = await this.#open(method, path, this.#agent, body);
    const answer = JSON.parse(await text(response));
    if (answer.code === 0) return answer.data;
    throw new Error(`${method} ${path}: ${answer.error} ${answer.message}`);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Agent} agent
   * @param {string} [body]
   * @returns {Promise<import('node:http').IncomingMessage>}
   */
  #open(method, path, agent, body) {
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, this.url), { method, agent, headers }, resolve);
      call.on('error', reject);
      call.end(body);
    });
  }
}
