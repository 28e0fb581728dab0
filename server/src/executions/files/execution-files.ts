import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ExecutionFilesDto } from '../dto/execution-file.dto.js';
@Injectable()
export class ExecutionFiles {
  async list(id: number): Promise<ExecutionFilesDto> {
    throw new Error(String(id));
  }
  async send(id: number, path: string | string[], isDownload: boolean, request: Request, response: Response): Promise<void> {
    throw new Error(String([id, path, isDownload, request, response]));
  }
}
