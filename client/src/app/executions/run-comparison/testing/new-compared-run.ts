import type { EnvironmentDto, ExecutionDto, VersionDto } from '../../../api';
import { newExecution } from '../../testing/new-execution';
import type { ComparedRun } from '../last-good-run';

/** For tests: a run with the content of its version, but for what the test is about. */
export function newComparedRun(
  run: Partial<ExecutionDto> = {},
  content: Partial<VersionDto> = {},
  environment: EnvironmentDto | null = null,
): ComparedRun {
  return { run: newExecution(run), content: newVersion(content), environment };
}

/** For tests: a version of a script without parameters and dependencies. */
export function newVersion(part: Partial<VersionDto> = {}): VersionDto {
  return {
    script_id: 1,
    version: 3,
    type: 'python',
    code: 'print(1)',
    parameters: [],
    dependencies: [],
    description: '',
    created_at: '2026-01-01T00:00:00.000Z',
    created_by: null,
    lock: null,
    ...part,
  };
}

/** For tests: an environment that was installed before any run. */
export function newEnvironment(part: Partial<EnvironmentDto> = {}): EnvironmentDto {
  return {
    id: 1,
    state: 'ready',
    language: 'python',
    interpreter_path: '/opt/py/bin/python3',
    interpreter_version: '3.13.1',
    requirements: [],
    packages: [],
    created_at: '2025-12-31T00:00:00.000Z',
    built_at: '2025-12-31T00:00:00.000Z',
    last_used_at: '2025-12-31T00:00:00.000Z',
    bytes: 1,
    error: null,
    cause: null,
    log: '',
    ...part,
  };
}
