'use strict';

// Workers inherit it.
require('./scripts/noProxy.cjs');

// Escaped here, because Jest inserts <rootDir> into regular expressions without escaping it.
const ROOT = __dirname.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const compiled = (syntax) => [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax } }, module: { type: 'commonjs' } },
];

// Another n8n's engine, by the `node_modules` folder that has its n8n-core: see scripts/compatibility.ts. Jest cannot
// require ES modules of older engines on every Node.js, so they are compiled.
const ENGINE = process.env.N8N_ENGINE;
const ES_MODULES = 'node_modules/(?:p-retry|is-network-error)/';

const common = {
  testEnvironment: 'node',
  transform: { '\\.ts$': compiled('typescript'), [`${ES_MODULES}.*\\.js$`]: compiled('ecmascript') },
  transformIgnorePatterns: [`^(?!.*${ES_MODULES}).*/node_modules/`, `^${ROOT}/\\.cache/`],
  modulePaths: ['<rootDir>/node_modules'],
  moduleNameMapper: ENGINE === undefined ? {} : { '^(n8n-core|n8n-workflow)$': `${ENGINE}/$1` },
  roots: ['<rootDir>/nodes', '<rootDir>/credentials', '<rootDir>/scripts', '<rootDir>/test'],
};

const suite = (name) => ({
  ...common,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
});

// Suites that run n8n itself; not part of `npm test`.
const suiteWithN8n = (name) => ({
  ...suite(name),
  globalSetup: `<rootDir>/test/${name}/setup.ts`,
  setupFilesAfterEnv: ['<rootDir>/test/e2e/timeout.ts'],
});

/** @type {import('jest').Config} */
module.exports = {
  collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
  coverageThreshold: { global: { lines: 95, branches: 95 } },
  coverageReporters: ['text', 'html'],
  coverageDirectory: 'reports/coverage',
  // Generous for slow machines; no test depends on timing.
  testTimeout: 60_000,
  // Jest would leave one core free: half of them on a machine with two.
  maxWorkers: '100%',
  projects: [...['unit', 'engine', 'package'].map(suite), ...['e2e', 'queue'].map(suiteWithN8n)],
};
