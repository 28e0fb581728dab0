import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';

const PATIENCE_MS = 30_000;

/** What an answer of the API holds beside its code and message. */
async function dataOf<T>(answer: APIResponse): Promise<T> {
  const { data } = (await answer.json()) as { data: T };
  return data;
}

/** A script's row as far as tests of pages need it. */
export interface SeededScript {
  readonly id: number;
  readonly name: string;
  readonly version: number;
}

/** Makes a script through the API, so that a test of one page need not walk through the others. */
export async function seedScript(
  request: APIRequestContext,
  fields: { code: string } & Record<string, unknown>,
): Promise<SeededScript> {
  const answer = await request.post('/api/scripts', {
    data: { name: `seeded ${crypto.randomUUID().slice(0, 8)}`, type: 'python', ...fields },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return await dataOf(answer);
}

/** Starts a run and waits until it is over. */
export async function seedRun(
  request: APIRequestContext,
  scriptId: number,
  values: Record<string, unknown> = {},
): Promise<number> {
  const answer = await request.post(`/api/scripts/${scriptId}/execute`, {
    data: { params: values },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  const { id } = await dataOf<{ id: number }>(answer);
  await expect
    .poll(
      async () =>
        (await dataOf<{ status: string }>(await request.get(`/api/executions/${id}`))).status,
      { timeout: PATIENCE_MS },
    )
    .toMatch(/^(success|failed|cancelled)$/);
  return id;
}
