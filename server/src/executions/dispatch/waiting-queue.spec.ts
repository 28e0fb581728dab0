import { WaitingQueue } from './waiting-queue.js';

const entry = (id: number, scriptId = 1, priority = 0) => ({ id, scriptId, priority });

describe('WaitingQueue', () => {
  it('starts first in, first out, up to the limit over all scripts', () => {
    const queue = new WaitingQueue(2);
    for (const id of [1, 2, 3]) queue.add(entry(id), null);
    expect(queue.startNext()?.id).toBe(1);
    expect(queue.startNext()?.id).toBe(2);
    expect(queue.startNext()).toBeUndefined();
    expect(queue.placeOf(3)).toEqual({
      position: 1,
      reason: 'places',
      behind: [],
      waitingFor: 'All 2 places are taken by running executions.',
    });
    queue.remove(1);
    expect(queue.startNext()?.id).toBe(3);
  });

  it('lets higher priority go first, and keeps the order within a priority', () => {
    const queue = new WaitingQueue(9);
    queue.add(entry(1), null);
    queue.add(entry(3, 1, 5), null);
    queue.add(entry(2, 1, 5), null);
    expect([queue.startNext()?.id, queue.startNext()?.id, queue.startNext()?.id]).toEqual([
      2, 3, 1,
    ]);
  });

  it('holds back a script at its own limit without holding back others, and says who is in the way', () => {
    const queue = new WaitingQueue(9);
    queue.add(entry(1, 7), 1);
    queue.add(entry(2, 7), 1);
    queue.add(entry(3, 8), null);
    expect(queue.startNext()?.id).toBe(1);
    expect(queue.startNext()?.id).toBe(3);
    expect(queue.startNext()).toBeUndefined();
    expect(queue.placeOf(2)).toEqual({
      position: 1,
      reason: 'own_limit',
      behind: [1],
      waitingFor: 'At most 1 of this script run at the same time; running: #1.',
    });
  });

  it('counts executions that ran before it was made', () => {
    const queue = new WaitingQueue(1);
    queue.addRunning(4, 7);
    queue.add(entry(5, 8), null);
    expect(queue.startNext()).toBeUndefined();
    queue.remove(4);
    expect(queue.startNext()?.id).toBe(5);
  });

  it('forgets an execution that is cancelled while it waits', () => {
    const queue = new WaitingQueue(1);
    queue.add(entry(1), null);
    queue.remove(1);
    expect(queue.startNext()).toBeUndefined();
    expect(queue.placeOf(1)).toBeUndefined();
    expect(queue.waitingCount).toBe(0);
  });
});
