'use strict';

const common = {
  testEnvironment: 'node',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/', '/\\.cache/'],
  modulePaths: ['<rootDir>/node_modules'],
  roots: ['<rootDir>/nodes', '<rootDir>/credentials', '<rootDir>/test'],
};

/** @type {import('jest').Config} */
module.exports = {
  collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
  coverageThreshold: { global: { lines: 95, branches: 95 } },
  coverageReporters: ['text', 'html'],
  projects: ['unit', 'engine', 'package'].map((ring) => ({
    ...common,
    displayName: ring,
    testMatch: [`<rootDir>/test/${ring}/**/*.test.ts`],
  })),
};
