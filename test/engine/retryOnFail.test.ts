import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Fault, type Sandbox } from '../support/sandbox';
import {
  differentNumbers,
  lookUpAndAccount,
  type KaleyraNodeOptions,
  type LookupRun,
} from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const RETRY: KaleyraNodeOptions = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 };
const rows = differentNumbers(50);

async function run(
  parameters: IDataObject,
  options: Parameters<typeof lookUpAndAccount>[3] = RETRY,
): Promise<LookupRun> {
  const { result } = await withVirtualClock(() => lookUpAndAccount(sandbox, rows, parameters, options));
  return result;
}

function mostBilled(): number {
  return Math.max(0, ...sandbox.timesBilled().values());
}

function mostSent(): number {
  return Math.max(0, ...sandbox.timesSent().values());
}

const IN_FIVE = { options: { batchSize: 10 } };

describe('Retry On Fail', () => {
  test('sends only what was never sent, and returns every paid lookup', async () => {
    sandbox.fault('startBulk', faults.unauthorized(), { nth: 3 });
    const done = await run(IN_FIVE);
    expect(done.status).toBe('success');
    expect(done.lookups).toHaveLength(50);
    expect(sandbox.requests).toHaveLength(6);
    expect(mostBilled()).toBe(1);
    expect(done.hint).toContain('30 numbers sent in 3 requests, 20 from an earlier try');
  });

  const unclear: Array<[string, () => Fault]> = [
    ['500', faults.serverError],
    ['503 without Retry-After', () => faults.unavailable()],
    ['accepted, then 500', faults.acceptedThen500],
    ['accepted, then reset', faults.acceptedThenReset],
    ['reset', faults.resetBeforeRead],
    ['a web page', faults.html200],
    ['incomplete JSON', faults.truncatedJson],
    ['an error body with 200', () => faults.errorForm('C', 200)],
    ['no entries', faults.noEntries],
  ];
  const modes = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
  const cases = unclear.flatMap(([name, fault]) =>
    modes.flatMap((onError) =>
      (['startBulk', 'lookUpNow'] as const).map((operation) => ({ name, fault, onError, operation })),
    ),
  );

  test.each(cases)(
    '$operation, $onError, $name: no number is sent twice',
    async ({ fault, onError, operation }) => {
      sandbox.fault(operation, fault(), { nth: 1 });
      const done = await run({ operation, ...IN_FIVE }, { ...RETRY, onError });
      expect(mostSent()).toBeLessThanOrEqual(1);
      expect(mostBilled()).toBeLessThanOrEqual(1);
      if (onError === 'stopWorkflow') expect(done.status).toBe('error');
      else expect(done.lookups.filter(({ json }) => json.lookup_id)).toHaveLength(40);
    },
  );

  test("unless 'Retry Unconfirmed' is on", async () => {
    sandbox.fault('startBulk', faults.serverError(), { nth: 1 });
    const done = await run({ options: { batchSize: 10, retryUnconfirmed: true } });
    expect(done.status).toBe('success');
    expect(done.lookups).toHaveLength(50);
  });

  test('the node itself retries a 429 or a 503 with Retry-After, after the time it asks for', async () => {
    sandbox.fault('startBulk', faults.tooManyRequests({ retryAfter: 7 }), { nth: 2 });
    sandbox.fault('startBulk', faults.unavailable({ retryAfter: 3 }), { nth: 4 });
    const { result, elapsedMs } = await withVirtualClock(() =>
      lookUpAndAccount(sandbox, rows, IN_FIVE, { onError: 'stopWorkflow' }),
    );
    expect(result.lookups).toHaveLength(50);
    expect(elapsedMs).toBeGreaterThanOrEqual(10_000);
    expect(mostBilled()).toBe(1);
  });

  test('does not wait for a day, and says until when to wait', async () => {
    sandbox.fault('startBulk', faults.tooManyRequests({ retryAfter: 86_400 }));
    const done = await run(IN_FIVE, { onError: 'stopWorkflow' });
    expect(done.error?.message).toMatch(
      /Kaleyra asks you to wait until \d{4}-\d\d-\d\d \d\d:\d\d UTC \(24 hours\)/,
    );
    expect(sandbox.requests).toHaveLength(1);
  });

  test('with Stop, unmatched lookups are in the error too', async () => {
    sandbox.fault('startBulk', faults.strangers(), { nth: 1 });
    sandbox.fault('startBulk', faults.unauthorized(), { nth: 2 });
    const done = await run(IN_FIVE, { onError: 'stopWorkflow' });
    const { accepted } = done.error?.context as { accepted: IDataObject[] };
    expect(accepted).toEqual(
      [...sandbox.lookups.keys()].map((lookup_id) => ({ phone_number: null, lookup_id })),
    );
  });

  test('with Stop, the accepted lookups are in the error that n8n stores', async () => {
    sandbox.fault('startBulk', faults.serverError(), { nth: 3 });
    const done = await run(IN_FIVE, { onError: 'stopWorkflow' });
    const { accepted } = done.error?.context as { accepted: Array<{ lookup_id: string }> };
    expect(accepted).toHaveLength(20);
    expect(accepted.every(({ lookup_id }) => sandbox.lookups.has(lookup_id))).toBe(true);
  });

  test('a retried execution continues where the first one stopped', async () => {
    sandbox.fault('startBulk', faults.unauthorized(), { nth: 3 });
    const first = await run(IN_FIVE, {});
    expect(first.status).toBe('error');
    const contextData = JSON.parse(JSON.stringify(first.raw.data.executionData?.contextData ?? {}));
    const again = await run(IN_FIVE, { contextData });
    expect(again.lookups).toHaveLength(50);
    expect(mostBilled()).toBe(1);
  });

  test('clears the store when the node finishes', async () => {
    sandbox.fault('startBulk', faults.unauthorized(), { nth: 3 });
    const done = await run(IN_FIVE);
    expect(JSON.stringify(done.raw.data.executionData?.contextData ?? {})).not.toContain('+91');
  });

  test('stored lookups of numbers that are no longer in the input come last', async () => {
    sandbox.fault('startBulk', faults.unauthorized(), { nth: 3 });
    const first = await run(IN_FIVE, {});
    const contextData = first.raw.data.executionData?.contextData as never;
    const { result } = await withVirtualClock(() =>
      lookUpAndAccount(sandbox, { items: rows.items.slice(5), expected: rows.expected.slice(5) }, IN_FIVE, {
        contextData,
      }),
    );
    expect(result.lookups).toHaveLength(50);
    expect(result.lookups.slice(-5).every(({ json }) => json.phone_number === null)).toBe(true);
    expect(mostBilled()).toBe(1);
  });
});
