/**
 * Saves everything an execution printed, both streams in order, as a file of the reader's.
 * @throws Error when the server does not send it
 */
export async function saveLog(executionId: number): Promise<void> {
  // A plain link cannot ask for text: without this header the log comes in pieces, as JSON.
  const response = await fetch(`/api/executions/${executionId}/logs`, {
    headers: { Accept: 'text/plain' },
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `execution_${executionId}.log`;
  link.click();
  URL.revokeObjectURL(address);
}
