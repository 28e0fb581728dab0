/** Prints how many tests ran, from the reports of jest and Playwright, and fails when one failed or none ran. */
import { readFileSync } from 'node:fs';

const [jestReport, browserReport] = process.argv
  .slice(2)
  .map((file) => JSON.parse(readFileSync(file, 'utf8')));
const { expected, unexpected, flaky, skipped } = browserReport.stats;
const passed = jestReport.numPassedTests + expected;
const failed =
  jestReport.numFailedTests + jestReport.numRuntimeErrorTestSuites + unexpected + flaky;
const left = jestReport.numPendingTests + jestReport.numTodoTests + skipped;

console.log(`${passed} passed, ${failed} failed${left ? `, ${left} skipped` : ''}`);
process.exitCode = failed || !passed ? 1 : 0;
