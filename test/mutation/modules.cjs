'use strict';

// The modules that a mutation run mutates and tests with their unit tests: by default, those that decide about money.
// phone/ is separate, because it takes longer than all others; a folder of it can be named: `MUTATE=phone/resolve`.
const modules = (process.env.MUTATE ?? 'lookup,api,n8n').split(',').map((path) => path.split('/'));

// In n8n/, only what is stored for later tries is mutated; engine tests cover the rest.
const FILES = {
  lookup: 'lookup/**/*.ts',
  api: 'api/**/*.ts',
  n8n: 'n8n/{retryStore,storedRecords}.ts',
  phone: 'phone/**/*.ts',
};

const isParser = modules.every(([name]) => name === 'phone');

module.exports = {
  mutate: modules.map(([name, ...folder]) => {
    if (!Object.hasOwn(FILES, name))
      throw new Error(`MUTATE: unknown module "${name}"; known are ${Object.keys(FILES).join()}`);
    return `nodes/Kaleyra/${folder.length === 0 ? FILES[name] : [name, ...folder, '**/*.ts'].join('/')}`;
  }),
  testMatch: modules.map(([name]) => `<rootDir>/test/unit/${name}/**/*.test.ts`),
  isParser,
  // The parser's is what was reached, so that it does not fall; it should be 95, too.
  lowestScore: isParser ? 85 : 95,
};
