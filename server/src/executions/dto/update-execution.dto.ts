import { IsBoolean } from 'class-validator';

/** What can be changed about an execution, at any time of its life. */
export class UpdateExecutionDto {
  /** Whether retention leaves it alone; it then counts against no limit either. */
  @IsBoolean()
  keep: boolean;
}
