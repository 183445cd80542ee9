import rooms from './test/mutation/rooms.cjs';

export default {
  mutate: [...rooms.mutate, '!nodes/Kaleyra/**/index.ts', '!nodes/Kaleyra/**/types.ts'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  ignorePatterns: ['.cache', 'dist', 'docs', 'reports'],
  reporters: ['clear-text', 'html', 'json', 'progress'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  thresholds: { high: 95, low: rooms.lowestScore, break: rooms.lowestScore },
  concurrency: 2,
  // A mutant of the parser that never ends is known soon: none of its tests takes long. Those that run while a module
  // loads need every test, which for its tables and patterns would take hours.
  timeoutMS: rooms.hasManyTables ? 10_000 : 30_000,
  ignoreStatic: rooms.hasManyTables,
  tempDirName: '.cache/stryker',
  symlinkNodeModules: true,
};
