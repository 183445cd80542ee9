import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { differentNumbers, lookUpAndAccount } from '../support/engine';

const EXECUTIONS = 20;
const NUMBERS = 30;
const LIMIT = 10;
const PARAMETERS = { waitForDetails: true, waitTimeout: 300, options: { batchSize: 10 } };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ latencyMs: 100, pendingPolls: 0 });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

// In real time, because time would stand still as long as any of them had a request under way.
test('twenty executions at once where Kaleyra takes ten requests at a time: all end, and nothing is paid twice', async () => {
  sandbox.fault('any', faults.tooManyRequests(), { path: () => sandbox.openRequests > LIMIT });
  const runs = await Promise.all(
    Array.from({ length: EXECUTIONS }, (_, i) =>
      lookUpAndAccount(sandbox, differentNumbers(NUMBERS, i * NUMBERS), PARAMETERS),
    ),
  );
  expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'success'));
  const found = runs.flatMap(({ lookups }) =>
    lookups.filter(({ json }) => json.lookup_status === 'complete'),
  );
  expect(found).toHaveLength(EXECUTIONS * NUMBERS);
  expect([...sandbox.timesBilled().values()]).toEqual(found.map(() => 1));
  expect(sandbox.requests.some(({ status }) => status === 429)).toBe(true);
}, 120_000);
