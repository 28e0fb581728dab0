import { readRule, writeRule } from './cron-rule';

describe('a cron expression as a rule', () => {
  it.each([
    ['* * * * *', { kind: 'minutes', every: 1 }],
    ['*/15 * * * *', { kind: 'minutes', every: 15 }],
    ['5 * * * *', { kind: 'hourly', minute: 5 }],
    ['30 7 * * *', { kind: 'daily', hour: 7, minute: 30 }],
    ['0 9 * * 1-5', { kind: 'weekdays', hour: 9 }],
    ['0 9 * * 1,3,0', { kind: 'weekly', days: [1, 3, 0] }],
    ['0 9 15 * *', { kind: 'monthly', dayOfMonth: 15 }],
    ['0 9 L * *', { kind: 'monthly', dayOfMonth: 'L' }],
  ])('reads %s and writes it again', (expression, rule) => {
    expect(readRule(expression)).toMatchObject(rule);
    expect(writeRule(readRule(expression))).toBe(expression);
  });

  it.each([
    ['0 9 * * mon-fri', '0 9 * * 1-5'],
    ['0  9 * * SAT,7', '0 9 * * 6,0'],
    ['0 9 * * 5-7', '0 9 * * 5,6,0'],
  ])('reads %s as %s', (expression, same) => {
    expect(writeRule(readRule(expression))).toBe(same);
  });

  it.each([
    '*/7 * * * *',
    '0 9,17 * * *',
    '0 9 * 1 *',
    '0 9 1 * 1',
    '0 9 * * 1#2',
    '0 9 * * 1-3-5',
    '0 0 9 * * *',
    '60 9 * * *',
    '@daily',
    '',
  ])('leaves %s to the person', (expression) => {
    expect(readRule(expression).kind).toBe('custom');
  });
});
