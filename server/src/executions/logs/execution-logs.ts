import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { LogRangeQuery } from '../dto/log-range.dto.js';
@Injectable()
export class ExecutionLogs {
  async answer(id: number, query: LogRangeQuery, request: Request, response: Response): Promise<void> {
    throw new Error(String([id, query, request, response]));
  }
}
