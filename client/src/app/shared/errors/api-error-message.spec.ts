import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideTestTranslations } from '../testing/test-translations';
import { ApiErrorMessage } from './api-error-message';
import { readApiError } from './api-error';

const failure = (status: number, body: unknown) => new HttpErrorResponse({ status, error: body });
const envelope = (error: string, message: string, rest: object = {}) => ({
  code: 1,
  data: null,
  message,
  error,
  request_id: 'abc',
  ...rest,
});

describe('ApiErrorMessage', () => {
  function messages(): ApiErrorMessage {
    TestBed.configureTestingModule({
      providers: provideTestTranslations({ scripts: { errors: { SCRIPT_NAME_TAKEN: 'Taken.' } } }),
    });
    return TestBed.inject(ApiErrorMessage);
  }

  it('translates a code that a room has translated', () => {
    expect(messages().of(failure(409, envelope('SCRIPT_NAME_TAKEN', 'There is already ...')))).toBe(
      'Taken.',
    );
  });

  it('says an untranslated code in the words of the server', () => {
    expect(messages().of(failure(409, envelope('SCRIPT_IN_USE', 'Run 7 has not ended.')))).toBe(
      'Run 7 has not ended.',
    );
  });

  it('lists what is wrong with each field, once', () => {
    const fields = [
      { field: 'a', message: 'Must be text.' },
      { field: 'b', message: 'Must be text.' },
    ];
    expect(messages().of(failure(400, envelope('ODD', 'Wrong input.', { fields })))).toBe(
      'Wrong input.\nMust be text.',
    );
  });

  it('names the request when the server itself failed', () => {
    expect(messages().of(failure(500, envelope('INTERNAL', 'Something broke.')))).toContain(
      'Request abc',
    );
  });

  it('explains a server that cannot be reached', () => {
    expect(messages().of(failure(0, null))).toContain('cannot be reached');
  });

  it('explains an answer that is not ours', () => {
    expect(messages().of(failure(502, '<html>Bad gateway</html>'))).toContain('could not do this');
  });
});

describe('readApiError', () => {
  it('reads an envelope that came as text, and one wrapped by a resource', () => {
    const body = JSON.stringify(envelope('SCRIPT_NOT_FOUND', 'There is no script 4.'));
    expect(readApiError(failure(404, body)).code).toBe('SCRIPT_NOT_FOUND');
    const wrapped = new Error('Resource returned an error', { cause: failure(404, body) });
    expect(readApiError(wrapped)).toMatchObject({ status: 404, message: 'There is no script 4.' });
  });
});
