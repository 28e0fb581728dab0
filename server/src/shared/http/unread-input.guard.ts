import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { Request } from 'express';
import { InvalidInputError } from '../errors/domain-error.js';
import { at, problem } from '../problems/problem.js';
import { UnsupportedBodyError } from './http.errors.js';

const LENIENT = 'takes what it does not read';

/** For controllers whose callers add what they like: a monitor that does not want to be answered from a cache. */
export const TakesUnreadInput = () => SetMetadata(LENIENT, true);

/**
 * Refuses a query, a body or a form that the route does not read: its sender would take what it says for granted. What is in
 * those that it reads is the pipe's to check.
 */
@Injectable()
export class UnreadInputGuard implements CanActivate {
  /** @throws InvalidInputError that names the fields, UnsupportedBodyError for a form */
  canActivate(context: ExecutionContext): boolean {
    if (Reflect.hasMetadata(LENIENT, context.getClass())) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const reads = inputsOf(context);
    if (!reads.has(RouteParamtypes.FILES) && request.is('multipart/form-data'))
      throw new UnsupportedBodyError();
    const unread = [
      ...(reads.has(RouteParamtypes.QUERY) ? [] : fieldsOf(request.query)),
      ...(reads.has(RouteParamtypes.BODY) ? [] : fieldsOf(request.body)),
    ];
    if (unread.length === 0) return true;
    throw new InvalidInputError(
      unread.map((field) => at(field, problem('FIELD_UNKNOWN', { field }))),
    );
  }
}

/** What the parameters of a handler take from a request; Nest keeps them under `<type>:<position>`. */
function inputsOf(context: ExecutionContext): Set<RouteParamtypes> {
  const handler = context.getHandler().name;
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler);
  return new Set(Object.keys(parameters ?? {}).map((key) => parseInt(key, 10)));
}

/** An empty body is what some clients send when they have nothing to say. */
const fieldsOf = (input: unknown): string[] => Object.keys(input ?? {});
