import { readStart } from './read-start';

describe('readStart', () => {
  const read = (bytes: readonly number[], limitBytes = 1000) => {
    const left = bytes.map((byte) => Uint8Array.of(byte));
    const reader = {
      read: () => Promise.resolve({ done: left.length === 0, value: left.shift() }),
      cancel: () => Promise.resolve(),
    };
    const fetched = jest.fn().mockResolvedValue({ ok: true, body: { getReader: () => reader } });
    Object.defineProperty(window, 'fetch', { value: fetched, configurable: true });
    return readStart('/a.txt', limitBytes, new AbortController().signal);
  };

  it.each([
    ['UTF-8', [0xe7, 0xac, 0xac, 0xe4, 0xb8, 0x80]],
    ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0xe7, 0xac, 0xac, 0xe4, 0xb8, 0x80]],
    ['GBK', [0xb5, 0xda, 0xd2, 0xbb]],
    ['UTF-16, low byte first', [0xff, 0xfe, 0x2c, 0x7b, 0x00, 0x4e]],
    ['UTF-16, high byte first', [0xfe, 0xff, 0x7b, 0x2c, 0x4e, 0x00]],
  ])('reads %s', async (_encoding, bytes) => {
    expect(await read(bytes)).toEqual({ text: '第一', isTruncated: false });
  });

  it.each([
    ['UTF-8', [0xe7, 0xac, 0xac, 0xe4, 0xb8, 0x80], 4],
    ['GBK', [0xb5, 0xda, 0xd2, 0xbb], 3],
  ])('leaves out a character of %s that is cut', async (_encoding, bytes, limit) => {
    expect(await read(bytes, limit)).toEqual({ text: '第', isTruncated: true });
  });

  it('shows what can be read of what is no text in any of them', async () => {
    expect((await read([0x61, 0xe9, 0x20, 0x62])).text).toBe('a\ufffd b');
  });
});
