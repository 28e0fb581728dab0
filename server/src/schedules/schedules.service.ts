import { Injectable } from '@nestjs/common';
import type { ExecutionDto } from '../executions/dto/execution.dto.js';
import type { CreateScheduleDto, ListSchedulesQuery, PreviewScheduleDto, ScheduleDto, SchedulePageDto, SchedulePreviewDto, UpdateScheduleDto } from './dto/schedule.dto.js';
const no = (...args: unknown[]): never => { throw new Error(String(args)); };
@Injectable()
export class SchedulesService {
  async list(query: ListSchedulesQuery): Promise<SchedulePageDto> { return no(query); }
  async create(body: CreateScheduleDto): Promise<ScheduleDto> { return no(body); }
  preview(body: PreviewScheduleDto): SchedulePreviewDto { return no(body); }
  async get(id: number): Promise<ScheduleDto> { return no(id); }
  async update(id: number, body: UpdateScheduleDto): Promise<ScheduleDto> { return no(id, body); }
  async delete(id: number): Promise<void> { return no(id); }
  async toggle(id: number): Promise<ScheduleDto> { return no(id); }
  async runNow(id: number): Promise<ExecutionDto> { return no(id); }
}
