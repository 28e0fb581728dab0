import { parseStatus } from './supervisor-status.js';

describe('parseStatus', () => {
  it('reads what supervisor.sh records', () => {
    const text =
      'run 12 3456 10 3440\n0m0.000000s 0m0.010000s\n1m2.500000s 0m0.020000s\nexit 143\n';
    expect(parseStatus(text)).toEqual({
      session: { pid: 12, startTime: '3456', supervisorPid: 10, supervisorStartTime: '3440' },
      namespace: null,
      exitCode: 143,
      isAbsent: false,
      cpuMs: 62_520,
    });
  });

  it('reads what bubblewrap records', () => {
    const text =
      '{ "child-pid": 12, "mnt-namespace": 1, "pid-namespace": 4026532181, "uts-namespace": 2 }\n{ "exit-code": 3 }\n';
    expect(parseStatus(text)).toMatchObject({
      namespace: { initPid: 12, namespace: 4026532181 },
      exitCode: 3,
    });
  });

  it('does not count a record that was torn by a crash', () => {
    expect(parseStatus('run 12 3456 10 3440\nexit 1')).toMatchObject({ exitCode: null });
    expect(parseStatus('{ "exit-code": 1')).toMatchObject({ exitCode: null });
  });
});
