import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { differentNumbers, lookUpAndAccount, type Case } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const ROWS = 100_000;
const EVERY_TWENTIETH = 20;

function rowsWithFivePercentRejected(): Case {
  const { numbers } = differentNumbers(ROWS);
  const texts = numbers.map((number, i) => (i % EVERY_TWENTIETH === 0 ? `no number ${i}` : number));
  return {
    items: texts.map((phone, id) => ({ id, phone })),
    expected: texts.map((text, i) => [i % EVERY_TWENTIETH === 0 ? { rejected: text } : { e164: text }]),
  };
}

test('100,000 rows, 5% of them rejected, a 429 to every tenth request: all accounted for', async () => {
  sandbox.fault('startBulk', faults.tooManyRequests({ retryAfter: 2 }), { every: 10 });
  const { result } = await withVirtualClock(() => lookUpAndAccount(sandbox, rowsWithFivePercentRejected()));
  expect(result.lookups).toHaveLength(95_000);
  expect(result.rejected).toHaveLength(5_000);
  const answered = 95;
  const refused = Math.floor((answered - 1) / 9);
  expect(sandbox.ofKind('startBulk')).toHaveLength(answered + refused);
  expect([...sandbox.timesBilled().values()].every((times) => times === 1)).toBe(true);
}, 300_000);
