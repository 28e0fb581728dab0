import { HttpResponse, type HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { tap } from 'rxjs';
import { getAttention } from '../api/fn/dashboard/get-attention';
import { Attention } from './attention';
import { ServerReach } from './server-reach';

/** Takes any answer for a sign that the server is there; asks once more when a call gets none. */
export const noticeAnswers: HttpInterceptorFn = (request, next) => {
  const reach = inject(ServerReach);
  // only later: it makes its first call while it is made itself
  const injector = inject(Injector);
  const isCheck = request.url.endsWith(getAttention.PATH);
  return next(request).pipe(
    tap({
      next: (event) => {
        if (event instanceof HttpResponse) reach.noticeAnswer();
      },
      error: ({ status }: HttpErrorResponse) => {
        if (status !== 0) reach.noticeAnswer();
        else if (!reach.isLost() && !isCheck) void injector.get(Attention).refresh();
      },
    }),
  );
};
