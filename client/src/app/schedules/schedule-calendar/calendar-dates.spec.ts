import { addMonths, isDate, shownDates, step } from './calendar-dates';

describe('the dates of the calendar', () => {
  it('shows whole weeks of a month, from Monday', () => {
    expect(shownDates('month', '2026-03-15')).toEqual({ from: '2026-02-23', to: '2026-04-05' });
    expect(shownDates('week', '2026-03-29')).toEqual({ from: '2026-03-23', to: '2026-03-29' });
    expect(shownDates('day', '2026-03-29')).toEqual({ from: '2026-03-29', to: '2026-03-29' });
  });

  it('goes to the last day of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(step('month', '2026-01-15', -1)).toBe('2025-12-15');
    expect(step('week', '2026-03-29', 1)).toBe('2026-04-05');
  });

  it('knows a date of the address', () => {
    expect(isDate('2026-03-01')).toBe(true);
    expect(isDate('2026-13-01')).toBe(false);
    expect(isDate('soon')).toBe(false);
  });
});
