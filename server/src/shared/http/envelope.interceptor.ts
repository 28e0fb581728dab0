import {
  CallHandler,
  ExecutionContext,
  Injectable,
  NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';

const BARE = 'answers without envelope';

/** For routes whose answer is not JSON of ours: streams, downloads, health, metrics. */
export const NoEnvelope = () => SetMetadata(BARE, true);

/** Valid JSON that is answered as it was written: read and written again, it would lose digits. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** Wraps what a handler returns as `{ code: 0, data, message: '' }`. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isBare = this.reflector.getAllAndOverride<boolean | undefined>(BARE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isBare) return next.handle();
    return next.handle().pipe(
      map((data: unknown) => {
        if (!(data instanceof JsonText)) return { code: 0, data: data ?? null, message: '' };
        context.switchToHttp().getResponse<Response>().type('json');
        return `{"code":0,"data":${data.text},"message":""}`;
      }),
    );
  }
}
