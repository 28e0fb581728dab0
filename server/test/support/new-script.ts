import type request from 'supertest';

/** A script's fields with everything filled in; a test names only what it is about. */
export const scriptFields = (fields: Record<string, unknown> = {}) => ({
  name: `script ${Math.random().toString(36).slice(2)}`,
  type: 'python',
  code: 'print("hello")\n',
  ...fields,
});

/** Makes a script through the API and answers it. */
export async function newScript(
  api: ReturnType<typeof request.agent>,
  fields: Record<string, unknown> = {},
): Promise<{ id: number; version: number; name: string }> {
  const answer = await api.post('/api/scripts').send(scriptFields(fields)).expect(201);
  return answer.body.data;
}
