import { availableParallelism } from 'node:os';
import { Bare } from '../support/bare.mjs';
import { median } from '../support/statistics.mjs';

/**
 * What the machine is like that everything else is measured on: a millisecond is not as long everywhere.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function machineSpeed({ isQuick }) {
  const [rounds, count] = isQuick ? [3, 10] : [15, 20];
  const concurrency = availableParallelism();
  const bare = await Bare.prepare('print(1)\n');
  const [alone, gains] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const oneByOneMs = await bare.run({ count, concurrency: 1 });
    alone.push(oneByOneMs / count);
    gains.push(oneByOneMs / (await bare.run({ count, concurrency })));
  }
  await bare.end();
  return [
    { what: 'print(1), bare, one after the other', value: median(alone), unit: 'ms' },
    {
      what: `print(1), bare, ${concurrency} in parallel, runs in the same time`,
      value: median(gains),
      unit: 'times',
    },
  ];
}
