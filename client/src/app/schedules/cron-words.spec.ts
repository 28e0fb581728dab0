import { cronWords } from './cron-words';

describe('cronWords', () => {
  it('says an expression in the language of the reader', () => {
    expect(cronWords('0 9 * * 1-5', 'en')).toBe('At 09:00, Monday through Friday');
    expect(cronWords('0 9 * * 1-5', 'zh')).toContain('星期一');
  });

  it('says nothing about what it does not understand', () => {
    expect(cronWords('at noon', 'en')).toBe('');
  });
});
