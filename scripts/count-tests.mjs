/** Prints how many tests ran, from reports of jest and Playwright, and fails when one failed or none ran. */
import { readFileSync } from 'node:fs';

const total = { passed: 0, failed: 0, left: 0 };
for (const file of process.argv.slice(2)) {
  const counted = count(JSON.parse(readFileSync(file, 'utf8')));
  if (!counted.passed) throw new Error(`No test passed in ${file}.`);
  for (const key of Object.keys(total)) total[key] += counted[key];
}
const { passed, failed, left } = total;
console.log(`${passed} passed, ${failed} failed${left ? `, ${left} skipped` : ''}`);
process.exitCode = failed ? 1 : 0;

function count(report) {
  if (report.stats) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected, failed: unexpected + flaky, left: skipped };
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    left: report.numPendingTests + report.numTodoTests,
  };
}
