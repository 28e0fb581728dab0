import type { CalendarDto } from '../../api/models';
import { calendarCells } from './calendar-lines';

const schedule = {
  id: 8,
  name: 'Nightly',
  script_id: 4,
  script_name: 'Report',
  cron_expression: '0 * * * *',
  timezone: 'UTC',
  enabled: true,
};

describe('calendarCells', () => {
  it('puts first what matters most, and links one run to its page, several to their list', () => {
    const calendar: CalendarDto = {
      timezone: 'UTC',
      is_cut: false,
      schedules: [schedule],
      days: [
        {
          date: '2026-03-01',
          start: '2026-03-01T00:00:00.000Z',
          entries: [
            {
              schedule_id: 8,
              runs: [
                { status: 'success', count: 22, execution_id: 40 },
                { status: 'failed', count: 1, execution_id: 31 },
              ],
              coming: [],
              has_more: false,
            },
            // deleted while the calendar was read
            { schedule_id: 9, runs: [], coming: [], has_more: false },
          ],
        },
      ],
    };
    const [cell] = calendarCells(calendar);
    expect(cell?.lines).toEqual([
      {
        schedule,
        status: 'failed',
        runs: [
          { status: 'failed', count: 1, link: ['/executions', 31], query: null },
          {
            status: 'success',
            count: 22,
            link: ['/executions'],
            query: { schedule_id: 8, status: 'success', from: '2026-03-01', to: '2026-03-01' },
          },
        ],
        coming: [],
        hasMore: false,
      },
    ]);
  });
});
