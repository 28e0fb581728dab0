import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ExecutionDto } from '../executions/dto/execution.dto.js';
import { ExecutionReader } from '../executions/execution-reader.js';
import {
  ApiIdempotencyKey,
  IdempotencyKeyHeader,
  tellReplay,
} from '../executions/idempotency/idempotency-key.header.js';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { CalendarDto, CalendarQuery } from './calendar/calendar.dto.js';
import { ScheduleCalendar } from './calendar/schedule-calendar.js';
import {
  CreateScheduleDto,
  ListSchedulesQuery,
  PreviewScheduleDto,
  ScheduleDto,
  SchedulePageDto,
  SchedulePreviewDto,
  SwitchedSchedulesDto,
  SwitchSchedulesDto,
  ToggleScheduleDto,
  UpdateScheduleDto,
} from './dto/schedule.dto.js';
import { ScheduleReader } from './schedule-reader.js';
import { SchedulesService } from './schedules.service.js';

@ApiTags('schedules')
@Controller('schedules')
export class SchedulesController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly reader: ScheduleReader,
    private readonly calendar: ScheduleCalendar,
    private readonly runs: ExecutionReader,
  ) {}

  /** Schedules by name. */
  @Get()
  @ApiAnswer(SchedulePageDto)
  async listSchedules(@Query() query: ListSchedulesQuery): Promise<SchedulePageDto> {
    return this.reader.list(query);
  }

  /** Makes a schedule. */
  @Post()
  @ApiAnswer(ScheduleDto, { status: 201 })
  @ApiFailure(400, 'INVALID_CRON', 'INVALID_TIMEZONE')
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  async createSchedule(@Body() body: CreateScheduleDto): Promise<ScheduleDto> {
    return this.schedules.create(body);
  }

  /** The next planned times of a cron expression, with clock changes marked. */
  @Post('preview')
  @HttpCode(200)
  @ApiAnswer(SchedulePreviewDto)
  @ApiFailure(400, 'INVALID_CRON', 'INVALID_TIMEZONE')
  previewSchedule(@Body() body: PreviewScheduleDto): SchedulePreviewDto {
    return this.schedules.preview(body);
  }

  /** Enables or disables several at once. */
  @Post('switch')
  @HttpCode(200)
  @ApiAnswer(SwitchedSchedulesDto)
  async switchSchedules(@Body() body: SwitchSchedulesDto): Promise<SwitchedSchedulesDto> {
    return { items: await this.schedules.switchAll(body) };
  }

  /** What schedules did and will do, day by day, as the calendar of a time zone has them. */
  @Get('calendar')
  @ApiAnswer(CalendarDto)
  @ApiFailure(400, 'INVALID_TIMEZONE')
  async getCalendar(@Query() query: CalendarQuery): Promise<CalendarDto> {
    return this.calendar.read(query);
  }

  /** One schedule. */
  @Get(':id')
  @ApiAnswer(ScheduleDto)
  @ApiFailure(404, 'SCHEDULE_NOT_FOUND')
  async getSchedule(@Param('id', IdPipe) id: number): Promise<ScheduleDto> {
    return this.reader.get(id);
  }

  /** Changes a schedule. */
  @Put(':id')
  @ApiAnswer(ScheduleDto)
  @ApiFailure(400, 'INVALID_CRON', 'INVALID_TIMEZONE')
  @ApiFailure(404, 'SCHEDULE_NOT_FOUND', 'SCRIPT_NOT_FOUND')
  @ApiFailure(409, 'SCHEDULE_CHANGED (details: { current, changed })')
  async updateSchedule(
    @Param('id', IdPipe) id: number,
    @Body() body: UpdateScheduleDto,
  ): Promise<ScheduleDto> {
    return this.schedules.update(id, body);
  }

  /** Deletes a schedule; its past executions stay. */
  @Delete(':id')
  @ApiAnswer(null)
  @ApiFailure(404, 'SCHEDULE_NOT_FOUND')
  async deleteSchedule(@Param('id', IdPipe) id: number): Promise<void> {
    await this.schedules.delete(id);
  }

  /** Enables or disables a schedule, as the body says; without one, enables a disabled and disables an enabled. */
  @Post(':id/toggle')
  @HttpCode(200)
  @ApiBody({ type: ToggleScheduleDto, required: false })
  @ApiAnswer(ScheduleDto)
  @ApiFailure(404, 'SCHEDULE_NOT_FOUND')
  async toggleSchedule(
    @Param('id', IdPipe) id: number,
    @Body() body: ToggleScheduleDto,
  ): Promise<ScheduleDto> {
    return this.schedules.toggle(id, body.enabled);
  }

  /** Runs its script now with its values, once for one `Idempotency-Key`; its planned times stay as they are. */
  @Post(':id/run')
  @ApiIdempotencyKey()
  @ApiAnswer(ExecutionDto, { status: 201 })
  @ApiFailure(404, 'SCHEDULE_NOT_FOUND')
  @ApiFailure(409, 'IDEMPOTENCY_KEY_REUSED')
  async runSchedule(
    @Param('id', IdPipe) id: number,
    @IdempotencyKeyHeader() key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExecutionDto> {
    const start = await this.schedules.runNow(id, key);
    tellReplay(response, start);
    return this.runs.describeStart(start);
  }
}
