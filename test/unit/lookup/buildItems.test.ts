import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { buildDetailsItem } from '../../../nodes/Kaleyra/lookup/buildItems';
import { phoneFieldsOfLookup } from '../../../nodes/Kaleyra/lookup/itemFields';
import type {
  BatchResults,
  Json,
  LookupOutcome,
  LookupPlan,
  OutputMode,
  RejectedInput,
  UnmatchedLookup,
} from '../../../nodes/Kaleyra/lookup/types';
import type { Lookup } from '../../../nodes/Kaleyra/types';
import {
  build as buildFor,
  buildRejected,
  buildValid,
  dedupe,
  EMPTY,
  failure,
  fragment,
  getRow,
  LOOKED_UP_AT,
  lookup,
  number,
  outcomesOf,
} from './tools';

const NOT_SENT = failure('Not sent');

/** Results with the outcomes of the numbers with these ends. */
function resultsOf(
  outcomesByEnd: Record<number, LookupOutcome>,
  unmatched: UnmatchedLookup[] = [],
): BatchResults {
  return { outcomes: outcomesOf(outcomesByEnd), unmatched, notSentReason: NOT_SENT };
}

/** Builds items where the outcomes are by the ends of the numbers, as in `resultsOf`. */
const build: typeof buildFor = async (plan, results, ...others) => {
  const outcomes = plan.uniqueNumbers.map(({ digits }) => results.outcomes[Number(digits.slice(-2))]);
  return await buildFor(plan, { ...results, outcomes }, ...others);
};

const accepted = (...lookups: Lookup[]): LookupOutcome => ({ kind: 'accepted', lookups });
const json = (items: ReadonlyArray<{ json: Json }>): Json[] => items.map((item) => item.json);
const lookupOf = (item: { json: Json } | undefined): unknown => item?.json.lookup;

describe('one item per lookup ID', () => {
  test("has our fields about the number, then Kaleyra's, then ours about the request", async () => {
    const plan = await dedupe([[fragment(1, '98765 43201')]]);
    const one = lookup(1, { fields: { lookup_id: 'L', mobile_number: '91…', url: 'U' }, lookupId: 'L' });
    const { lookups } = await build(plan, resultsOf({ 1: accepted(one) }), 'lookups', getRow);
    expect(lookups).toStrictEqual([
      {
        itemIndex: 0,
        keepsRow: false,
        json: {
          phone_number: '+919876543201',
          phone_country: 'IN',
          phone_type: 'mobile',
          is_mobile: true,
          phone_input: '98765 43201',
          phone_reading: 'national',
          lookup_id: 'L',
          mobile_number: '91…',
          url: 'U',
          request_id: 'request 1',
          lookup_status: 'accepted',
          looked_up_at: LOOKED_UP_AT,
        },
      },
    ]);
  });

  test('shows first what is paid for, whatever order Kaleyra answers in', async () => {
    const fields = {
      lookup_id: 'L',
      mobile_number: '91…',
      original_operator: 'Old',
      original_mcc: '404',
      country: 'IN',
      roaming: 'no',
      current_operator: 'New',
      current_mcc: '405',
    };
    const one = lookup(1, { fields, lookupId: 'L', status: 'complete', isPorted: true });
    const { lookups } = await build(
      await dedupe([[fragment(1)]]),
      resultsOf({ 1: accepted(one) }),
      'lookups',
      getRow,
    );
    expect(Object.keys(lookups[0]?.json ?? {})).toEqual([
      ...['phone_number', 'current_operator', 'original_operator', 'is_ported', 'country'],
      ...['current_mcc', 'original_mcc', 'phone_country', 'phone_type', 'is_mobile', 'phone_input'],
      ...['phone_reading', 'lookup_id', 'mobile_number', 'roaming', 'request_id', 'lookup_status'],
      'looked_up_at',
    ]);
  });

  test('is linked to the first item with the number and names the others', async () => {
    const plan = await dedupe([[EMPTY], [fragment(1)], [fragment(2)], [fragment(1)], [fragment(1)]]);
    const outcomes = { 1: accepted(lookup(1)), 2: accepted(lookup(2)) };
    const { lookups } = await build(plan, resultsOf(outcomes), 'lookups', getRow);
    expect(lookups.map(({ itemIndex }) => itemIndex)).toEqual([1, 2]);
    expect(lookups[0]?.json.duplicate_items).toEqual([3, 4]);
    expect(lookups[1]?.json).not.toHaveProperty('duplicate_items');
  });

  test('is made for both IDs of a number that has two', async () => {
    const two = [lookup(1, { lookupId: 'a' }), lookup(1, { lookupId: 'b' })];
    const { lookups, unmatched } = await build(
      await dedupe([[fragment(1)]]),
      resultsOf({ 1: accepted(...two) }),
      'lookups',
      getRow,
    );
    expect(json(lookups).map((one) => one.lookup_id)).toEqual(['a', 'b']);
    expect(unmatched).toEqual([]);
  });
});

describe('one item per row', () => {
  let plan: LookupPlan;
  beforeAll(async () => {
    plan = await dedupe([[fragment(1)], [fragment(1), fragment(2)]]);
  });
  const outcomes = {
    1: accepted(lookup(1, { fields: { url: 'U', country: 'IN' } })),
    2: accepted(lookup(2)),
  };

  test('leaves the columns of the row alone, including its own url', async () => {
    const { lookups } = await build(plan, resultsOf(outcomes), 'rows', getRow);
    expect(lookups.map(({ itemIndex }) => itemIndex)).toEqual([0, 1, 1]);
    for (const {
      itemIndex,
      json: { lookup, ...own },
      keepsRow,
    } of lookups) {
      expect(own).toEqual(getRow(itemIndex));
      expect(lookup).toHaveProperty('phone_number');
      expect(keepsRow).toBe(true);
    }
    expect(lookupOf(lookups[0])).toMatchObject({ url: 'U', country: 'IN', phone_number: number(1).e164 });
    expect(lookupOf(lookups[0])).not.toHaveProperty('duplicate_items');
  });

  test('holds the first ID of the number; the other one follows once, as unmatched', async () => {
    const two = accepted(lookup(1, { lookupId: 'a' }), lookup(1, { lookupId: 'b' }));
    const { lookups, unmatched } = await build(plan, resultsOf({ ...outcomes, 1: two }), 'rows', getRow);
    expect(lookups.map((item) => lookupOf(item))).toMatchObject([
      { lookup_id: 'a' },
      { lookup_id: 'a' },
      { lookup_id: lookup(2).lookupId },
    ]);
    expect(unmatched).toHaveLength(1);
    expect(unmatched[0]).toMatchObject({ itemIndex: 0, keepsRow: false });
    expect(lookupOf(unmatched[0])).toMatchObject({ lookup_id: 'b', phone_number: null });
  });
});

describe.each<OutputMode>(['lookups', 'rows'])('in mode %s', (mode) => {
  const inner = (one: Json): Json => (mode === 'rows' ? (one.lookup as Json) : one);

  test('unmatched lookups have no phone number and no fields of the row', async () => {
    const other = { itemIndex: 1, lookup: lookup('442079460001') };
    const { unmatched } = await build(await dedupe([[fragment(1)]]), resultsOf({}, [other]), mode, getRow);
    expect(unmatched).toHaveLength(1);
    expect(unmatched[0]).toMatchObject({ itemIndex: 1, keepsRow: false });
    expect(unmatched.map((one) => inner(one.json))).toMatchObject([
      { phone_number: null, phone_input: null, mobile_number: '442079460001' },
    ]);
    expect(unmatched[0]?.json).not.toHaveProperty('id');
  });

  test('the price is only on the first item of its request', async () => {
    const price = (request: string): Partial<Lookup> => ({ price: { request, amount: 0.8 } });
    const plan = await dedupe([[fragment(1)], [fragment(2)], [fragment(1)], [fragment(3)], [fragment(4)]]);
    const outcomes = {
      1: accepted(lookup(1, price('a'))),
      2: accepted(lookup(2, price('a'))),
      3: accepted(lookup(3, price('b'))),
      4: accepted(lookup(4)),
    };
    const other = { itemIndex: 0, lookup: lookup('442079460001', price('b')) };
    const { lookups, unmatched } = await build(plan, resultsOf(outcomes, [other]), mode, getRow);
    const prices = json([...lookups, ...unmatched]).map((one) => inner(one).batch_price);
    expect(prices.filter((amount) => amount !== undefined)).toEqual([0.8, 0.8]);
    expect(prices[0]).toBe(0.8);
  });

  test("fields of Kaleyra's envelope and inherited properties are left out", async () => {
    const fields: unknown = JSON.parse(
      '{"error":"x","errors":[],"__proto__":{"bad":1},"constructor":"ok","b":2}',
    );
    const one = lookup(1, { fields: fields as Json });
    const { lookups } = await build(
      await dedupe([[fragment(1)]]),
      resultsOf({ 1: accepted(one) }),
      mode,
      getRow,
    );
    const got = inner(lookups[0]?.json ?? {});
    expect(Object.keys(got)).toEqual(expect.arrayContaining(['constructor', 'b']));
    expect(Object.keys(got)).not.toEqual(expect.arrayContaining(['error']));
    expect(Object.keys(got)).not.toEqual(expect.arrayContaining(['errors']));
    expect(Object.keys(got)).not.toEqual(expect.arrayContaining(['__proto__']));
    expect(got.bad).toBeUndefined();
  });

  test("our own fields win over Kaleyra's of the same name", async () => {
    const one = lookup(1, {
      fields: { phone_number: 'x', lookup_id: 'x', request_id: 'x', lookup_status: 'x', is_ported: 'x' },
      status: 'pending',
      isPorted: true,
      note: 'why',
    });
    const { lookups } = await build(
      await dedupe([[fragment(1)]]),
      resultsOf({ 1: accepted(one) }),
      mode,
      getRow,
    );
    expect(inner(lookups[0]?.json ?? {})).toMatchObject({
      phone_number: number(1).e164,
      lookup_id: one.lookupId,
      request_id: 'request 1',
      lookup_status: 'pending',
      lookup_note: 'why',
      is_ported: true,
    });
  });

  test('fields of Kaleyra with names of ours are left out, even where we have no value', async () => {
    const theirs = {
      request_id: 'x',
      lookup_status: 'x',
      lookup_note: 'x',
      looked_up_at: 'x',
      is_ported: 'x',
      batch_price: 'x',
      duplicate_items: 'x',
      url: 'U',
    };
    const outcome = accepted(lookup(1, { fields: theirs }));
    const { lookups } = await build(await dedupe([[fragment(1)]]), resultsOf({ 1: outcome }), mode, getRow);
    const names = Object.keys(inner(lookups[0]?.json ?? {}));
    expect(names.slice(names.indexOf('lookup_id'))).toEqual([
      'lookup_id',
      'url',
      'request_id',
      'lookup_status',
      'looked_up_at',
    ]);
  });

  test('numbers of one row that failed alike become one item, others an item each', async () => {
    const down = failure('Down');
    const plan = await dedupe([[fragment(1), fragment(2), fragment(3)], [fragment(1)], [fragment(4)]]);
    const failing: LookupOutcome = { kind: 'failed', failure: down };
    const outcomes: Record<number, LookupOutcome> = {
      1: failing,
      2: failing,
      3: { kind: 'failed', failure: failure('Other') },
    };
    const { failed, lookups } = await build(plan, resultsOf(outcomes), mode, getRow);
    expect(
      failed.map(({ itemIndex, numbers, failure: { message } }) => [itemIndex, numbers.length, message]),
    ).toEqual([
      [0, 2, 'Down'],
      [0, 1, 'Other'],
      [1, 1, 'Down'],
      [2, 1, 'Not sent'],
    ]);
    expect(lookups).toEqual([]);
  });

  test('numbers that were not accepted are rejected, in order of rows with the other rejected inputs', async () => {
    const plan = await dedupe([[fragment(1)], [EMPTY], [fragment(2)]]);
    const none: LookupOutcome = { kind: 'notAccepted', requestId: 'R', text: 'No ID.' };
    const { rejected } = await build(
      plan,
      resultsOf({ 1: none, 2: { ...none, requestId: null } }),
      mode,
      getRow,
    );
    expect(rejected).toStrictEqual([
      {
        itemIndex: 0,
        keepsRow: true,
        json: {
          ...getRow(0),
          rejected: {
            phone_input: '9876543201',
            reason: 'NOT_ACCEPTED',
            reason_text: 'No ID.',
            phone_number: number(1).e164,
            request_id: 'R',
          },
        },
      },
      {
        itemIndex: 1,
        keepsRow: true,
        json: {
          ...getRow(1),
          rejected: { phone_input: '', reason: 'EMPTY', reason_text: 'The cell holds no phone number.' },
        },
      },
      {
        itemIndex: 2,
        keepsRow: true,
        json: {
          ...getRow(2),
          rejected: {
            phone_input: '9876543202',
            reason: 'NOT_ACCEPTED',
            reason_text: 'No ID.',
            phone_number: number(2).e164,
          },
        },
      },
    ]);
  });

  test('every occurrence and every rejected input ends in exactly one item', async () => {
    const anyFragment = fc.oneof(
      fc.constant(EMPTY),
      fc.integer({ min: 0, max: 9 }).map((end) => fragment(end)),
    );
    const cells = fc.array(fc.array(anyFragment, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
    const kinds = fc.array(fc.constantFrom('one', 'two', 'none', 'failed', 'not sent'), {
      minLength: 10,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(cells, kinds, async (fragments, kindOf) => {
        const outcomes: Record<number, LookupOutcome> = {};
        kindOf.forEach((kind, end) => {
          if (kind === 'one') outcomes[end] = accepted(lookup(end));
          if (kind === 'two') outcomes[end] = accepted(lookup(end), lookup(end, { lookupId: 'again' }));
          if (kind === 'none') outcomes[end] = { kind: 'notAccepted', requestId: null, text: '' };
          if (kind === 'failed') outcomes[end] = { kind: 'failed', failure: NOT_SENT };
        });
        const plan = await dedupe(fragments);
        const items = await build(plan, resultsOf(outcomes), mode, getRow);

        const found = items.lookups
          .filter((item) => inner(item.json).lookup_id !== 'again')
          .flatMap((item) => {
            const others = (inner(item.json).duplicate_items ?? []) as number[];
            return [item.itemIndex, ...others].map((i) => `${i} ${String(inner(item.json).phone_number)}`);
          });
        const failed = items.failed.flatMap(({ itemIndex, numbers }) =>
          numbers.map((one) => `${itemIndex} ${one}`),
        );
        const rejected = items.rejected.map(({ itemIndex, json: { rejected: one } }) => {
          const { phone_number: e164 } = one as Json;
          return `${itemIndex} ${String(e164)}`;
        });
        const expected = [
          ...plan.occurrences.map(
            ({ itemIndex, uniqueNumber }) => `${itemIndex} ${uniqueNumber.number.e164}`,
          ),
          ...plan.rejected.map(({ itemIndex }) => `${itemIndex} undefined`),
        ];
        expect([...found, ...failed, ...rejected].sort()).toEqual(expected.sort());
      }),
      { numRuns: 200 },
    );
  });
});

describe('rejected and valid numbers', () => {
  test('rejected ones come in order of items, whatever order they are given in', async () => {
    const rejectedIn = (itemIndex: number): RejectedInput => ({
      itemIndex,
      input: '',
      reason: 'EMPTY',
      reasonText: '',
    });
    const items = await buildRejected([rejectedIn(2), rejectedIn(0), rejectedIn(1)], getRow);
    expect(items.map(({ itemIndex }) => itemIndex)).toEqual([0, 1, 2]);
  });

  test('valid ones keep their row, are formatted for people and name the first item with the number', async () => {
    const plan = await dedupe([[fragment(1)], [fragment(1)]]);
    const items = await buildValid(plan, getRow, (e164) => ({
      national: `n${e164}`,
      international: `i${e164}`,
    }));
    const e164 = number(1).e164;
    const validation = {
      phone_number: e164,
      phone_country: 'IN',
      phone_type: 'mobile',
      is_mobile: true,
      phone_input: '9876543201',
      phone_reading: 'national',
      phone_national: `n${e164}`,
      phone_international: `i${e164}`,
    };
    expect(items).toEqual([
      { itemIndex: 0, keepsRow: true, json: { ...getRow(0), validation } },
      {
        itemIndex: 1,
        keepsRow: true,
        json: { ...getRow(1), validation: { ...validation, duplicate_of: 0 } },
      },
    ]);
  });
});

describe('the details of a lookup', () => {
  const found = lookup(1, { status: 'complete', isPorted: false });

  test('are flat in mode lookups', async () => {
    const item = buildDetailsItem(3, found, phoneFieldsOfLookup(number(1)), 'lookups', getRow);
    expect(item).toMatchObject({ itemIndex: 3, keepsRow: false });
    expect(item.json).toMatchObject({
      phone_number: number(1).e164,
      lookup_status: 'complete',
      is_ported: false,
    });
    expect(item.json).not.toHaveProperty('id');
  });

  test('have none of what only a cell has', () => {
    const theirs = { ...found, fields: { phone_input: 'x', phone_reading: 'x' }, lookedUpAt: null };
    const item = buildDetailsItem(3, theirs, phoneFieldsOfLookup(number(1)), 'lookups', getRow);
    expect(Object.keys(item.json)).toEqual([
      ...['phone_number', 'is_ported', 'phone_country', 'phone_type', 'is_mobile', 'lookup_id'],
      ...['request_id', 'lookup_status'],
    ]);
  });

  test('are beside the fields of the row in mode rows, and our fields are null where the number is masked', async () => {
    const {
      itemIndex,
      keepsRow,
      json: { lookup, ...own },
    } = buildDetailsItem(3, found, phoneFieldsOfLookup(null), 'rows', getRow);
    expect({ itemIndex, keepsRow, own }).toEqual({ itemIndex: 3, keepsRow: true, own: getRow(3) });
    expect(lookup).toMatchObject({ phone_number: null, phone_type: null, lookup_id: found.lookupId });
  });
});
