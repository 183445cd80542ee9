import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { differentNumbers, lookUp } from '../support/engine';
import { faults, startSandbox, type Sandbox } from '../support/sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const ROWS = 100_000;
const PER_REQUEST = 1_000;
const MASKED_EVERY = 100;
const TIMEOUT_S = 20;
const NEVER_ENDING = 50;

test('100,000 rows, 1% of the answers masked, from a server that drips: all come out, and nothing is lost', async () => {
  const masked = faults.maskedEvery(MASKED_EVERY);
  // A thousand pieces take longer than the timeout, forty take two seconds.
  sandbox.fault('startBulk', faults.dripping({ pieces: 1_000, everyMs: 50 }, masked), { nth: NEVER_ENDING });
  sandbox.fault('startBulk', faults.dripping({ pieces: 40, everyMs: 50 }, masked), { every: 8 });
  sandbox.fault('startBulk', faults.dripping({ pieces: 10, everyMs: 5 }, masked));

  const { items, numbers } = differentNumbers(ROWS);
  const { status, lookups, rejected, failed } = await lookUp(
    sandbox,
    items,
    { options: { batchSize: PER_REQUEST, timeout: TIMEOUT_S } },
    { onError: 'continueErrorOutput' },
  );

  expect(status).toBe('success');
  expect(sandbox.ofKind('startBulk')).toHaveLength(ROWS / PER_REQUEST);
  // Only the response that did not end in time is unconfirmed.
  expect(failed).toHaveLength(PER_REQUEST);
  expect(failed[0]?.json).toMatchObject({ details: { code: 'ETIMEDOUT', unconfirmed: true } });
  expect(lookups).toHaveLength(ROWS - PER_REQUEST);
  // A masked number that cannot be told from others: the lookup has no number, and the row is rejected.
  const unmatched = lookups.filter(({ json }) => json.phone_number === null);
  expect(unmatched.length).toBeGreaterThan(0);
  expect(rejected).toHaveLength(unmatched.length);
  expect(new Set(lookups.map(({ json }) => json.lookup_id))).toEqual(new Set(sandbox.lookups.keys()));
  const told = [
    ...lookups.map(({ json }) => json.phone_number),
    ...rejected.map(({ json }) => (json.rejected as IDataObject).phone_number),
    ...failed.flatMap(({ json }) => (json.details as IDataObject).phone_numbers as string[]),
  ];
  expect(new Set(told.filter((number) => number !== null))).toEqual(new Set(numbers));
  expect([...sandbox.timesBilled().values()].every((times) => times === 1)).toBe(true);
}, 300_000);
