import { sqliteDriver } from './sqlite-driver.js';

describe('sqliteDriver', () => {
  // the wrong one for a Node.js ends the process of this test
  it('lets statements be garbage-collected', async () => {
    const database = new sqliteDriver(':memory:');
    let sum = 0;
    for (let number = 0; number < 20_000; number++) {
      sum += database.prepare(`SELECT ${number}`).pluck().get() as number;
      if (number % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    database.close();
    expect(sum).toBe(199_990_000);
  });
});
