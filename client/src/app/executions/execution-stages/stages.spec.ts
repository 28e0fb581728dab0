import { stagesOf } from './stages';

describe('stagesOf', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  const unknown = {
    install_start_time: null,
    install_end_time: null,
    start_time: null,
    end_time: null,
  };
  const now = Date.parse(at(30));

  it('lets an execution wait until it starts, and run until it ends', () => {
    const times = { ...unknown, created_at: at(0), start_time: at(2), end_time: at(9) };
    expect(stagesOf(times, now)).toEqual([
      { name: 'waiting', durationMs: 2_000, isGoingOn: false },
      { name: 'running', durationMs: 7_000, isGoingOn: false },
    ]);
  });

  it('shows the installation, and the wait for a place after it', () => {
    const times = {
      created_at: at(0),
      install_start_time: at(1),
      install_end_time: at(6),
      start_time: at(8),
      end_time: null,
    };
    expect(stagesOf(times, now)).toEqual([
      { name: 'waiting', durationMs: 1_000, isGoingOn: false },
      { name: 'installing', durationMs: 5_000, isGoingOn: false },
      { name: 'waitingAgain', durationMs: 2_000, isGoingOn: false },
      { name: 'running', durationMs: 22_000, isGoingOn: true },
    ]);
  });

  it('goes on until now', () => {
    const installing = { ...unknown, created_at: at(10), install_start_time: at(10) };
    expect(stagesOf(installing, now)).toEqual([
      { name: 'installing', durationMs: 20_000, isGoingOn: true },
    ]);
  });

  it('shows a stage that begins now, also by a clock that is behind that of the server', () => {
    expect(stagesOf({ ...unknown, created_at: at(40) }, now)).toEqual([
      { name: 'waiting', durationMs: 0, isGoingOn: true },
    ]);
  });

  it('ends an installation that failed, or a wait that was cancelled, with the execution', () => {
    const failed = {
      ...unknown,
      created_at: at(0),
      install_start_time: at(1),
      end_time: at(4),
    };
    expect(stagesOf(failed, now).at(-1)).toEqual({
      name: 'installing',
      durationMs: 3_000,
      isGoingOn: false,
    });
    expect(stagesOf({ ...unknown, created_at: at(0), end_time: at(5) }, now)).toEqual([
      { name: 'waiting', durationMs: 5_000, isGoingOn: false },
    ]);
  });
});
