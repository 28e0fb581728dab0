import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import type { ProblemDto } from '../../api/models';
import en from '../../i18n/errors.en';
import zh from '../../i18n/errors.zh';
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
const problem = (
  code: ProblemDto['code'],
  message: string,
  values: ProblemDto['values'] = {},
): ProblemDto => ({ code, values, message });

describe('ApiErrorMessage', () => {
  function messages(): ApiErrorMessage {
    TestBed.configureTestingModule({ providers: provideTestTranslations() });
    return TestBed.inject(ApiErrorMessage);
  }

  function inChinese(): ApiErrorMessage {
    const said = messages();
    const transloco = TestBed.inject(TranslocoService);
    transloco.setAvailableLangs(['en', 'zh']);
    transloco.setTranslation({ errors: zh }, 'zh');
    transloco.setActiveLang('zh');
    return said;
  }

  const taken = problem('SCRIPT_NAME_TAKEN', 'There is already a script named "a".', { name: 'a' });
  const takenBody = envelope('SCRIPT_NAME_TAKEN', taken.message, {
    reasons: [taken],
    fields: [{ field: 'name', ...taken }],
  });

  it('says it in words of its own where it has some', () => {
    const reasons = [problem('SCRIPT_NOT_FOUND', 'There is no script 4.', { id: 4 })];
    const body = envelope('SCRIPT_NOT_FOUND', 'There is no script 4.', { reasons });
    expect(messages().of(failure(404, body))).toBe(en.SCRIPT_NOT_FOUND);
  });

  it('says it in the words of the server where it has none', () => {
    expect(messages().of(failure(409, takenBody))).toBe(taken.message);
  });

  it('says it in the language of the reader, with what the server names, and only once', () => {
    expect(inChinese().of(failure(409, takenBody))).toBe('已有名为“a”的脚本，请换一个名称。');
  });

  it('says every reason', () => {
    const reasons = [
      problem('SCRIPT_IN_USE', 'The script cannot be deleted.'),
      problem('SCRIPT_RUNS', '2 of its executions have not ended.', { count: 2 }),
    ];
    expect(inChinese().of(failure(409, envelope('SCRIPT_IN_USE', '', { reasons })))).toBe(
      '无法删除这个脚本。 它有 2 次运行尚未结束，请先取消。',
    );
  });

  it('names the fields that are wrong', () => {
    const reasons = [problem('VALIDATION_FAILED', 'Some fields need another value.')];
    const notText = problem('NOT_A_TEXT', 'Must be text.');
    const fields = ['a', 'b'].map((field) => ({ field, ...notText }));
    const body = envelope('VALIDATION_FAILED', '', { reasons, fields });
    expect(messages().of(failure(400, body))).toBe(
      'Some fields need another value.\na: Must be text.\nb: Must be text.',
    );
    expect(TestBed.inject(ApiErrorMessage).withoutFields(failure(400, body))).toBe(
      'Some fields need another value.',
    );
  });

  it('names the request when the server itself failed', () => {
    expect(messages().of(failure(500, envelope('INTERNAL', 'Something broke.')))).toContain(
      'Request abc',
    );
  });

  it('says in one line why one of many was refused', () => {
    const tooMany = problem('TOO_MANY_TAGS', 'A script has at most 50 tags.', { most: 50 });
    const outcome = {
      error: 'VALIDATION_FAILED',
      message: 'tags: A script has at most 50 tags.',
      reasons: [problem('VALIDATION_FAILED', 'Some fields need another value.')],
      fields: [{ field: 'tags', ...tooMany }],
    };
    expect(messages().ofOutcome(outcome)).toBe(
      'Some fields need another value. tags: A script has at most 50 tags.',
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

  it('leaves out what is no problem', () => {
    const reasons = [null, { code: 'NOT_A_TEXT' }, problem('NOT_A_TEXT', 'Must be text.')];
    const read = readApiError(failure(400, envelope('ODD', '', { reasons, fields: 'none' })));
    expect(read).toMatchObject({ reasons: [{ code: 'NOT_A_TEXT' }], fields: [] });
  });
});
