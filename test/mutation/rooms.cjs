'use strict';

// The modules that a mutation run mutates and tests with their unit tests: by default, those that decide about money.
// phone/ is separate, because it takes longer than all others; a folder of it can be named: `MUTATE=phone/resolve`.
const rooms = (process.env.MUTATE ?? 'lookup,api,n8n').split(',').map((name) => name.split('/'));

// In n8n/, only what is stored for later tries is mutated; engine tests cover the rest.
const FILES = {
  lookup: 'lookup/**/*.ts',
  api: 'api/**/*.ts',
  n8n: 'n8n/{retryStore,storedRecords}.ts',
  phone: 'phone/**/*.ts',
};

const isParser = rooms.every(([room]) => room === 'phone');

module.exports = {
  mutate: rooms.map(([room, ...folder]) => {
    if (!Object.hasOwn(FILES, room))
      throw new Error(`MUTATE: unknown module "${room}"; known are ${Object.keys(FILES).join()}`);
    return `nodes/Kaleyra/${folder.length === 0 ? FILES[room] : [room, ...folder, '**/*.ts'].join('/')}`;
  }),
  testMatch: rooms.map(([room]) => `<rootDir>/test/unit/${room}/**/*.test.ts`),
  isParser,
  // The parser's is what was reached, so that it does not fall; it should be 95, too.
  lowestScore: isParser ? 85 : 95,
};
