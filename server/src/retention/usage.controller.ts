import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../shared/http/api-answer.js';
import { UsageDto } from './dto/usage.dto.js';
import { UsageService } from './usage.service.js';

@ApiTags('system')
@Controller('system/usage')
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  /** What fills the disk: the runs of each script, the database, and what retention leaves. */
  @Get()
  @ApiAnswer(UsageDto)
  async getUsage(): Promise<UsageDto> {
    return this.usage.describe();
  }
}
