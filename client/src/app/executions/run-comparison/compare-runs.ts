import type { ExecutionDto, VersionDto } from '../../api';
import type { RunFact } from '../run-fact/run-fact';
import { packageDifferences, valueDifferences, type Differences } from './differences';
import type { ComparedRun } from './last-good-run';

/** What a run was started and held with: worth a row only where two runs differ. */
const CONDITIONS = [
  'interpreter',
  'isolation',
  'reach',
  'limits',
  'timeout',
  'uploads',
  'input',
] as const satisfies readonly RunFact[];
/** How a run came about and went: it differs between any two. */
const COURSE = ['trigger', 'duration', 'memory'] as const satisfies readonly RunFact[];
const PARTS = ['code', 'parameters', 'dependencies'] as const;

type Condition = (typeof CONDITIONS)[number];
type Part = (typeof PARTS)[number];

/** What a reader is told to differ. */
export type Aspect = Condition | Part | 'values' | 'packages' | 'uncertainPackages';

/** In what a run differs from an earlier one. */
export interface Comparison {
  /** Empty when nothing differs but how they came about and went. */
  readonly differing: readonly Aspect[];
  /** Of the versions that ran. */
  readonly parts: readonly Part[];
  readonly values: Differences;
  /** What was installed; null when not both had dependencies, or when it is not known any more. */
  readonly packages: Differences | null;
  /** Whether the earlier run may have had other packages than are known now. */
  readonly arePackagesUncertain: boolean;
  readonly facts: readonly RunFact[];
}

/** What is known of a run only once it has started. */
const KNOWN_FROM_START: readonly Condition[] = ['interpreter', 'isolation', 'reach', 'limits'];

export function compareRuns(before: ComparedRun, after: ComparedRun): Comparison {
  const conditions = changedConditions(before.run, after.run);
  const parts = changedParts(before.content, after.content);
  const values = valueDifferences(before.run.params, after.run.params);
  const packages =
    before.environment && after.environment
      ? packageDifferences(before.environment.packages, after.environment.packages)
      : null;
  const arePackagesUncertain = isReinstalled(before) || areInstalledApart(before, after);
  const differing: Aspect[] = [...parts, ...conditions];
  if (values.changed.length > 0) differing.push('values');
  if (packages?.changed.length) differing.push('packages');
  else if (arePackagesUncertain) differing.push('uncertainPackages');
  const facts = [...conditions, ...COURSE];
  return { differing, parts, values, packages, arePackagesUncertain, facts };
}

function changedConditions(before: ExecutionDto, after: ExecutionDto): Condition[] {
  const haveStarted = before.start_time !== null && after.start_time !== null;
  return CONDITIONS.filter(
    (condition) =>
      (haveStarted || !KNOWN_FROM_START.includes(condition)) &&
      JSON.stringify(conditionOf(before, condition)) !==
        JSON.stringify(conditionOf(after, condition)),
  );
}

function conditionOf(run: ExecutionDto, condition: Condition): unknown {
  switch (condition) {
    case 'timeout':
      return run.timeout_seconds;
    case 'uploads':
      return [...run.uploads].sort();
    case 'input':
      return run.is_interactive;
    default:
      return run[condition];
  }
}

function changedParts(before: VersionDto, after: VersionDto): Part[] {
  const textOf = (version: VersionDto, part: Part) =>
    JSON.stringify(part === 'code' ? [version.type, version.code] : version[part]);
  return PARTS.filter((part) => textOf(before, part) !== textOf(after, part));
}

/** Whether what a run used was installed again after it. */
function isReinstalled({ run, environment }: ComparedRun): boolean {
  return Date.parse(environment?.built_at ?? '') > Date.parse(run.start_time ?? '');
}

/** Whether two runs used two installations, of which one is gone. */
function areInstalledApart(before: ComparedRun, after: ComparedRun): boolean {
  const [one, other] = [before.run.environment_id, after.run.environment_id];
  if (one === null || other === null || one === other) return false;
  return before.environment === null || after.environment === null;
}
