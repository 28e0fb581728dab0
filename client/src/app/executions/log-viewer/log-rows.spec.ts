import { LogBuffer, type LogSnapshot } from './log-buffer';
import { LogFolds } from './log-folds';
import { groupOf } from './log-groups';
import type { LogLine } from './log-line';
import { LogRows } from './log-rows';

describe('LogRows', () => {
  let buffer: LogBuffer;
  let rows: LogRows;

  const write = (text: string, stream: 'stdout' | 'stderr' = 'stdout'): LogSnapshot => {
    buffer.append({ stream, offset: 0, text, at: null });
    return buffer.snapshot();
  };
  const numbersOf = (log: LogSnapshot, folds = LogFolds.initial): number[] =>
    rows.read(log, folds).rows.map(({ number }) => number);
  const groupsOf = (log: LogSnapshot, folds = LogFolds.initial) => rows.read(log, folds).groups;

  beforeEach(() => {
    buffer = new LogBuffer();
    rows = new LogRows(true);
  });

  it('folds a group that has ended, with the mark of its end, and leaves its first line', () => {
    const log = write('before\n::group::Install\na\nb\n::endgroup::\nafter\n');
    expect(numbersOf(log)).toEqual([1, 2, 6]);
    expect(groupsOf(log)).toEqual([
      { first: 2, last: 5, size: 2, title: 'Install', isFolded: true },
    ]);
  });

  it('shows a group that goes on, and folds it when it ends', () => {
    expect(numbersOf(write('::group::Build\none\ntwo\n'))).toEqual([1, 2, 3]);
    expect(numbersOf(write('three\n::endgroup::\n'))).toEqual([1]);
  });

  it('ends a group where the next one begins', () => {
    const log = write('::group::A\na\n::group::B\nb\n::endgroup::\n');
    expect(groupsOf(log).map(({ first, last, size }) => [first, last, size])).toEqual([
      [1, 2, 1],
      [3, 5, 1],
    ]);
    expect(numbersOf(log)).toEqual([1, 3]);
  });

  it.each([
    ['a mark that is not alone', 'say ::group::A\n ::endgroup::\n'],
    ['a mark with a space for the colons', '::group A\n'],
    ['an end without a beginning', '::endgroup::\n'],
  ])('takes %s for an ordinary line', (_what, text) => {
    const log = write(text);
    expect(groupsOf(log)).toEqual([]);
    expect(rows.read(log, LogFolds.initial).rows).toBe(log.lines);
  });

  it('takes marks from both streams, without the white space at their ends', () => {
    write('::group:: Work \n', 'stderr');
    const log = write('a\n::endgroup:: \r\n');
    expect(groupsOf(log)).toMatchObject([{ first: 1, last: 3, title: 'Work' }]);
  });

  it('goes by what a reader chose', () => {
    const log = write('::group::A\na\n::endgroup::\n::group::B\nb\n');
    expect(numbersOf(log, LogFolds.none)).toEqual([1, 2, 3, 4, 5]);
    expect(numbersOf(log, LogFolds.all)).toEqual([1, 4]);
    expect(numbersOf(log, LogFolds.initial.with([1], false))).toEqual([1, 2, 3, 4, 5]);
    expect(numbersOf(log, LogFolds.none.with([4], true))).toEqual([1, 2, 3, 4]);
  });

  it('folds nothing unasked when told so', () => {
    const log = write('::group::A\na\n::endgroup::\n');
    rows = new LogRows(false);
    expect(numbersOf(log)).toEqual([1, 2, 3]);
    expect(numbersOf(log, LogFolds.all)).toEqual([1]);
  });

  it('sees the mark in a line that comes in pieces', () => {
    write('::gro');
    expect(groupsOf(buffer.snapshot())).toEqual([]);
    expect(groupsOf(write('up::Wor'))).toMatchObject([{ title: 'Wor' }]);
    expect(groupsOf(write('k\na\n::endgroup::'))).toMatchObject([{ title: 'Work', last: 3 }]);
    expect(numbersOf(write(' and more\n'))).toEqual([1, 2, 3]);
  });

  it('says the same piece by piece as at once, also where old lines are dropped', () => {
    buffer = new LogBuffer({ lines: 40, characters: 10_000, lineCharacters: 100 });
    const text = Array.from({ length: 100 }, (_, index) =>
      index % 7 === 0 ? '::group::G\n' : index % 7 === 4 ? '::endgroup::\n' : `line ${index}\n`,
    ).join('');
    for (let start = 0; start < text.length; start += 5) {
      const log = write(text.slice(start, start + 5));
      const inOne = new LogRows(true).read(log, LogFolds.initial);
      const { rows: seen, groups } = rows.read(log, LogFolds.initial);
      expect({ rows: [...seen], groups: [...groups] }).toEqual({
        rows: [...inOne.rows],
        groups: [...inOne.groups],
      });
    }
  });

  it('reads only what is new of a log that grows', () => {
    const looks: number[] = [];
    const watch = (line: LogLine): LogLine => ({
      ...line,
      get text() {
        looks.push(line.number);
        return line.text;
      },
    });
    const first = write('::group::A\na\n::endgroup::\n');
    const lines = first.lines.map(watch);
    rows.read({ ...first, lines }, LogFolds.initial);
    const grown = write('b\n');
    looks.length = 0;
    lines.push(...grown.lines.slice(3).map(watch));
    rows.read({ ...grown, lines }, LogFolds.initial);
    expect(new Set(looks)).toEqual(new Set([4]));
  });

  it('finds the group of a line among its groups', () => {
    const groups = groupsOf(write('x\n::group::A\na\n::endgroup::\ny\n::group::B\nb\n'));
    const found = [1, 2, 4, 5, 6, 99].map((line) => groupOf(groups, line)?.title ?? null);
    expect(found).toEqual([null, 'A', 'A', null, 'B', 'B']);
  });
});
