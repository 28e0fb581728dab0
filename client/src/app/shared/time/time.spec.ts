import { duration } from './duration.pipe';
import { relativeTime } from './relative-time.pipe';

describe('relativeTime', () => {
  it.each([
    [0, 'now', '现在'],
    [-9_000, 'now', '现在'],
    [-40_000, '40 seconds ago', '40秒钟前'],
    [-3 * 60_000, '3 minutes ago', '3分钟前'],
    [2 * 3_600_000, 'in 2 hours', '2小时后'],
    [-86_400_000, 'yesterday', '昨天'],
  ])('says %d ms as %s and %s', (difference, english, chinese) => {
    expect(relativeTime(difference, 'en')).toBe(english);
    expect(relativeTime(difference, 'zh')).toBe(chinese);
  });
});

describe('duration', () => {
  it.each([
    [0, '0ms', '0ms'],
    [850, '850ms', '850ms'],
    [12_340, '12.3s', '12.3秒'],
    [59_980, '1m 0s', '1分钟0秒'],
    [125_000, '2m 5s', '2分钟5秒'],
    [3_720_000, '1h 2m', '1小时2分钟'],
    [176_400_000, '2d 1h', '2天1小时'],
  ])('says %d ms as %s and %s', (milliseconds, english, chinese) => {
    expect(duration(milliseconds, 'en')).toBe(english);
    expect(duration(milliseconds, 'zh')).toBe(chinese);
  });
});
