import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { faults, startSandbox, type Sandbox } from '../../support/sandbox';
import { differentNumbers, lookUp, lookUpAndAccount, type LookupRun } from '../../support/engine';
import { withVirtualClock } from '../../support/engine/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.reset();
  sandbox.set({ pendingPolls: 1, detailsPath: 'both' });
});
afterAll(() => sandbox.stop());

const WAIT = { waitForDetails: true, waitTimeout: 60 };

function waitFor(
  count: number,
  parameters: Parameters<typeof lookUpAndAccount>[2] = WAIT,
): Promise<{ result: LookupRun; elapsedMs: number }> {
  return withVirtualClock(() => lookUpAndAccount(sandbox, differentNumbers(count), parameters));
}

function statuses(run: LookupRun, status: string): LookupRun['lookups'] {
  return run.lookups.filter(({ json }) => json.lookup_status === status);
}

describe('Wait for Details', () => {
  test('500 lookups of which 20 never finish: 480 complete, 20 pending, within the timeout', async () => {
    sandbox.neverComplete((_id, digits) => Number(digits.slice(-5)) % 25 === 0);
    const { result, elapsedMs } = await waitFor(500);

    expect(statuses(result, 'complete')).toHaveLength(480);
    expect(statuses(result, 'pending')).toHaveLength(20);
    expect(elapsedMs).toBeLessThanOrEqual(60_000 + 30_000);
    expect(sandbox.ofKind('startBulk')).toHaveLength(1);
    expect(sandbox.maxOpenRequests).toBeLessThanOrEqual(5);
    const asked = new Map<string, number>();
    for (const { lookupId } of sandbox.ofKind('details'))
      asked.set(lookupId ?? '', (asked.get(lookupId ?? '') ?? 0) + 1);
    for (const { json } of statuses(result, 'complete')) expect(asked.get(String(json.lookup_id))).toBe(2);
    expect(result.hint).toContain('20 still pending');
  });

  test('polls every lookup once even with a timeout of zero', async () => {
    const { result } = await waitFor(12, { waitForDetails: true, waitTimeout: 0 });
    expect(sandbox.ofKind('details')).toHaveLength(12);
    expect(statuses(result, 'pending')).toHaveLength(12);
    expect(result.lookups[0]?.json.lookup_note).toBe(
      'Kaleyra was still processing this lookup after 0 seconds. Use Get Details to fetch it later.',
    );
  });

  test("outputs Kaleyra's fields unchanged, and whether a number was ported", async () => {
    const { result } = await waitFor(20);
    const fields = result.lookups[0]?.json ?? {};
    expect(fields).toMatchObject({ country: 'IN', country_code: 91, current_mcc: expect.any(String) });
    const byPorted = new Set(result.lookups.map(({ json }) => json.is_ported));
    expect([...byPorted].every((value) => [true, false, null].includes(value as never))).toBe(true);
    for (const { json } of result.lookups) {
      if (json.is_ported === true) expect(json.current_operator).not.toBe(json.original_operator);
      if (json.is_ported === false) expect(json.current_mnc).toBe(json.original_mnc);
    }
  });

  test('lookups whose polls keep returning 500, 404 or a web page are pending and say why', async () => {
    const ids = ['1', '2', '3'].map((n) => `9198765${n.padStart(5, '0')}`);
    const [broken, gone, page] = ids;
    sandbox.fault('details', faults.serverError(), { numbers: (digits) => digits === broken });
    sandbox.fault('details', faults.status(404), { numbers: (digits) => digits === gone });
    sandbox.fault('details', faults.html200(), { numbers: (digits) => digits === page });
    const { result } = await waitFor(10);

    expect(statuses(result, 'complete')).toHaveLength(7);
    expect(statuses(result, 'pending').map(({ json }) => [json.mobile_number, json.lookup_note])).toEqual([
      [broken, expect.stringContaining('HTTP 500')],
      [gone, expect.stringContaining('does not know this lookup ID')],
      [page, expect.stringContaining('a web page')],
    ]);
    for (const { json } of statuses(result, 'pending')) expect(json.lookup_id).toBeTruthy();
  });

  test.each<[string, unknown]>([
    ['keyed by another lookup ID', { data: { 'OTHER-ID': { current_mcc: '262', current_mnc: '01' } } }],
    ['in an object with another lookup ID', { lookup_id: 'b:2', data: { current_mcc: '262' } }],
    ['keyed by another number', { data: { 447700900123: { current_mcc: '234' } } }],
    ['with another number in a list', { data: { mobile_number: ['+447700900123'], current_mcc: '234' } }],
    [
      'with several numbers',
      { data: { mobile_number: ['447700900123', '919876500000'], current_mcc: '234' } },
    ],
    ['with another lookup ID in a list', { data: { lookup_id: ['b:2'], current_mcc: '262' } }],
  ])("details %s are not this lookup's: it stays pending and says why", async (_where, body) => {
    sandbox.fault('details', faults.status(200, body));
    const { result } = await waitFor(1, { waitForDetails: true, waitTimeout: 5 });
    expect(result.lookups.map(({ json }) => json)).toEqual([
      expect.objectContaining({
        lookup_id: [...sandbox.lookups.keys()][0],
        lookup_status: 'pending',
        lookup_note: "Kaleyra's response is about another lookup.",
      }),
    ]);
    expect(result.lookups[0]?.json).not.toHaveProperty('current_mcc');
  });

  test('asks no more about a lookup that Kaleyra gives up, and says why', async () => {
    const lost = '919876500001';
    sandbox.fault('details', faults.extraField('status', 'failed'), { numbers: (digits) => digits === lost });
    const { result } = await waitFor(3);
    expect(statuses(result, 'complete')).toHaveLength(2);
    expect(statuses(result, 'failed').map(({ json }) => [json.mobile_number, json.lookup_note])).toEqual([
      [lost, 'Kaleyra will not complete this lookup: failed'],
    ]);
    const id = statuses(result, 'failed')[0]?.json.lookup_id;
    expect(sandbox.ofKind('details').filter(({ lookupId }) => lookupId === id)).toHaveLength(1);
    expect(result.hint).not.toContain('pending');
  });

  test.each(['api', 'plain', 'url'] as const)(
    'finds the details if only the %s path exists',
    async (detailsPath) => {
      sandbox.set({ detailsPath, pendingPolls: 0 });
      const { result } = await waitFor(12);
      expect(statuses(result, 'complete')).toHaveLength(12);
      expect(sandbox.ofKind('details').length + sandbox.ofKind('other').length).toBeLessThanOrEqual(
        12 + 5 * 2,
      );
    },
  );

  test('a response of an unknown shape is pending and kept', async () => {
    sandbox.fault('details', faults.unknownObject());
    const { result } = await waitFor(1, { waitForDetails: true, waitTimeout: 1 });
    expect(statuses(result, 'pending')).toHaveLength(1);
  });

  test('a 429 to one poll holds back all of them', async () => {
    sandbox.set({ pendingPolls: 0 });
    sandbox.fault('details', faults.tooManyRequests({ retryAfter: 20 }), { nth: 1 });
    const { result, elapsedMs } = await waitFor(30);
    expect(statuses(result, 'complete')).toHaveLength(30);
    expect(elapsedMs).toBeGreaterThanOrEqual(20_000);
  });

  test('keeps the request IDs in the custom data of the execution, before it asks for any details', async () => {
    sandbox.neverComplete(() => true);
    let cancel = (): void => undefined;
    sandbox.fault('details', faults.unknownObject(), {
      numbers: () => {
        cancel();
        return false;
      },
    });
    const { items } = differentNumbers(2);
    const run = await lookUp(
      sandbox,
      items,
      { ...WAIT, options: { batchSize: 1 } },
      { onStart: (stop) => (cancel = stop) },
    );
    expect(run.status).toBe('canceled');
    expect(run.raw.data.resultData.metadata).toEqual({ kaleyra_requests_1: requestIds(run).join(' ') });
    expect(requestIds(run)).toHaveLength(2);
  });

  test('keeps as many request IDs as custom data has room for, each whole and once', async () => {
    const { result } = await waitFor(100, {
      waitForDetails: true,
      waitTimeout: 0,
      options: { batchSize: 1 },
    });
    const { metadata = {} } = result.raw.data.resultData;
    const kept = Object.values(metadata).flatMap((value) => value.split(' '));
    expect(Object.keys(metadata)).toEqual(Array.from({ length: 9 }, (_, i) => `kaleyra_requests_${i + 1}`));
    for (const value of Object.values(metadata)) expect(value.length).toBeLessThanOrEqual(255);
    expect(kept.length).toBeGreaterThanOrEqual(36);
    expect(requestIds(result).slice(0, kept.length)).toEqual(kept);
  });

  test('leaves custom data alone when it does not wait', async () => {
    const { result } = await waitFor(2, {});
    expect(result.raw.data.resultData.metadata).toBeUndefined();
  });
});

function requestIds({ lookups }: LookupRun): string[] {
  return [...new Set(lookups.map(({ json }) => String(json.request_id)))];
}
