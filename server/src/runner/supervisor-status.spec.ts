import { parseStatus } from './supervisor-status.js';

describe('parseStatus', () => {
  it('reads what a supervisor records', () => {
    const text = 'run 12 3456 10 3440 250\nusage 62520 9437184 4096\nalone\nsignalled\nexit 143\n';
    expect(parseStatus(text)).toEqual({
      session: {
        ...{ pid: 12, startTime: '3456' },
        ...{ supervisorPid: 10, supervisorStartTime: '3440', supervisorCpuMs: 250 },
      },
      namespace: null,
      exitCode: 143,
      isSignalled: true,
      isAbsent: false,
      isAlone: true,
      usage: { cpuMs: 62_520, maxRssBytes: 9_437_184, writtenBytes: 4096 },
    });
  });

  it('reads what bubblewrap records, and what the spawner adds', () => {
    const text =
      '{ "child-pid": 12, "mnt-namespace": 1, "pid-namespace": 4026532181, "uts-namespace": 2 }\n{ "exit-code": 3 }\nusage 10 20\n';
    expect(parseStatus(text)).toMatchObject({
      namespace: { initPid: 12, namespace: 4026532181 },
      exitCode: 3,
      isSignalled: null,
      usage: { cpuMs: 10, maxRssBytes: 20, writtenBytes: null },
    });
  });

  it('reads what an earlier version recorded', () => {
    const session = { pid: 12, supervisorPid: 10, supervisorCpuMs: 0 };
    expect(parseStatus('run 12 3456 10 3440\n')).toMatchObject({ session });
  });

  it('tells an exit code from a signal, where that was recorded', () => {
    expect(parseStatus('exited\nexit 137\n')).toMatchObject({ exitCode: 137, isSignalled: false });
    expect(parseStatus('exit 137\n')).toMatchObject({ exitCode: 137, isSignalled: null });
  });

  it('does not count a record that was torn by a crash', () => {
    expect(parseStatus('run 12 3456 10 3440\nexit 1')).toMatchObject({ exitCode: null });
    expect(parseStatus('{ "exit-code": 1')).toMatchObject({ exitCode: null });
    expect(parseStatus('usage 10 2')).toMatchObject({ usage: null });
  });
});
