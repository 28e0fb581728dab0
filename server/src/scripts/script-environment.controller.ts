import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { ScriptEnvironmentDto } from './dto/script-environment.dto.js';
import { ScriptEnvironments } from './script-environments.js';

@ApiTags('environments')
@Controller('scripts')
export class ScriptEnvironmentController {
  constructor(private readonly environments: ScriptEnvironments) {}

  /** What the dependencies of a script's current version are installed in. */
  @Get(':id/environment')
  @ApiAnswer(ScriptEnvironmentDto)
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  async getScriptEnvironment(@Param('id', IdPipe) id: number): Promise<ScriptEnvironmentDto> {
    return { environment: await this.environments.of(id) };
  }
}
