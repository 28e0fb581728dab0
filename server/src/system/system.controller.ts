import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../shared/http/api-answer.js';
import { SystemDto } from './dto/system.dto.js';
import { SystemService } from './system.service.js';

@ApiTags('system')
@Controller('system')
export class SystemController {
  constructor(private readonly system: SystemService) {}

  /** What this server is and can do. */
  @Get()
  @ApiAnswer(SystemDto)
  getSystem(): Promise<SystemDto> {
    return this.system.describe();
  }
}
