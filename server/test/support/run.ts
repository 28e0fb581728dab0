import { eventually } from './eventually.js';
import { newScript } from './new-script.js';
import type { TestApp } from './test-app.js';

/** An execution as the API answers it. */
export type ExecutionFacts = Record<string, unknown> & { id: number; status: string };

const FINAL = ['success', 'failed', 'cancelled'];

export async function getExecution(server: TestApp, id: number): Promise<ExecutionFacts> {
  return (await server.api.get(`/api/executions/${id}`).expect(200)).body.data;
}

/** Starts a script and answers the new execution. */
export async function execute(
  server: TestApp,
  scriptId: number,
  body: object = {},
): Promise<ExecutionFacts> {
  return (await server.api.post(`/api/scripts/${scriptId}/execute`).send(body).expect(201)).body
    .data;
}

/** Waits for the end of an execution. */
export const ended = (server: TestApp, id: number, withinMs?: number): Promise<ExecutionFacts> =>
  eventually(
    `execution ${id} ends`,
    async () => {
      const execution = await getExecution(server, id);
      return FINAL.includes(execution.status) ? execution : null;
    },
    withinMs,
  );

/** Waits until an execution has printed some text. */
export const printed = (server: TestApp, id: number, text: string): Promise<unknown> =>
  eventually(`execution ${id} prints ${text}`, async () => {
    const { body } = await server.api.get(`/api/executions/${id}/logs?limit=4194304`).expect(200);
    return String(body.data.text).includes(text);
  });

/** Makes a script of this code, runs it and waits for its end. */
export async function run(
  server: TestApp,
  code: string,
  fields: object = {},
  body: object = {},
): Promise<ExecutionFacts> {
  const script = await newScript(server.api, { code, ...fields });
  return ended(server, (await execute(server, script.id, body)).id);
}
