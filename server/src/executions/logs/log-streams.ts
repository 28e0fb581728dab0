import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
@Injectable()
export class LogStreams {
  async open(id: number, request: Request, response: Response): Promise<void> {
    throw new Error(String([id, request, response]));
  }
}
