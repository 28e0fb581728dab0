import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { NoLessThan } from '../../shared/http/no-less-than.js';

const MIB = 1_048_576;
const TIB = 1_099_511_627_776;
const NULLABLE_INTEGER = { type: 'integer', nullable: true, required: false } as const;

/** What all processes of a run may use together; null or nothing = the server's default, 0 = no limit. */
export class ScriptLimitsDto {
  /** Resident memory, in bytes: 0, or from 16 MiB. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(TIB)
  @NoLessThan(16 * MIB)
  @ApiProperty(NULLABLE_INTEGER)
  memory_bytes?: number | null;

  /** Processes alive at a time. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  @ApiProperty(NULLABLE_INTEGER)
  processes?: number | null;

  /** Processor time, in seconds. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(31_536_000)
  @ApiProperty(NULLABLE_INTEGER)
  cpu_seconds?: number | null;

  /** Size of the files in the execution space, in bytes: 0, or from 1 MiB. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(TIB)
  @NoLessThan(MIB)
  @ApiProperty(NULLABLE_INTEGER)
  space_bytes?: number | null;

  /** What it prints on both streams, in bytes, kept or not: 0, or from 1 MiB. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(TIB)
  @NoLessThan(MIB)
  @ApiProperty(NULLABLE_INTEGER)
  log_bytes?: number | null;

  /** Files that one process may have open: 0, or from 32. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_048_576)
  @NoLessThan(32)
  @ApiProperty(NULLABLE_INTEGER)
  open_files?: number | null;
}
