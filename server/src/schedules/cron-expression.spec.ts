import { CronExpression } from './cron-expression.js';
import { InvalidCronError, InvalidTimezoneError } from './schedule.errors.js';
import { wallClock } from './wall-clock.js';

const NEW_YEAR = '2026-01-01T00:00:00Z'; // a Thursday

/** Planned times as the clocks of the zone show them. */
function local(text: string, timezone: string, after: string, count: number): string[] {
  const read = wallClock(timezone);
  return new CronExpression(text, timezone)
    .nextTimes(new Date(after), count)
    .map((at) => `${read(at).local} ${read(at).offset}`);
}

const first = (text: string) =>
  new CronExpression(text, 'UTC').next(new Date(NEW_YEAR))?.toISOString();

function refusal(text: string, timezone = 'UTC'): string {
  try {
    new CronExpression(text, timezone);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidCronError);
    return (error as Error).message;
  }
  throw new Error(`Accepted: ${text}`);
}

describe('CronExpression', () => {
  it.each([
    ['0 9 * * 1', '2026-01-05T09:00:00.000Z'],
    ['0 9 * * MON', '2026-01-05T09:00:00.000Z'],
    ['0 9 * * 0', '2026-01-04T09:00:00.000Z'],
    ['0 9 * * 7', '2026-01-04T09:00:00.000Z'],
    ['0 9 L * *', '2026-01-31T09:00:00.000Z'],
    ['0 9 15W 2 *', '2026-02-16T09:00:00.000Z'],
    ['0 9 * * 5L', '2026-01-30T09:00:00.000Z'],
    ['0 9 * * 1#2', '2026-01-12T09:00:00.000Z'],
    ['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
    ['0 0 1 jan-MAR *', '2026-02-01T00:00:00.000Z'],
    ['*/10 * * * * *', '2026-01-01T00:00:10.000Z'],
    ['@daily', '2026-01-02T00:00:00.000Z'],
    ['@Weekly', '2026-01-04T00:00:00.000Z'],
    ['  0   9 * *\t1 ', '2026-01-05T09:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(first(text)).toBe(expected);
  });

  it('fires when either day field fits', () => {
    expect(local('0 0 3 * 1', 'UTC', NEW_YEAR, 2)).toEqual([
      '2026-01-03 00:00:00 +00:00',
      '2026-01-05 00:00:00 +00:00',
    ]);
  });

  it('plans strictly after the given instant', () => {
    const daily = new CronExpression('0 9 * * *', 'UTC');
    expect(daily.next(new Date('2026-01-01T08:59:59.999Z'))?.toISOString()).toBe(
      '2026-01-01T09:00:00.000Z',
    );
    expect(daily.next(new Date('2026-01-01T09:00:00.000Z'))?.toISOString()).toBe(
      '2026-01-02T09:00:00.000Z',
    );
  });

  it.each([
    ['60 * * * *', 'The minute "60" is not valid. Use 0-59'],
    ['0 24 * * *', 'The hour "24" is not valid. Use 0-23'],
    ['0 0 0 * *', 'The day of the month "0" is not valid. Use 1-31'],
    ['0 0 32 * *', 'The day of the month "32" is not valid.'],
    ['0 0 1 13 *', 'The month "13" is not valid. Use 1-12'],
    ['0 0 1 0 *', 'The month "0" is not valid.'],
    ['0 0 * * 8', 'The day of the week "8" is not valid. Use 0-7'],
    ['61 0 0 1 1 *', 'The second "61" is not valid.'],
    ['5/20 * * * *', 'The minute "5/20" is not valid.'],
    ['0 0 * * +1', 'The day of the week "+1" is not valid.'],
    ['0 0 * FOO *', 'The month "FOO" is not valid.'],
    ['', 'this one has 0'],
    ['* * * *', 'this one has 4'],
    ['0 0 0 1 1 * 2027', 'this one has 7'],
    ['@reboot', '"@reboot" is not known. Use one of @yearly'],
    ['@every 5m', '"@every 5m" is not known.'],
    ['0 0 30 2 *', '"0 0 30 2 *" never fires'],
    ['0 0 31 2,4 *', 'never fires'],
  ])('refuses "%s" and says why', (text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  it.each(['Mars/Olympus', '', '+08:00', 'GMT+8'])('refuses the zone "%s"', (timezone) => {
    expect(() => new CronExpression('0 9 * * *', timezone)).toThrow(InvalidTimezoneError);
  });

  it.each([
    ['0 9 * * 1', 'At 09:00, only on Monday'],
    ['0 9 * * 7', 'At 09:00, only on Sunday'],
    ['@DAILY', 'At 00:00'],
    ['*/10 * * * * *', 'Every 10 seconds'],
    ['0 9 * * 5L', 'At 09:00, on the last Friday of the month'],
  ])('describes %s', (text, words) => {
    expect(new CronExpression(text, 'UTC').describe()).toBe(words);
  });
});

describe('CronExpression when the clocks change', () => {
  it('runs a fixed time that New York skips right after the gap, the rest as usual', () => {
    expect(local('30 2,14 * * *', 'America/New_York', '2026-03-07T20:00:00Z', 3)).toEqual([
      '2026-03-08 03:00:00 -04:00',
      '2026-03-08 14:30:00 -04:00',
      '2026-03-09 02:30:00 -04:00',
    ]);
  });

  it('runs a fixed time that New York repeats once', () => {
    expect(local('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01 01:30:00 -04:00',
      '2026-11-02 01:30:00 -05:00',
    ]);
    const between = new Date('2026-11-01T05:45:00Z');
    expect(new CronExpression('30 1 * * *', 'America/New_York').next(between)?.toISOString()).toBe(
      '2026-11-02T06:30:00.000Z',
    );
  });

  it('keeps a repeating time in step with real hours', () => {
    expect(local('30 * * * *', 'America/New_York', '2026-03-08T06:00:00Z', 2)).toEqual([
      '2026-03-08 01:30:00 -05:00',
      '2026-03-08 03:30:00 -04:00',
    ]);
    expect(local('0 * * * *', 'America/New_York', '2026-11-01T04:30:00Z', 3)).toEqual([
      '2026-11-01 01:00:00 -04:00',
      '2026-11-01 01:00:00 -05:00',
      '2026-11-01 02:00:00 -05:00',
    ]);
  });

  it('does not make up for steps inside the skipped hour', () => {
    expect(local('*/30 2 * * *', 'America/New_York', '2026-03-07T20:00:00Z', 1)).toEqual([
      '2026-03-09 02:00:00 -04:00',
    ]);
  });

  it('follows London into summer and back', () => {
    expect(local('30 1 * * *', 'Europe/London', '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29 02:00:00 +01:00',
      '2026-03-30 01:30:00 +01:00',
    ]);
    expect(local('30 1 * * *', 'Europe/London', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25 01:30:00 +01:00',
      '2026-10-26 01:30:00 +00:00',
    ]);
  });

  it('handles the half hour of Lord Howe', () => {
    expect(local('15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', 2)).toEqual([
      '2026-10-04 02:30:00 +11:00',
      '2026-10-05 02:15:00 +11:00',
    ]);
    expect(local('45 1 * * *', 'Australia/Lord_Howe', '2026-04-04T00:00:00Z', 2)).toEqual([
      '2026-04-05 01:45:00 +11:00',
      '2026-04-06 01:45:00 +10:30',
    ]);
  });

  it('changes nothing in Shanghai', () => {
    expect(local('30 2 * * *', 'Asia/Shanghai', '2026-03-07T00:00:00Z', 2)).toEqual([
      '2026-03-08 02:30:00 +08:00',
      '2026-03-09 02:30:00 +08:00',
    ]);
  });
});
