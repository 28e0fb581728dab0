/** Lets the browser save everything an execution printed, both streams in order; it streams to the disk. */
export function saveLog(executionId: number): void {
  const link = document.createElement('a');
  link.href = `/api/executions/${executionId}/logs?download=true`;
  link.download = `execution_${executionId}.log`;
  link.click();
}
