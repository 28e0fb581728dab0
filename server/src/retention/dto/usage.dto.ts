import { ApiProperty } from '@nestjs/swagger';

/** How long runs stay; 0 = no limit. */
export class RetentionDto {
  /** Days that ended runs stay, unless their script says otherwise. */
  days: number;
  /** Ended runs that stay of each script, unless it says otherwise. */
  runs: number;
  /** Bytes that the logs and files of all ended runs may take. */
  bytes: number;
}

/** What the runs of one script take. */
export class ScriptUsageDto {
  script_id: number;
  script_name: string;
  runs: number;
  /** Of their logs and files on the disk. */
  bytes: number;
  /** Runs that retention leaves alone, and their bytes; both are part of the sums above. */
  kept_runs: number;
  kept_bytes: number;
  /** Ended runs whose bytes are not counted yet. */
  unmeasured_runs: number;
  /** When the oldest run was made; null without runs. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  oldest_at: Date | null;
  /** What holds for the script, by its own rule or the server's; 0 = no limit. */
  retention_days: number;
  retention_runs: number;
}

/** What fills the disk. */
export class UsageDto {
  retention: RetentionDto;
  /** Of the logs and files of all runs. */
  run_bytes: number;
  /** Of the database and its log; null when it is not a file. */
  @ApiProperty({ type: 'integer', nullable: true })
  database_bytes: number | null;
  /** Size of the disk that holds the working directories; null while it is away. */
  @ApiProperty({ type: 'integer', nullable: true })
  disk_size_bytes: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  disk_free_bytes: number | null;
  /** Most bytes first. */
  scripts: ScriptUsageDto[];
}
