import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Fault, type Sandbox } from '../support/sandbox';
import {
  differentNumbers,
  lookUp,
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
      /Kaleyra asks you to wait until \d{4}-\d\d-\d\d \d\d:\d\d UTC \(in 24 hours\)/,
    );
    expect(sandbox.requests).toHaveLength(1);
  });

  test('with Stop, unmatched lookups are in the error too', async () => {
    sandbox.fault('startBulk', faults.otherNumbers(), { nth: 1 });
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

  test('keeps only numbers and lookup IDs once the node has returned', async () => {
    const done = await run({ operation: 'lookUpNow' });
    const stored = JSON.stringify(done.raw.data.executionData?.contextData ?? {});
    expect(stored).toContain('+9198765');
    expect(stored).not.toContain('operator');
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

describe('what an earlier try paid for, or may have, is never hidden', () => {
  /** Twenty numbers accepted, ten without an answer, twenty not sent. */
  async function stopped(): Promise<never> {
    sandbox.fault('startBulk', faults.serverError(), { nth: 3 });
    const first = await run(IN_FIVE, {});
    expect(first.status).toBe('error');
    return JSON.parse(JSON.stringify(first.raw.data.executionData?.contextData ?? {})) as never;
  }

  const UNCONFIRMED = rows.items.slice(20, 30).map(({ phone }) => String(phone));

  test.each<[string, IDataObject]>([
    ['an option out of bounds', { options: { batchSize: 0 } }],
    ['a phone field that no item has', { phone: '={{ $json.nope }}' }],
    ['an expression that fails', { defaultCountry: "={{ $('Gone').item.json.x }}" }],
  ])('by an error before anything is sent: %s', async (_name, parameters) => {
    const contextData = await stopped();
    const again = await run({ ...IN_FIVE, ...parameters }, { contextData });
    const { accepted, unconfirmed } = again.error?.context as {
      accepted: IDataObject[];
      unconfirmed: string[];
    };
    expect(accepted.map(({ lookup_id }) => lookup_id)).toEqual(
      expect.arrayContaining([...sandbox.lookups.keys()]),
    );
    expect(unconfirmed.sort()).toEqual([...UNCONFIRMED].sort());
    expect(again.error?.description).toContain('20 lookups had already been accepted');
    expect(again.error?.description).toContain('10 numbers got no answer and may have been charged: +');
    expect(sandbox.requests).toHaveLength(3);
  });

  test('by a success without the numbers that may have been charged', async () => {
    const contextData = await stopped();
    const { result: again } = await withVirtualClock(() =>
      lookUp(sandbox, rows.items.slice(0, 20), IN_FIVE, { contextData }),
    );
    expect(again.status).toBe('success');
    expect(again.hint).toContain('10 numbers got no answer and may have been charged: +');
    expect(again.hint).toContain(UNCONFIRMED[0]);
  });

  test('by another account', async () => {
    const contextData = await stopped();
    const renamed = JSON.parse(
      JSON.stringify(contextData).replace(/ \S+ startBulk/, ' HXOTHER startBulk'),
    ) as never;
    const again = await run(IN_FIVE, { contextData: renamed });
    expect(again.lookups).toHaveLength(50);
    expect(again.hint).toContain('20 lookups were accepted: ');
    expect(again.hint).toContain('10 numbers got no answer and may have been charged: +');
  });

  test('by a request that fails under another account', async () => {
    const contextData = await stopped();
    const renamed = JSON.parse(
      JSON.stringify(contextData).replace(/ \S+ startBulk/, ' HXOTHER startBulk'),
    ) as never;
    sandbox.reset();
    sandbox.fault('startBulk', faults.unauthorized());
    const again = await run(IN_FIVE, { contextData: renamed });
    expect(again.error?.description).toContain('20 lookups were accepted: ');
    const { elsewhere } = again.error?.context as { elsewhere: IDataObject };
    expect(elsewhere).toMatchObject({ accepted: { length: 20 }, unconfirmed: { length: 10 } });
  });

  test('numbers that were rejected in one format are sent in the other', async () => {
    sandbox.fault('startBulk', faults.countedInvalid(), { nth: 1 });
    const first = await run(IN_FIVE, {});
    const contextData = JSON.parse(JSON.stringify(first.raw.data.executionData?.contextData ?? {})) as never;
    sandbox.reset();
    const same = await run(IN_FIVE, { contextData });
    expect(same.rejected).toHaveLength(10);
    const other = await run({ options: { batchSize: 10, numberFormat: 'digits' } }, { contextData });
    expect([other.lookups.length, other.rejected.length]).toEqual([50, 0]);
  });
});

describe("an input field called 'error', which n8n takes for a failed node", () => {
  const values: Array<[unknown]> = [
    ...[undefined, null, false, true, '', ' ', '0', 'none', 0, 1, Number.NaN].map((one): [unknown] => [one]),
    ...[[], [0], {}, { message: '' }, { message: 'gone' }].map((one): [unknown] => [one]),
  ];
  const operations = ['startBulk', 'lookUpNow'] as const;
  const cases = operations.flatMap((operation) => values.map(([error]) => ({ operation, error })));

  test.each(cases)('$operation: $error makes no number be sent twice', async ({ operation, error }) => {
    const items = rows.items.map((item) => ({ ...item, error }) as IDataObject);
    const { result: done } = await withVirtualClock(() =>
      lookUp(sandbox, items, { operation, output: 'rows' }, { ...RETRY, maxTries: 5 }),
    );
    expect(mostSent()).toBe(1);
    expect(done.status).toBe('success');
    expect(done.lookups).toHaveLength(50);
    const lookups = done.lookups.map(({ json }) => json.lookup as IDataObject);
    if (operation === 'lookUpNow')
      expect(lookups.every(({ lookup_status }) => lookup_status === 'complete')).toBe(true);
    else expect(new Set(lookups.map(({ lookup_id }) => lookup_id))).toEqual(new Set(sandbox.lookups.keys()));
  });
});

describe("'Retry Unconfirmed' with Retry On Fail", () => {
  test('sends no number more than five times, whatever n8n repeats', async () => {
    sandbox.fault('startBulk', faults.acceptedThen500());
    const done = await run({ options: { retryUnconfirmed: true } }, { ...RETRY, maxTries: 5 });
    expect(done.status).toBe('error');
    expect(mostSent()).toBe(5);
    expect(done.error?.description).toContain('It was sent 5 times without an answer');
  });

  test('a failed item says how often each of its numbers was sent, once for all that were sent as often', async () => {
    sandbox.fault('startBulk', faults.acceptedThen500());
    const both = rows.items
      .slice(0, 2)
      .map(({ phone }) => String(phone))
      .join(', ');
    const { result } = await withVirtualClock(() =>
      lookUp(
        sandbox,
        [{ phone: both }],
        { options: { retryUnconfirmed: true } },
        { onError: 'continueRegularOutput' },
      ),
    );
    expect(result.lookups.map(({ json }) => json)).toEqual([
      expect.objectContaining({
        error: expect.stringContaining('It was sent 5 times without an answer, and may have been charged'),
        details: expect.objectContaining({ phone_numbers: both.split(', '), unconfirmed: true }),
      }),
    ]);
  });

  test('keeps saying that a number may have been charged, although the last request was refused', async () => {
    sandbox.fault('startBulk', faults.acceptedThenReset(), { nth: 1 });
    sandbox.fault('startBulk', faults.unauthorized(), { nth: 2 });
    const done = await run(
      { options: { retryUnconfirmed: true } },
      { onError: 'continueRegularOutput', retryOnFail: false },
    );
    expect(done.lookups[0]?.json).toMatchObject({
      error: expect.stringContaining('may have been charged'),
      details: { http_status: 401, unconfirmed: true },
    });
  });
});

test('after three refusals in a row for the same reason, the other requests are not sent', async () => {
  sandbox.fault('startBulk', faults.unauthorized());
  const done = await run(IN_FIVE, { onError: 'continueRegularOutput' });
  expect(sandbox.requests).toHaveLength(3);
  expect(done.lookups).toHaveLength(50);
  expect(done.lookups.at(-1)?.json).toMatchObject({
    error: expect.stringContaining('3 requests in a row got the same response'),
    details: { unconfirmed: false },
  });
});

test('a retry that sends nothing says so', async () => {
  sandbox.fault('startBulk', faults.serverError());
  const done = await run({});
  expect(done.error?.message).toMatch(/^Not sent again, because it may already have been charged/);
  expect(mostSent()).toBe(1);
});

describe("'Wait Timeout' with Retry On Fail", () => {
  // A first item that failed makes n8n run the node again, although it has waited.
  const WAIT = { waitForDetails: true, waitTimeout: 60, output: 'rows', options: { batchSize: 1 } };
  const CONTINUE: KaleyraNodeOptions = { onError: 'continueRegularOutput' };
  beforeEach(() => {
    sandbox.fault('startBulk', faults.unauthorized(), { numbers: (digits) => digits === '919876500000' });
    sandbox.neverComplete((_id, digits) => digits.endsWith('7'));
  });

  const lookupsOf = (done: LookupRun, status: string): IDataObject[] =>
    done.lookups
      .map(({ json }) => json.lookup as IDataObject | undefined)
      .filter((lookup) => lookup?.lookup_status === status) as IDataObject[];

  test('bounds the asking of all tries together, and none asks again for what another has found', async () => {
    const { result: done, elapsedMs } = await withVirtualClock(() =>
      lookUpAndAccount(sandbox, rows, WAIT, { ...RETRY, ...CONTINUE }),
    );
    expect(sandbox.ofKind('startBulk')).toHaveLength(50 + 2);
    expect(mostBilled()).toBe(1);
    expect(elapsedMs).toBeGreaterThan(50_000);
    expect(elapsedMs).toBeLessThan(70_000);
    const polls = sandbox.ofKind('details').map(({ lookupId }) => lookupId);
    const complete = lookupsOf(done, 'complete');
    expect(complete).toHaveLength(44);
    for (const { lookup_id } of complete) expect(polls.filter((id) => id === lookup_id)).toHaveLength(2);
    expect(lookupsOf(done, 'pending').map(({ lookup_note }) => lookup_note)).toEqual(
      Array(5).fill(expect.stringMatching(/still processing this lookup after [45]\d seconds/)),
    );
  });

  test('begins anew in a retried execution, which keeps what was found', async () => {
    const first = await run(WAIT, CONTINUE);
    const contextData = JSON.parse(JSON.stringify(first.raw.data.executionData?.contextData ?? {}));
    const before = sandbox.ofKind('details').length;
    const { result: done, elapsedMs } = await withVirtualClock(() =>
      lookUpAndAccount(sandbox, rows, WAIT, { ...CONTINUE, contextData, executionId: '2' }),
    );
    expect(elapsedMs).toBeGreaterThan(50_000);
    expect(
      new Set(
        sandbox
          .ofKind('details')
          .slice(before)
          .map(({ lookupId }) => lookupId),
      ).size,
    ).toBe(5);
    expect(lookupsOf(done, 'complete')).toHaveLength(44);
  });

  test('leaves nothing behind once the node has returned for good', async () => {
    const done = await run({ ...WAIT, output: 'lookups' }, CONTINUE);
    expect(JSON.stringify(done.raw.data.executionData?.contextData)).not.toContain('kaleyraWait');
  });
});

describe('Get Details', () => {
  test('asks again only for what it has not found, and keeps what it has', async () => {
    const { result: paid } = await withVirtualClock(() => lookUp(sandbox, rows.items.slice(0, 20)));
    const ids = paid.lookups.map(({ json }) => ({ lookup_id: json.lookup_id as string }));
    await withVirtualClock(async () => {
      // Until they are complete.
      for (let poll = 0; poll < 10; poll += 1) await lookUp(sandbox, ids, { operation: 'getDetails' });
    });
    sandbox.fault('details', faults.status(404), { lookupId: ids[7]?.lookup_id as string });
    const before = sandbox.ofKind('details').length;
    const { result: done } = await withVirtualClock(() =>
      lookUp(sandbox, ids, { operation: 'getDetails' }, { ...RETRY, maxTries: 5 }),
    );
    const asked = sandbox.ofKind('details').slice(before);
    expect(done.status).toBe('error');
    expect(asked.filter(({ lookupId }) => lookupId !== ids[7]?.lookup_id)).toHaveLength(19);
    const { found } = done.error?.context as { found: IDataObject[] };
    expect(found.map(({ lookup_id }) => lookup_id)).toEqual(
      ids.filter((_, i) => i !== 7).map(({ lookup_id }) => lookup_id),
    );
    expect(done.error?.description).toContain('The details of 19 lookups were found');
  });
});
