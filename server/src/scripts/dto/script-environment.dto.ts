import { ApiProperty } from '@nestjs/swagger';
import { EnvironmentDto } from '../../environments/dto/environment.dto.js';

/** What a script would run with now. */
export class ScriptEnvironmentDto {
  /** Null when it has no dependencies, or no run has needed them yet. */
  @ApiProperty({ type: EnvironmentDto, nullable: true })
  environment: EnvironmentDto | null;
}
