'use strict';

// What a mutation run mutates, and tests with the unit tests of the same rooms: all that decides about money, or what
// MUTATE says. phone/ alone has thousands of tests, and whatever is evaluated at load, as its patterns are, needs all.
const rooms = (process.env.MUTATE ?? 'lookup,api,n8n').split(',');

// Of what knows n8n, only the store of what was sent is held by unit tests.
const FILES = {
  lookup: 'lookup/**/*.ts',
  api: 'api/**/*.ts',
  n8n: 'n8n/retryStore.ts',
  phone: 'phone/**/*.ts',
};

module.exports = {
  mutate: rooms.map((room) => {
    if (!Object.hasOwn(FILES, room))
      throw new Error(`MUTATE: no room "${room}", but ${Object.keys(FILES).join()}`);
    return `nodes/Kaleyra/${FILES[room]}`;
  }),
  testMatch: rooms.map((room) => `<rootDir>/test/unit/${room}/**/*.test.ts`),
  lowestScore: rooms.includes('phone') ? 90 : 95,
};
