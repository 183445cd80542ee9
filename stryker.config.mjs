/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'nodes/Kaleyra/phone/**/*.ts',
    'nodes/Kaleyra/batch/**/*.ts',
    'nodes/Kaleyra/api/**/*.ts',
    '!nodes/Kaleyra/**/index.ts',
    '!nodes/Kaleyra/**/types.ts',
  ],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  ignorePatterns: ['.cache', 'dist', 'docs', 'reports', 'coverage'],
  reporters: ['clear-text', 'html', 'json', 'progress'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
  timeoutMS: 30_000,
  tempDirName: '.stryker-tmp',
  symlinkNodeModules: true,
};
