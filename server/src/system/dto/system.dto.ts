import { ApiProperty } from '@nestjs/swagger';
import { ScriptType } from '../../scripts/script-type.js';

/** A program that runs scripts. */
export class InterpreterDto {
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType' })
  language: ScriptType;
  /** @example 3.11.7 */
  @ApiProperty({ type: String, nullable: true })
  version: string | null;
  /** Why it cannot be used; null when it can. */
  @ApiProperty({ type: String, nullable: true })
  problem: string | null;
}

/** A stronger way to keep runs apart that does not work on this machine. */
export class UnavailableIsolationDto {
  level: string;
  why: string;
}

/** What this server is and can do. */
export class SystemDto {
  /** Version of the product. */
  version: string;
  /** How runs are kept apart: `bwrap` or `plain`. */
  isolation: string;
  unavailable_isolation: UnavailableIsolationDto[];
  interpreters: InterpreterDto[];
  /** Runs at the same time. */
  concurrency: number;
  running: number;
  waiting: number;
  /** Wall time of a run unless its script says otherwise, in seconds. */
  default_timeout_seconds: number;
  /** IANA zone of schedules that name none. */
  default_timezone: string;
  /** Largest file of one upload, in bytes. */
  upload_limit_bytes: number;
}
