import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { EnvironmentDto, EnvironmentListDto } from './dto/environment.dto.js';
import { EnvironmentReader } from './environment-reader.js';
import { EnvironmentsService } from './environments.service.js';

@ApiTags('environments')
@Controller('environments')
export class EnvironmentsController {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly reader: EnvironmentReader,
  ) {}

  /** Installed dependencies, in the order in which they were first needed. */
  @Get()
  @ApiAnswer(EnvironmentListDto)
  listEnvironments(): Promise<EnvironmentListDto> {
    return this.reader.list();
  }

  /** One environment with its packages and the log of its last installation. */
  @Get(':id')
  @ApiAnswer(EnvironmentDto)
  @ApiFailure(404, 'ENVIRONMENT_NOT_FOUND')
  getEnvironment(@Param('id', IdPipe) id: number): Promise<EnvironmentDto> {
    return this.reader.get(id);
  }

  /** Installs an environment anew, with the newest versions that its requirements allow. Answers at once. */
  @Post(':id/rebuild')
  @HttpCode(200)
  @ApiAnswer(EnvironmentDto)
  @ApiFailure(404, 'ENVIRONMENT_NOT_FOUND')
  async rebuildEnvironment(@Param('id', IdPipe) id: number): Promise<EnvironmentDto> {
    return this.reader.describe(await this.environments.rebuild(id));
  }

  /** Removes an environment that nothing uses; the next run that needs it installs it again. */
  @Delete(':id')
  @ApiAnswer(null)
  @ApiFailure(404, 'ENVIRONMENT_NOT_FOUND')
  @ApiFailure(409, 'ENVIRONMENT_IN_USE')
  async deleteEnvironment(@Param('id', IdPipe) id: number): Promise<void> {
    await this.environments.delete(id);
  }
}
