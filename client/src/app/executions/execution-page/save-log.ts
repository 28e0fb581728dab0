import type { LogExport } from '../log-viewer/log-viewer';

const queries: Record<LogExport, string> = {
  plain: '?download=true',
  tagged: '/export?timestamps=true&tags=true',
  stdout: '?download=true&stream=stdout',
  stderr: '?download=true&stream=stderr',
};

/** Lets the browser save what an execution printed; it streams to the disk. */
export function saveLog(executionId: number, what: LogExport): void {
  const link = document.createElement('a');
  link.href = `/api/executions/${executionId}/logs${queries[what]}`;
  // The server names the file.
  link.download = '';
  link.click();
}
