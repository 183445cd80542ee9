'use strict';

// The modules that a mutation run mutates and tests with their unit tests: by default, those that decide about money.
// phone/ is separate, because it has thousands of tests, and each mutant in its patterns needs all of them.
const rooms = (process.env.MUTATE ?? 'lookup,api,n8n').split(',');

// In n8n/, only the retry store is mutated; engine tests cover the rest.
const FILES = {
  lookup: 'lookup/**/*.ts',
  api: 'api/**/*.ts',
  n8n: 'n8n/retryStore.ts',
  phone: 'phone/**/*.ts',
};

module.exports = {
  mutate: rooms.map((room) => {
    if (!Object.hasOwn(FILES, room))
      throw new Error(`MUTATE: unknown module "${room}"; known are ${Object.keys(FILES).join()}`);
    return `nodes/Kaleyra/${FILES[room]}`;
  }),
  testMatch: rooms.map((room) => `<rootDir>/test/unit/${room}/**/*.test.ts`),
  lowestScore: rooms.includes('phone') ? 90 : 95,
};
