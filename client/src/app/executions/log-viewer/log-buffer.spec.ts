import { LogBuffer } from './log-buffer';
import { plainText, type LogEvent } from './log-line';

const out = (text: string): LogEvent => ({ stream: 'stdout', offset: 0, text, at: null });
const err = (text: string): LogEvent => ({ stream: 'stderr', offset: 0, text, at: null });
const texts = (buffer: LogBuffer): string[] => buffer.snapshot().lines.map((line) => line.text);
const limited = (limits: { lines?: number; characters?: number; lineCharacters?: number }) =>
  new LogBuffer({ lines: 1000, characters: 100_000, lineCharacters: 1000, ...limits });

describe('LogBuffer', () => {
  it('splits a piece into lines and keeps empty ones', () => {
    const buffer = new LogBuffer();
    buffer.append(out('one\n\nthree\n'));
    expect(texts(buffer)).toEqual(['one', '', 'three']);
    expect(buffer.snapshot().lines.map((line) => line.number)).toEqual([1, 2, 3]);
  });

  it('joins a line that arrives in pieces', () => {
    const buffer = new LogBuffer();
    for (const piece of ['he', 'll', 'o\nwor', 'ld']) buffer.append(out(piece));
    expect(texts(buffer)).toEqual(['hello', 'world']);
    expect(buffer.snapshot().firstOpenIndex).toBe(1);
  });

  it('joins partial lines per stream when the streams interleave', () => {
    const buffer = new LogBuffer();
    buffer.append(out('left '));
    buffer.append(err('warning\n'));
    buffer.append(out('right\n'));
    expect(buffer.snapshot().lines.map(({ kind, text }) => [kind, text])).toEqual([
      ['stdout', 'left right'],
      ['stderr', 'warning'],
    ]);
    expect(buffer.snapshot().firstOpenIndex).toBe(2);
  });

  it('lets a progress bar overwrite its line', () => {
    const buffer = new LogBuffer();
    for (const percent of [10, 50, 100]) buffer.append(out(`\r${percent}%`));
    buffer.append(out('\ndone\n'));
    expect(texts(buffer)).toEqual(['100%', 'done']);
  });

  it('lets a progress bar with the return at the end overwrite its line', () => {
    const buffer = new LogBuffer();
    buffer.append(out('10%\r20%\r'));
    expect(texts(buffer)).toEqual(['20%']);
    buffer.append(out('30%\r'));
    buffer.append(out('\n'));
    expect(texts(buffer)).toEqual(['30%']);
  });

  it('reads a Windows line break as one, also when it is cut in two', () => {
    const buffer = new LogBuffer();
    buffer.append(out('one\r\ntwo\r'));
    buffer.append(out('\nthree'));
    expect(texts(buffer)).toEqual(['one', 'two', 'three']);
  });

  it('carries a colour over to the next lines until it is reset', () => {
    const buffer = new LogBuffer();
    buffer.append(out('\u001b[31mred\nstill red\u001b[0m\nplain\n'));
    expect(buffer.snapshot().lines.map((line) => line.style)).toEqual(['', '\u001b[31m', '']);
  });

  it('drops the oldest lines beyond the limit and says how many', () => {
    const buffer = limited({ lines: 100 });
    for (let number = 1; number <= 250; number++) buffer.append(out(`line ${number}\n`));
    expect(buffer.snapshot().lines.length).toBeLessThanOrEqual(100);
    expect(buffer.snapshot().droppedLines + buffer.snapshot().lines.length).toBe(250);
    expect(buffer.snapshot().lines.at(-1)).toMatchObject({ number: 250, text: 'line 250' });
    expect(buffer.snapshot().lines[0]?.number).toBe(buffer.snapshot().droppedLines + 1);
  });

  it('keeps to the limit of characters', () => {
    const buffer = limited({ characters: 1000 });
    for (let number = 1; number <= 100; number++) buffer.append(out(`${'x'.repeat(50)}\n`));
    expect(texts(buffer).join('').length).toBeLessThanOrEqual(1000);
    expect(buffer.snapshot().droppedLines + buffer.snapshot().lines.length).toBe(100);
  });

  it('goes on after its open line was dropped', () => {
    const buffer = limited({ lines: 10 });
    buffer.append(out('waiting'));
    for (let number = 1; number <= 30; number++) buffer.append(err(`${number}\n`));
    buffer.append(out(' and done\n'));
    expect(buffer.snapshot().lines.at(-1)?.text).toBe(' and done');
  });

  it('shows the start of a very long line and counts the rest', () => {
    const buffer = limited({ lineCharacters: 10 });
    buffer.append(out('0123456789abc'));
    buffer.append(out('def\nnext\n'));
    expect(buffer.snapshot().lines[0]).toMatchObject({ text: '0123456789', hiddenCharacters: 6 });
    expect(buffer.snapshot().lines[1]).toMatchObject({ text: 'next', hiddenCharacters: 0 });
  });

  it('marks a place where bytes were skipped', () => {
    const buffer = new LogBuffer();
    buffer.append(out('half a li'));
    buffer.appendSkipped(2048);
    buffer.append(out('later\n'));
    const shown = buffer
      .snapshot()
      .lines.map((line) => [line.kind, line.text, line.hasExactNumber]);
    expect(shown).toEqual([
      ['stdout', 'half a li', true],
      ['skipped', '2048', false],
      ['stdout', 'later', false],
    ]);
  });

  it('forgets everything when cleared', () => {
    const buffer = new LogBuffer();
    buffer.append(out('one\ntwo'));
    buffer.clear();
    buffer.append(out('again\n'));
    expect(buffer.snapshot().lines).toEqual([
      expect.objectContaining({ number: 1, text: 'again' }),
    ]);
  });
});

describe('plainText', () => {
  it('removes colours, cursor moves and links', () => {
    expect(
      plainText('\u001b[1;31mred\u001b[0m \u001b[2K\u001b]8;;http://a/\u0007link\u001b]8;;\u0007'),
    ).toBe('red link');
  });
});
