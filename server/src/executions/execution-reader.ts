import { Injectable } from '@nestjs/common';
import type { ExecutionDto, ExecutionPageDto } from './dto/execution.dto.js';
import type { ListExecutionsQuery } from './dto/list-executions.query.js';
@Injectable()
export class ExecutionReader {
  async get(id: number): Promise<ExecutionDto> { throw new Error(String([id])); }
  async list(query: ListExecutionsQuery): Promise<ExecutionPageDto> { throw new Error(String([query])); }
}
