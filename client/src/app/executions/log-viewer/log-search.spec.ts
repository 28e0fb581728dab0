import { LogBuffer } from './log-buffer';
import { LogSearch } from './log-search';

describe('LogSearch', () => {
  const write = (buffer: LogBuffer, text: string): void =>
    buffer.append({ stream: 'stdout', offset: 0, text, at: null });

  it('finds lines without regard to case and colours', () => {
    const buffer = new LogBuffer();
    write(buffer, 'An \u001b[31mERR\u001b[0mor\nfine\nerror again\n');
    expect(new LogSearch().find('Error', buffer.snapshot())).toEqual([1, 3]);
  });

  it('finds nothing for an empty query', () => {
    const buffer = new LogBuffer();
    write(buffer, 'one\n');
    expect(new LogSearch().find('', buffer.snapshot())).toEqual([]);
  });

  it('adds hits while the log grows, also in a line that was still open', () => {
    const buffer = new LogBuffer();
    const search = new LogSearch();
    write(buffer, 'error one\nall is fi');
    expect(search.find('error', buffer.snapshot())).toEqual([1]);
    write(buffer, 'ne, no error\nerror three\n');
    expect(search.find('error', buffer.snapshot())).toEqual([1, 2, 3]);
  });

  it('forgets hits in lines that were dropped', () => {
    const buffer = new LogBuffer({ lines: 10, characters: 1000, lineCharacters: 100 });
    const search = new LogSearch();
    write(buffer, 'error\n');
    expect(search.find('error', buffer.snapshot())).toEqual([1]);
    write(buffer, 'fine\n'.repeat(20) + 'error\n');
    expect(search.find('error', buffer.snapshot())).toEqual([22]);
  });

  it('starts again after the log was cleared', () => {
    const buffer = new LogBuffer();
    const search = new LogSearch();
    write(buffer, 'error\nfine\n');
    search.find('error', buffer.snapshot());
    buffer.clear();
    write(buffer, 'fine\nerror\nfine\n');
    expect(search.find('error', buffer.snapshot())).toEqual([2]);
  });
});
