import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../shared/http/api-answer.js';
import { DashboardService } from './dashboard.service.js';
import { AttentionDto, AttentionQuery, DashboardDto, DashboardQuery } from './dto/dashboard.dto.js';

@ApiTags('dashboard')
@Controller('dashboard')
export class DashboardController {
  constructor(private readonly dashboard: DashboardService) {}

  /** What runs, what failed and why, what comes next, and how it went lately. */
  @Get()
  @ApiAnswer(DashboardDto)
  async getDashboard(@Query() query: DashboardQuery): Promise<DashboardDto> {
    return this.dashboard.describe(query.last);
  }

  /** How much may need somebody: cheap enough to be asked every few seconds. */
  @Get('attention')
  @ApiAnswer(AttentionDto)
  async getAttention(@Query() query: AttentionQuery): Promise<AttentionDto> {
    return this.dashboard.attention(query.since);
  }
}
