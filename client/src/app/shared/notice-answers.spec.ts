import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Attention } from './attention';
import { noticeAnswers } from './notice-answers';
import { ServerReach } from './server-reach';

describe('noticeAnswers', () => {
  const attention = '/api/dashboard/attention';
  const silence = new ProgressEvent('error');

  function start() {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideHttpClient(withInterceptors([noticeAnswers])),
        provideHttpClientTesting(),
      ],
    });
    TestBed.inject(Attention);
    const server = TestBed.inject(HttpTestingController);
    const http = TestBed.inject(HttpClient);
    const settled = () => new Promise((resolve) => setTimeout(resolve));
    return {
      /** What the console asks for by itself. */
      check: () => server.expectOne(attention),
      /** A call of a page, which fails or not. */
      async call(end: (request: ReturnType<typeof server.expectOne>) => void) {
        const done = firstValueFrom(http.get('/api/scripts')).catch(() => null);
        end(server.expectOne('/api/scripts'));
        await done;
        await settled();
      },
      settled,
      isLost: TestBed.inject(ServerReach).isLost,
      asksNothing: () => server.verify(),
    };
  }

  it('asks again at once when nothing answers, and believes any answer that comes later', async () => {
    const { asksNothing, call, check, isLost, settled } = start();
    check().flush({ data: {} });
    await call((request) => request.error(silence));
    expect(isLost()).toBe(false);
    check().error(silence);
    await settled();
    expect(isLost()).toBe(true);
    await call((request) => request.error(silence));
    asksNothing();
    await call((request) => request.flush({}, { status: 404, statusText: 'Not Found' }));
    expect(isLost()).toBe(false);
  });

  it('takes one call without an answer for no more than that', async () => {
    const { call, check, isLost, settled } = start();
    check().flush({ data: {} });
    await call((request) => request.error(silence));
    check().flush({ data: {} });
    await settled();
    expect(isLost()).toBe(false);
  });
});
