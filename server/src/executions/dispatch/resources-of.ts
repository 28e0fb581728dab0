import type { ResourceLimits } from '../../runner/runner.js';
import type { ScriptLimitsDto } from '../../scripts/dto/script-limits.dto.js';

/**
 * What a run of a script may use: what the script says, 0 for no limit, else what is usual.
 * @param limits null for a script that says nothing
 */
export function resourcesOf(limits: ScriptLimitsDto | null, usual: ResourceLimits): ResourceLimits {
  const choose = (own: number | null | undefined, otherwise: number | null) =>
    own === 0 ? null : (own ?? otherwise);
  return {
    memoryBytes: choose(limits?.memory_bytes, usual.memoryBytes),
    processes: choose(limits?.processes, usual.processes),
    cpuSeconds: choose(limits?.cpu_seconds, usual.cpuSeconds),
    spaceBytes: choose(limits?.space_bytes, usual.spaceBytes),
    logBytes: choose(limits?.log_bytes, usual.logBytes),
    openFiles: choose(limits?.open_files, usual.openFiles),
  };
}
