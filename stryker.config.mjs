import modules from './test/mutation/modules.cjs';

export default {
  mutate: [...modules.mutate, '!nodes/Kaleyra/**/index.ts', '!nodes/Kaleyra/**/types.ts'],
  testRunner: modules.isParser ? 'inProcess' : 'jest',
  plugins: ['@stryker-mutator/jest-runner', './test/mutation/inProcess.mjs'],
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  ignorePatterns: ['.cache', 'dist', 'docs', 'reports'],
  reporters: ['clear-text', 'html', 'json', 'progress'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  thresholds: { high: 95, low: modules.lowestScore, break: modules.lowestScore },
  concurrency: 2,
  // A mutant of the parser that never ends is known soon: none of its tests takes long. Those that act only while a
  // module loads need every test, which takes a second or more for each of 1,400.
  timeoutMS: modules.isParser ? 10_000 : 30_000,
  ignoreStatic: modules.isParser,
  tempDirName: '.cache/stryker',
  symlinkNodeModules: true,
};
