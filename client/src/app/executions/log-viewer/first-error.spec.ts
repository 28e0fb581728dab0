import { FirstError } from './first-error';
import { ServedLog } from './testing/served-log';

describe('FirstError', () => {
  const find = async (log: ServedLog): Promise<[number, string][]> =>
    (await new FirstError(log.whole).find()).map(({ number, text }) => [number, text]);

  it('finds both ends of a Python traceback, whatever else is printed in between', async () => {
    const log = ServedLog.of(
      'working',
      { stderr: 'Traceback (most recent call last):' },
      { stderr: '  File "/exec/work/main.py", line 3, in <module>' },
      'still working',
      { stderr: '    json.loads("{")' },
      { stderr: '    ~~~~~~~~~~^^^^^' },
      { stderr: 'json.decoder.JSONDecodeError: Expecting property name' },
      { stderr: 'Traceback (most recent call last):' },
    );
    expect(await find(log)).toEqual([
      [2, 'Traceback (most recent call last):'],
      [7, 'json.decoder.JSONDecodeError: Expecting property name'],
    ]);
  });

  it('finds both ends of the traceback of a group of exceptions', async () => {
    const log = ServedLog.of(
      { stderr: '  + Exception Group Traceback (most recent call last):' },
      { stderr: '  |   File "/exec/work/main.py", line 1, in <module>' },
      { stderr: '  |     raise ExceptionGroup("two", [a, b])' },
      { stderr: '  | ExceptionGroup: two (2 sub-exceptions)' },
      { stderr: '  +-+---------------- 1 ----------------' },
    );
    expect((await find(log)).map(([number]) => number)).toEqual([1, 4]);
  });

  it.each([
    'TypeError: x is not a function',
    'Error [ERR_MODULE_NOT_FOUND]: Cannot find package',
    'Uncaught:',
    'SyntaxError: invalid syntax',
    'Error',
    'subprocess.CalledProcessError: exit status 1',
  ])('finds the headline %j', async (headline) => {
    const log = ServedLog.of('3 errors: none', 'no TypeError: here', { stderr: headline });
    expect(await find(log)).toEqual([[3, headline]]);
  });

  it('finds what is thrown without being called an error, above its first place', async () => {
    const log = ServedLog.of(
      { stderr: 'Boom [boom]' },
      { stderr: '    at f (/exec/work/main.js:3:9)' },
      { stderr: '    at node:internal/main/run_main_module:36:49' },
    );
    expect(await find(log)).toEqual([[1, 'Boom [boom]']]);
  });

  it('takes the first line on stderr that says something for want of a better one', async () => {
    const log = ServedLog.of('fine', { stderr: '' }, { stderr: 'disk almost full' }, 'fine');
    expect(await find(log)).toEqual([[3, 'disk almost full']]);
  });

  it('finds nothing where all is well', async () => {
    expect(await find(new ServedLog(1_000))).toEqual([]);
  });

  it('goes on where the time was up', async () => {
    const log = ServedLog.of('fine', 'fine', { stderr: 'ValueError: no' });
    const search = log.searchExecutionLog.bind(log);
    jest.spyOn(log, 'searchExecutionLog').mockImplementation(async (question) => {
      if (question.from_line !== 1) return search(question);
      const answer = await search({ ...question, q: 'nowhere' });
      return { ...answer, data: { ...answer.data, is_partial: true, next_line: 2 } };
    });
    expect(await find(log)).toEqual([[3, 'ValueError: no']]);
  });
});
