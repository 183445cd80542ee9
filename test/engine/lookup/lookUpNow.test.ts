import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Fault, type Sandbox } from '../../support/sandbox';
import { differentNumbers, lookUp, lookUpAndAccount } from '../../support/engine';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const NOW = { operation: 'lookUpNow' };

describe('Look Up Now', () => {
  test.each(['lookups', 'rows'])('250 numbers: three requests whose prices add up (%s)', async (output) => {
    const rows = differentNumbers(250);
    const run = await lookUpAndAccount(sandbox, rows, { ...NOW, output });
    expect(sandbox.ofKind('lookUpNow').map(({ numbers }) => numbers.length)).toEqual([100, 100, 50]);
    const prices = run.lookups.flatMap(({ json }) => {
      const { batch_price } = (output === 'rows' ? json.lookup : json) as IDataObject;
      return typeof batch_price === 'number' ? [batch_price] : [];
    });
    expect(prices).toHaveLength(3);
    expect(run.hint).toBe('250 items: 250 numbers sent in 3 requests. Kaleyra reports a total price of 50.');
    expect(prices.reduce((sum, price) => sum + price, 0)).toBeCloseTo(250 * 0.2);
  });

  test('returns complete results', async () => {
    const run = await lookUpAndAccount(sandbox, differentNumbers(3), NOW);
    expect(run.lookups[0]?.json).toMatchObject({
      lookup_status: 'complete',
      country: 'IN',
      country_code: 91,
      current_mcc: expect.any(String),
    });
  });

  test('keeps URLs within 2,000 characters', async () => {
    await lookUpAndAccount(sandbox, differentNumbers(400), { ...NOW, options: { batchSize: 400 } });
    for (const { path } of sandbox.requests)
      expect(sandbox.url.length + path.length).toBeLessThanOrEqual(2000);
    expect(sandbox.requests.length).toBeLessThanOrEqual(4);
    expect(sandbox.requests[0]?.path).toContain('lookup/%2B91');
  });

  test('understands the wrapped envelope too', async () => {
    sandbox.fault('lookUpNow', faults.wrapped());
    const run = await lookUpAndAccount(sandbox, differentNumbers(3), NOW);
    expect(run.lookups).toHaveLength(3);
  });

  test('handles duplicates, invalid cells and two numbers in a cell like a bulk lookup', async () => {
    const items = [
      { phone: '+91 98765 00001; +91 98765 00002' },
      { phone: 'hello' },
      { phone: '00919876500001' },
    ];
    const expected = [
      [{ e164: '+919876500001' }, { e164: '+919876500002' }],
      [{ rejected: 'hello' }],
      [{ e164: '+919876500001' }],
    ];
    for (const output of ['lookups', 'rows']) {
      await lookUpAndAccount(sandbox, { items, expected }, { ...NOW, output });
    }
    expect(sandbox.requests.map(({ numbers }) => numbers.length)).toEqual([2, 2]);
  });

  test.each(['pending', 'PROCESSING', 'queued'])('is pending where Kaleyra says %s', async (status) => {
    sandbox.fault(
      'lookUpNow',
      altered(({ lookup_id, mobile_number }) => ({ lookup_id, mobile_number, status })),
    );
    const run = await lookUpAndAccount(sandbox, differentNumbers(2), NOW);
    expect(run.lookups[0]?.json).toMatchObject({
      lookup_status: 'pending',
      lookup_note: expect.stringContaining('Get Details'),
    });
    expect(run.hint).toContain('2 still pending');
  });

  test.each<IDataObject>([
    { status: 'Blocked' },
    { status: 'invalid' },
    { remarks: 'Number is barred' },
    { reason: 'ported; blocked for SMS' },
  ])('outputs what was found without an ID, although the entry says %j', async (extra) => {
    sandbox.fault(
      'lookUpNow',
      altered((fields) => ({ ...fields, lookup_id: undefined, ...extra })),
    );
    const run = await lookUp(sandbox, differentNumbers(2).items, NOW);
    expect(run.lookups).toHaveLength(2);
    expect(run.lookups[0]?.json).toMatchObject({
      current_operator: expect.any(String),
      lookup_id: null,
      ...extra,
    });
    expect(run.rejected).toEqual([]);
  });
});

/** The usual response with other fields in its entries. */
function altered(change: (fields: IDataObject) => IDataObject): Fault {
  return {
    name: 'altered',
    act: 'alter',
    alter: (answer) => ({
      ...answer,
      entries: answer.entries.map((entry) => ({ ...entry, fields: change(entry.fields as IDataObject) })),
    }),
  };
}
