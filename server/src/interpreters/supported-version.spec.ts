import { isSupported } from './supported-version.js';

describe('isSupported', () => {
  it.each(['3.8.0', '3.11.7', '3.14.0rc1', '4.0'])('takes Python %s', (version) => {
    expect(isSupported('python', version)).toBe(true);
  });

  it.each(['2.7.18', '3.7.16', 'unknown'])('refuses Python %s', (version) => {
    expect(isSupported('python', version)).toBe(false);
  });

  it.each([
    ['18.0.0', true],
    ['24.1.0', true],
    ['16.20.2', false],
  ])('of Node.js %s says %s', (version, expected) => {
    expect(isSupported('javascript', version)).toBe(expected);
  });
});
