import type { Request, Response } from 'express';
import { type ErrorDto, ProblemDto } from '../errors/error.dto.js';
import type { Problem } from '../problems/problem.js';
import { requestId } from './request-id.js';

/** Answers a failure where Nest's filter does not: before its routes, and outside of their prefix. */
export function refuse(request: Request, response: Response, status: number, why: Problem): void {
  const body: ErrorDto = {
    ...{ code: 1, data: null, message: why.message, error: why.code },
    ...{ reasons: [ProblemDto.from(why)], request_id: requestId(request) },
  };
  response.status(status).json(body);
}
