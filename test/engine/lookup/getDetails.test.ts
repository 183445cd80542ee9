import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../../support/sandbox';
import { differentNumbers, lookUp, type LookupRun } from '../../support/engine';
import { withVirtualClock } from '../../support/engine/clock';

let sandbox: Sandbox;
let accepted: IDataObject[];
beforeAll(async () => {
  sandbox = await startSandbox({ pendingPolls: 0 });
});
beforeEach(async () => {
  sandbox.reset();
  const run = await lookUp(sandbox, differentNumbers(10).items);
  accepted = run.lookups.map(({ json }) => json);
});
afterAll(() => sandbox.stop());

async function getDetails(
  items: IDataObject[],
  parameters: IDataObject = {},
  options: Parameters<typeof lookUp>[3] = {},
): Promise<LookupRun> {
  const { result } = await withVirtualClock(() =>
    lookUp(
      sandbox,
      items,
      { operation: 'getDetails', lookupId: '={{ $json.lookup_id }}', ...parameters },
      options,
    ),
  );
  return result;
}

describe('Get Details', () => {
  test('100 items with 10 unique IDs: 10 requests and 100 items, each linked to its input item', async () => {
    const items = Array.from({ length: 100 }, (_, i) => ({
      row: i,
      lookup_id: accepted[i % 10]?.lookup_id as string,
    }));
    const run = await getDetails(items);
    expect(sandbox.ofKind('details')).toHaveLength(10);
    expect(run.lookups.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
    expect(run.lookups.map(({ json }) => json.lookup_id)).toEqual(items.map(({ lookup_id }) => lookup_id));
    expect(run.lookups[0]?.json).toMatchObject({
      phone_number: accepted[0]?.phone_number,
      phone_country: 'IN',
      lookup_status: 'complete',
      country: 'IN',
    });
  });

  test("with One Item per Row, keeps the item's fields and puts the details under lookup", async () => {
    const run = await getDetails([{ id: 7, url: 'mine', lookup_id: accepted[0]?.lookup_id as string }], {
      output: 'rows',
    });
    expect(run.lookups[0]?.json).toMatchObject({ id: 7, url: 'mine', lookup: { lookup_status: 'complete' } });
  });

  test("accepts Kaleyra's URL, but sends the request to the credential's host", async () => {
    const run = await getDetails([{ link: String(accepted[0]?.url).replace('{pod}', 'somewhere.else') }], {
      lookupId: '={{ $json.link }}',
    });
    expect(sandbox.ofKind('details')).toHaveLength(1);
    expect(run.lookups[0]?.json.lookup_id).toBe(accepted[0]?.lookup_id);
  });

  test.each<[string, (lookup: IDataObject) => IDataObject, boolean]>([
    ['in E.164', (lookup) => lookup, false],
    ['in E.164, under lookup', (lookup) => ({ lookup, lookup_id: lookup.lookup_id }), false],
    ['without country code', (lookup) => ({ ...lookup, phone_number: '098765 00000' }), true],
    [
      'of another lookup',
      (lookup) => ({ lookup_id: lookup.lookup_id, lookup: { phone_number: '+4930231250' } }),
      true,
    ],
    ['not at all', ({ lookup_id }) => ({ lookup_id }), true],
  ])(
    'details of another number are not taken where the item says its number: %s',
    async (_how, item, isTaken) => {
      const [lookup = {}] = accepted;
      const other = { lookup_id: lookup.lookup_id, mobile_number: '447700900123', current_mcc: '234' };
      sandbox.fault('details', faults.status(200, { data: [other] }));
      const run = await getDetails([item(lookup)], {}, { onError: 'continueRegularOutput' });
      const taken = expect.objectContaining({ phone_number: '+447700900123', current_mcc: '234' });
      const error = expect.stringContaining("Kaleyra's response is about another lookup");
      const failed = expect.objectContaining({ error });
      expect(run.lookups.map(({ json }) => json)).toEqual([isTaken ? taken : failed]);
    },
  );

  test.each(['constructor', '__proto__', 'toString'])(
    'an ID such as "%s" is unknown, and the details of others come out',
    async (lookup_id) => {
      const known = accepted[0]?.lookup_id as string;
      const run = await getDetails(
        [{ lookup_id: known }, { lookup_id }],
        {},
        { onError: 'continueErrorOutput' },
      );
      expect(run.lookups.map(({ json }) => json.lookup_id)).toEqual([known]);
      expect(run.rejected.map(({ json }) => json.error)).toEqual([
        expect.stringContaining('does not know this lookup ID'),
      ]);
    },
  );

  const broken = (): void => {
    const [one, two, three] = accepted.map(({ lookup_id }) => String(lookup_id));
    sandbox.fault('details', faults.serverError(), { lookupId: one as string });
    sandbox.fault('details', faults.status(404), { lookupId: two as string });
    sandbox.fault('details', faults.html200(), { lookupId: three as string });
  };

  test('with Stop, fetches all, then names the first that failed and how many did', async () => {
    broken();
    const run = await getDetails(accepted);
    expect(run.status).toBe('error');
    expect(run.error?.message).toContain('[item 0]');
    expect(run.error?.description).toContain('Items are counted from 0. 3 items failed in total');
    expect(new Set(sandbox.ofKind('details').map(({ lookupId }) => lookupId)).size).toBe(10);
  });

  test.each([
    ['a refused key', () => faults.unauthorized()],
    ['denied access', () => faults.forbidden()],
    ['a 429 for a day', () => faults.tooManyRequests({ retryAfter: 86_400 })],
  ])('counts what was requested where %s ends the asking', async (_name, fault) => {
    sandbox.fault('details', fault());
    const run = await getDetails(accepted, {}, { onError: 'continueErrorOutput' });
    expect(new Set(sandbox.ofKind('details').map(({ lookupId }) => lookupId)).size).toBe(1);
    expect(run.hint).toBe('10 items: details of 1 of 10 lookups requested, 10 items failed');
  });

  test.each(['null', 'N/A', '-', 'None', 'undefined'])('"%s" is no lookup ID', async (lookup_id) => {
    const run = await getDetails([{ lookup_id }], {}, { onError: 'continueRegularOutput' });
    expect(run.lookups[0]?.json.error).toContain("'Lookup ID' does not contain a lookup ID");
    expect(sandbox.ofKind('details')).toEqual([]);
  });

  test('with Continue, those three are failed items', async () => {
    broken();
    const run = await getDetails(accepted, {}, { onError: 'continueErrorOutput' });
    expect(run.lookups).toHaveLength(7);
    expect(run.rejected.map(({ json }) => (json.details as IDataObject).http_status)).toEqual([
      500, 404, 200,
    ]);
  });

  test.each([[undefined], [''], [null], ['a b'], ['..'], ['x/y']])(
    '%p is not a lookup ID',
    async (lookup_id) => {
      const run = await getDetails([{ lookup_id } as IDataObject], {}, { onError: 'continueRegularOutput' });
      expect(run.lookups[0]?.json.error).toContain("'Lookup ID' does not contain a lookup ID");
      expect(sandbox.ofKind('details')).toEqual([]);
      expect(sandbox.ofKind('other')).toEqual([]);
    },
  );
});
