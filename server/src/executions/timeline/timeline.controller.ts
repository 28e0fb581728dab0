import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../../shared/http/api-answer.js';
import { ExecutionTimeline } from './execution-timeline.js';
import { TimelineDto, TimelineQuery } from './timeline.dto.js';

@ApiTags('executions')
@Controller('executions')
export class TimelineController {
  constructor(private readonly timeline: ExecutionTimeline) {}

  /** What waited or ran in a window of time, newest first. Runs of more than a day are shown while they run. */
  @Get('timeline')
  @ApiAnswer(TimelineDto)
  async getTimeline(@Query() query: TimelineQuery): Promise<TimelineDto> {
    return this.timeline.of(query);
  }
}
