/**
 * Saves a script on a server.
 * @param {import('./server.mjs').BenchServer} server
 * @param {string} name
 * @param {string} code
 * @param {import('./bare.mjs').Language} [type]
 * @returns {Promise<number>} its id
 */
export async function saveScript({ api }, name, code, type = 'python') {
  return (await api.post('/api/scripts', { name, type, code })).id;
}

/**
 * Starts a script without waiting for its end.
 * @param {import('./server.mjs').BenchServer} server
 * @param {number} scriptId
 * @returns {Promise<number>} id of the execution
 */
export async function execute({ api }, scriptId) {
  return (await api.post(`/api/scripts/${scriptId}/execute`)).id;
}

/** @param {{ id: number, status: string, error?: string | null }} execution @throws {Error} when it did not succeed */
export function assertSuccess({ id, status, error }) {
  if (status !== 'success') throw new Error(`Execution ${id} ended as ${status}: ${error ?? ''}`);
}
