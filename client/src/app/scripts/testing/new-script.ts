import type { ScriptDto } from '../../api/models';

/** For tests: a Python script without parameters and dependencies, but for what the test is about. */
export function newScript(part: Partial<ScriptDto> = {}): ScriptDto {
  return {
    id: 7,
    name: 'backup',
    description: '',
    type: 'python',
    code: 'print(1)',
    dependencies: [],
    parameters: [],
    tags: [],
    category: null,
    favourite: false,
    timeout_seconds: null,
    concurrency_limit: null,
    interpreter_id: null,
    retention_days: null,
    retention_runs: null,
    limits: {},
    network: null,
    readable_folders: [],
    version: 3,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    ...part,
  };
}
