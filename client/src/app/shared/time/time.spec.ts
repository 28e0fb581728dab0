import { duration } from './duration.pipe';
import { relativeTime } from './relative-time.pipe';

describe('relativeTime', () => {
  const now = new Date(2026, 10, 27, 13, 44).getTime();

  it.each([
    [0, 'now', '现在'],
    [-9_000, 'now', '现在'],
    [-40_000, '40 seconds ago', '40秒钟前'],
    [-3 * 60_000, '3 minutes ago', '3分钟前'],
    [2 * 3_600_000, 'in 2 hours', '2小时后'],
    [-23 * 3_600_000, '23 hours ago', '23小时前'],
  ])('says %d ms as %s and %s', (difference, english, chinese) => {
    expect(relativeTime(now + difference, now, 'en')).toBe(english);
    expect(relativeTime(now + difference, now, 'zh')).toBe(chinese);
  });

  it.each([
    ['2026-11-28T13:44', 'tomorrow', '明天'],
    ['2026-11-28T23:59', 'tomorrow', '明天'],
    ['2026-11-29T00:00', 'in 2 days', '后天'],
    ['2026-11-29T09:00', 'in 2 days', '后天'],
    ['2026-11-26T13:00', 'yesterday', '昨天'],
    ['2026-11-25T23:59', '2 days ago', '前天'],
    ['2026-12-03T13:44', 'in 6 days', '6天后'],
    ['2026-12-09T00:00', 'in 1 week', '1周后'],
    ['2026-11-15T09:00', '1 week ago', '1周前'],
    ['2027-01-20T09:00', 'in 1 month', '1个月后'],
    ['2026-10-01T09:00', '1 month ago', '1个月前'],
    ['2028-10-01T09:00', 'in 1 year', '1年后'],
    ['2025-01-02T09:00', '1 year ago', '1年前'],
  ])('tells %s on 27 November 2026 at 13:44 as %s and %s', (local, english, chinese) => {
    const at = new Date(local).getTime();
    expect(relativeTime(at, now, 'en')).toBe(english);
    expect(relativeTime(at, now, 'zh')).toBe(chinese);
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
