'use strict';

// In a regular expression; Jest would put <rootDir> there as it stands.
const ROOT = __dirname.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const common = {
  testEnvironment: 'node',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/', `^${ROOT}/\\.cache/`],
  modulePaths: ['<rootDir>/node_modules'],
  roots: ['<rootDir>/nodes', '<rootDir>/credentials', '<rootDir>/scripts', '<rootDir>/test'],
};

const ring = (name) => ({
  ...common,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
});

// Rings in which n8n itself runs; `npm test` leaves them out.
const ringOfRealN8n = (name) => ({
  ...ring(name),
  globalSetup: `<rootDir>/test/${name}/setup.ts`,
  setupFilesAfterEnv: ['<rootDir>/test/e2e/timeout.ts'],
});

/** @type {import('jest').Config} */
module.exports = {
  collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
  coverageThreshold: { global: { lines: 95, branches: 95 } },
  coverageReporters: ['text', 'html'],
  coverageDirectory: 'reports/coverage',
  // No test is about time; a busy machine needs it.
  testTimeout: 60_000,
  projects: [...['unit', 'engine', 'package'].map(ring), ...['e2e', 'queue'].map(ringOfRealN8n)],
};
