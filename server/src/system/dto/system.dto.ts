import { ApiProperty } from '@nestjs/swagger';
import { CauseDto } from '../../shared/causes/cause.dto.js';
import { ScriptType } from '../../scripts/script-type.js';
import { ScriptLimitsDto } from '../../scripts/dto/script-limits.dto.js';

/** What runs the scripts of a language that have chosen no interpreter. */
export class DefaultInterpreterDto {
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType' })
  language: ScriptType;
  /** @example 3.11.7 */
  @ApiProperty({ type: String, nullable: true })
  version: string | null;
  /** Why it cannot be used; null when it can. */
  @ApiProperty({ type: String, nullable: true })
  problem: string | null;
  /** What `problem` says, for whoever says it in another language. */
  @ApiProperty({ type: CauseDto, nullable: true })
  cause: CauseDto | null;
}

/** A stronger way to keep runs apart that does not work on this machine. */
export class UnavailableIsolationDto {
  level: string;
  /** In a sentence, or in the words of the system. */
  why: string;
  /** What `why` says, for whoever says it in another language. */
  cause: CauseDto;
}

/** What this server is and can do. */
export class SystemDto {
  /** Version of the product. */
  version: string;
  /** Version of the Node.js that the server itself runs on. */
  node_version: string;
  /** The database and its version. @example SQLite 3.50.1 */
  database: string;
  /** How runs are kept apart: `bwrap`, `uid` or `plain`. */
  isolation: string;
  unavailable_isolation: UnavailableIsolationDto[];
  interpreters: DefaultInterpreterDto[];
  /** Runs at the same time. */
  concurrency: number;
  running: number;
  waiting: number;
  /** Wall time of a run unless its script says otherwise, in seconds. */
  default_timeout_seconds: number;
  /** What runs may use unless their script says otherwise; null = no limit. */
  default_limits: ScriptLimitsDto;
  /** Why the kernel does not hold limits for all processes of a run together, in a sentence; null when it does. */
  @ApiProperty({ type: String, nullable: true })
  groups_problem: string | null;
  /** What `groups_problem` says, for whoever says it in another language. */
  @ApiProperty({ type: CauseDto, nullable: true })
  groups_cause: CauseDto | null;
  /** Whether runs may use the network unless their script says otherwise. */
  default_network: boolean;
  /** Folders that scripts may be allowed to read, with what is below. */
  readable_folders: string[];
  /** IANA zone of schedules that name none. */
  default_timezone: string;
  /** Largest file of one upload, in bytes. */
  upload_limit_bytes: number;
}
