import type {
  ParameterDefinitionDto,
  ScriptDto,
  ScriptLimitsDto,
  ScriptType,
} from '../../api/models';

/** What a version keeps. */
export interface VersionedContent {
  type: ScriptType;
  code: string;
  dependencies: string[];
  parameters: ParameterDefinitionDto[];
}

/** Everything about a script that a person can edit. */
export interface ScriptContent extends VersionedContent {
  name: string;
  description: string;
  tags: string[];
  /** Null: in none. */
  category: string | null;
  timeout_seconds: number | null;
  concurrency_limit: number | null;
  /** Null: the default of the language. */
  interpreter_id: number | null;
  retention_days: number | null;
  retention_runs: number | null;
  /** What is left out is as the server has it; 0 = no limit. */
  limits: ScriptLimitsDto;
  /** Null: as the server has it. */
  network: boolean | null;
  readable_folders: string[];
}

/** Fields whose change makes a new version. */
export const VERSIONED_FIELDS = ['type', 'code', 'dependencies', 'parameters'] as const;

/** Everything that is edited, the versioned first. */
export const FIELDS = [
  ...VERSIONED_FIELDS,
  'name',
  'description',
  'tags',
  'category',
  'timeout_seconds',
  'concurrency_limit',
  'interpreter_id',
  'retention_days',
  'retention_runs',
  'limits',
  'network',
  'readable_folders',
] as const;

/** The editable part of a script as the server answers it. */
export function contentOf(script: ScriptDto): ScriptContent {
  return {
    name: script.name,
    description: script.description,
    type: script.type,
    code: script.code,
    dependencies: script.dependencies,
    parameters: script.parameters,
    tags: script.tags,
    category: script.category,
    timeout_seconds: script.timeout_seconds,
    concurrency_limit: script.concurrency_limit,
    interpreter_id: script.interpreter_id,
    retention_days: script.retention_days,
    retention_runs: script.retention_runs,
    limits: script.limits,
    network: script.network,
    readable_folders: script.readable_folders,
  };
}

/** What a version of `content` would keep. */
export function versionedContent({
  type,
  code,
  dependencies,
  parameters,
}: ScriptContent): VersionedContent {
  return { type, code, dependencies, parameters };
}

/** The fields of `content` that differ from `base`. */
export function changesBetween(
  base: ScriptContent,
  content: ScriptContent,
): Partial<ScriptContent> {
  const changed = FIELDS.filter((field) => !isSame(base[field], content[field]));
  return Object.fromEntries(changed.map((field) => [field, content[field]]));
}

/** Whether two plain JSON values are equal; strings, the long ones here, are compared as they are. */
export function isSame(one: unknown, other: unknown): boolean {
  return (
    one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
  );
}

const STARTS: Record<ScriptType, string> = {
  python: `import os


def main() -> None:
    print("Hello from", os.getcwd(), flush=True)


if __name__ == "__main__":
    main()
`,
  javascript: `async function main() {
  console.log('Hello from', process.cwd());
}

main();
`,
};

/** A script nobody has written yet. */
export function emptyContent(type: ScriptType): ScriptContent {
  return {
    name: '',
    description: '',
    type,
    code: STARTS[type],
    dependencies: [],
    parameters: [],
    tags: [],
    category: null,
    timeout_seconds: null,
    concurrency_limit: null,
    interpreter_id: null,
    retention_days: null,
    retention_runs: null,
    limits: {},
    network: null,
    readable_folders: [],
  };
}

/** Whether `code` is still what `emptyContent` began with, so that it may be replaced when the type changes. */
export function isUntouched(code: string): boolean {
  return Object.values(STARTS).includes(code);
}
