import base from './jest.config.mjs';

const [server] = base.projects;

/** Faults that are done to the built server, one file at a time: each measures how it copes, not how busy the machine is. */
export default {
  ...base,
  projects: undefined,
  ...server,
  displayName: 'faults',
  roots: ['<rootDir>/server/test/faults'],
  testRegex: '\\.fault-spec\\.ts$',
  maxWorkers: 1,
  testTimeout: 120_000,
};
