import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { buildDetailsItem } from '../../../nodes/Kaleyra/lookup/buildItems';
import type { Lookup } from '../../../nodes/Kaleyra/types';
import type { LookupOutcome, Json, BatchResults, OutputMode } from '../../../nodes/Kaleyra/lookup/types';
import type { ParsedFragment } from '../../../nodes/Kaleyra/phone';
import {
  emit,
  planNumbers,
  rejectedDrafts,
  validDrafts,
  answer,
  EMPTY,
  failure,
  number,
  read,
  getRow,
} from './tools';

const UNSENT = failure('Not sent');

function ledger(fates: Record<number, LookupOutcome>, strays: BatchResults['unmatched'] = []): BatchResults {
  const entries = Object.entries(fates).map(([end, fate]): [string, LookupOutcome] => [
    number(Number(end)).e164,
    fate,
  ]);
  return { outcomes: new Map(entries), unmatched, notSentReason: UNSENT };
}

const accepted = (...answers: Lookup[]): LookupOutcome => ({ kind: 'accepted', lookups });
const json = (drafts: ReadonlyArray<{ json: Json }>): Json[] => drafts.map((draft) => draft.json);
const lookupOf = (draft: { json: Json } | undefined): unknown => draft?.json.lookup;

describe('one item per lookup ID', () => {
  test('holds our fields about the number, those of Kaleyra, then ours about the request', async () => {
    const plan = await dedupe([[fragment(1, '98765 43201')]]);
    const one = lookup(1, { fields: { lookup_id: 'L', mobile_number: '91…', url: 'U' }, lookupId: 'L' });
    const { lookups } = await build(plan, ledger({ 1: accepted(one) }), 'lookups', getRow);
    expect(lookups).toStrictEqual([
      {
        item: 0,
        keepsRow: false,
        json: {
          phone_number: '+919876543201',
          phone_country: 'IN',
          phone_type: 'mobile',
          phone_input: '98765 43201',
          phone_reading: 'national',
          lookup_id: 'L',
          mobile_number: '91…',
          url: 'U',
          request_id: 'request 1',
          lookup_status: 'accepted',
          is_ported: null,
        },
      },
    ]);
  });

  test('is paired to the first row and names the others', async () => {
    const plan = await dedupe([[EMPTY], [fragment(1)], [fragment(2)], [fragment(1)], [fragment(1)]]);
    const fates = { 1: accepted(lookup(1)), 2: accepted(lookup(2)) };
    const { lookups } = await build(plan, ledger(fates), 'lookups', getRow);
    expect(lookups.map(({ itemIndex }) => itemIndex)).toEqual([1, 2]);
    expect(lookups[0]?.json.duplicate_items).toEqual([3, 4]);
    expect(lookups[1]?.json).not.toHaveProperty('duplicate_items');
  });

  test('gives both IDs of a number that has two', async () => {
    const two = [lookup(1, { lookupId: 'a' }), lookup(1, { lookupId: 'b' })];
    const { lookups, unmatched } = await build(
      await dedupe([[fragment(1)]]),
      ledger({ 1: accepted(...two) }),
      'lookups',
      getRow,
    );
    expect(json(lookups).map((one) => one.lookup_id)).toEqual(['a', 'b']);
    expect(unmatched).toEqual([]);
  });
});

describe('one item per row', () => {
  const plan = await dedupe([[fragment(1)], [fragment(1), fragment(2)]]);
  const fates = { 1: accepted(lookup(1, { fields: { url: 'U', country: 'IN' } })), 2: accepted(lookup(2)) };

  test('leaves the columns of the row alone, its own url too', async () => {
    const { lookups } = await build(plan, ledger(fates), 'rows', getRow);
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

  test('fills with the first ID; the other follows once, as unmatched', async () => {
    const two = accepted(lookup(1, { lookupId: 'a' }), lookup(1, { lookupId: 'b' }));
    const { lookups, unmatched } = await build(plan, ledger({ ...fates, 1: two }), 'rows', getRow);
    expect(lookups.map((draft) => lookupOf(draft))).toMatchObject([
      { lookup_id: 'a' },
      { lookup_id: 'a' },
      { lookup_id: lookup(2).lookupId },
    ]);
    expect(unmatched).toHaveLength(1);
    expect(unmatched[0]).toMatchObject({ item: 0, keepsRow: false });
    expect(lookupOf(unmatched[0])).toMatchObject({ lookup_id: 'b', phone_number: null });
  });
});

describe.each<OutputMode>(['lookups', 'rows'])('in mode %s', async (mode) => {
  const inner = (one: Json): Json => (mode === 'rows' ? (one.lookup as Json) : one);

  test('strays come last, without a number of ours and without the row', async () => {
    const stray = { item: 1, answer: lookup('442079460001') };
    const { unmatched } = await build(await dedupe([[fragment(1)]]), ledger({}, [stray]), mode, getRow);
    expect(unmatched).toHaveLength(1);
    expect(unmatched[0]).toMatchObject({ item: 1, keepsRow: false });
    expect(unmatched.map((one) => inner(one.json))).toMatchObject([
      { phone_number: null, phone_input: null, mobile_number: '442079460001' },
    ]);
    expect(unmatched[0]?.json).not.toHaveProperty('id');
  });

  test('the price stands on the first item of its request only', async () => {
    const price = (request: string): Partial<Lookup> => ({ price: { request, amount: 0.8 } });
    const plan = await dedupe([[fragment(1)], [fragment(2)], [fragment(1)], [fragment(3)], [fragment(4)]]);
    const fates = {
      1: accepted(lookup(1, price('a'))),
      2: accepted(lookup(2, price('a'))),
      3: accepted(lookup(3, price('b'))),
      4: accepted(lookup(4)),
    };
    const stray = { item: 0, answer: lookup('442079460001', price('b')) };
    const { lookups, unmatched } = await build(plan, ledger(fates, [stray]), mode, getRow);
    const prices = json([...lookups, ...unmatched]).map((one) => inner(one).batch_price);
    expect(prices.filter((amount) => amount !== undefined)).toEqual([0.8, 0.8]);
    expect(prices[0]).toBe(0.8);
  });

  test("what belongs to Kaleyra's envelope is not carried, nor anything that is not a field", async () => {
    const fields: unknown = JSON.parse(
      '{"error":"x","errors":[],"__proto__":{"bad":1},"constructor":"ok","b":2}',
    );
    const one = lookup(1, { fields: fields as Json });
    const { lookups } = await build(await dedupe([[fragment(1)]]), ledger({ 1: accepted(one) }), mode, getRow);
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
      isPorted: true,
      note: 'why',
    });
    const { lookups } = await build(await dedupe([[fragment(1)]]), ledger({ 1: accepted(one) }), mode, getRow);
    expect(inner(lookups[0]?.json ?? {})).toMatchObject({
      phone_number: number(1).e164,
      lookup_id: one.lookupId,
      request_id: 'request 1',
      lookup_status: 'accepted',
      lookup_note: 'why',
      is_ported: true,
    });
  });

  test('fields of Kaleyra named like ours are left out, those too that we do not fill', async () => {
    const theirs = {
      request_id: 'x',
      lookup_status: 'x',
      lookup_note: 'x',
      is_ported: 'x',
      batch_price: 'x',
      duplicate_items: 'x',
      url: 'U',
    };
    const fate = accepted(lookup(1, { fields: theirs }));
    const { lookups } = await build(await dedupe([[fragment(1)]]), ledger({ 1: fate }), mode, getRow);
    expect(Object.keys(inner(lookups[0]?.json ?? {})).slice(5)).toEqual([
      'lookup_id',
      'url',
      'request_id',
      'lookup_status',
      'is_ported',
    ]);
  });

  test('numbers that failed alike are one item of their row, others are their own', async () => {
    const down = failure('Down');
    const plan = await dedupe([[fragment(1), fragment(2), fragment(3)], [fragment(1)], [fragment(4)]]);
    const failing: LookupOutcome = { kind: 'failed', failure: down };
    const fates: Record<number, LookupOutcome> = {
      1: failing,
      2: failing,
      3: { kind: 'failed', failure: failure('Other') },
    };
    const { failed, lookups } = await build(plan, ledger(fates), mode, getRow);
    expect(failed.map(({ itemIndex, numbers, failure: { message } }) => [itemIndex, numbers.length, message])).toEqual([
      [0, 2, 'Down'],
      [0, 1, 'Other'],
      [1, 1, 'Down'],
      [2, 1, 'Not sent'],
    ]);
    expect(lookups).toEqual([]);
  });

  test('numbers that were not accepted are rejected among the others, in order of rows', async () => {
    const plan = await dedupe([[fragment(1)], [EMPTY], [fragment(2)]]);
    const none: LookupOutcome = { kind: 'notAccepted', requestId: 'R', text: 'No ID.' };
    const { rejected } = await build(plan, ledger({ 1: none, 2: { ...none, requestId: null } }), mode, getRow);
    expect(rejected).toStrictEqual([
      {
        item: 0,
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
        item: 1,
        keepsRow: true,
        json: {
          ...getRow(1),
          rejected: { phone_input: '', reason: 'EMPTY', reason_text: 'The cell holds no phone number.' },
        },
      },
      {
        item: 2,
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

  test('every pair and every refused fragment ends in exactly one output', async () => {
    const fragment = fc.oneof(
      fc.constant(EMPTY),
      fc.integer({ min: 0, max: 9 }).map((end) => fragment(end)),
    );
    const rows = fc.array(fc.array(fragment, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
    const kinds = fc.array(fc.constantFrom('one', 'two', 'none', 'failed', 'unsent'), {
      minLength: 10,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(rows, kinds, (readings: ParsedFragment[][], fatesOf) => {
        const fates: Record<number, LookupOutcome> = {};
        fatesOf.forEach((kind, end) => {
          if (kind === 'one') fates[end] = accepted(lookup(end));
          if (kind === 'two') fates[end] = accepted(lookup(end), lookup(end, { lookupId: 'again' }));
          if (kind === 'none') fates[end] = { kind: 'notAccepted', requestId: null, text: '' };
          if (kind === 'failed') fates[end] = { kind: 'failed', failure: UNSENT };
        });
        const plan = await dedupe(readings);
        const emission = await build(plan, ledger(fates), mode, getRow);

        const pairs = emission.lookups
          .filter((draft) => inner(draft.json).lookup_id !== 'again')
          .flatMap((draft) => {
            const others = (inner(draft.json).duplicate_items ?? []) as number[];
            return [draft.itemIndex, ...others].map((item) => `${item} ${String(inner(draft.json).phone_number)}`);
          });
        const failed = emission.failed.flatMap(({ itemIndex, numbers }) => numbers.map((one) => `${itemIndex} ${one}`));
        const rejected = emission.rejected.map(({ itemIndex, json: { rejected: one } }) => {
          const { phone_number: e164 } = one as Json;
          return `${itemIndex} ${String(e164)}`;
        });
        const wanted = [
          ...plan.occurrences.map(
            ({
              itemIndex,
              uniqueNumber: {
                number: { e164 },
              },
            }) => `${itemIndex} ${e164}`,
          ),
          ...plan.rejected.map(({ itemIndex }) => `${itemIndex} undefined`),
        ];
        expect([...pairs, ...failed, ...rejected].sort()).toEqual(wanted.sort());
      }),
      { numRuns: 300 },
    );
  });
});

describe('rejected and checked fragments', () => {
  test('rejected ones come in order of rows, whatever order they were given in', async () => {
    const of = (item: number): Parameters<typeof buildRejected>[0][number] => ({
      itemIndex,
      ...EMPTY,
      reason: 'EMPTY',
      reasonText: '',
    });
    expect((await buildRejected([of(2), of(0), of(1)], getRow)).map(({ itemIndex }) => itemIndex)).toEqual([0, 1, 2]);
  });

  test('checked ones keep their row, are spelled for people and point at the first row with the number', async () => {
    const plan = await dedupe([[fragment(1)], [fragment(1)]]);
    const drafts = await buildValid(plan, getRow, (e164) => ({ national: `n${e164}`, international: `i${e164}` }));
    const e164 = number(1).e164;
    const validation = {
      phone_number: e164,
      phone_country: 'IN',
      phone_type: 'mobile',
      phone_input: '9876543201',
      phone_reading: 'national',
      phone_national: `n${e164}`,
      phone_international: `i${e164}`,
    };
    expect(drafts).toEqual([
      { item: 0, keepsRow: true, json: { ...getRow(0), validation } },
      { item: 1, keepsRow: true, json: { ...getRow(1), validation: { ...validation, duplicate_of: 0 } } },
    ]);
  });
});

describe('the details of a lookup', () => {
  const found = lookup(1, { status: 'complete', isPorted: false });

  test('stand flat in mode lookups', async () => {
    const draft = buildDetailsItem(3, found, number(1), 'lookups', getRow);
    expect(draft).toMatchObject({ item: 3, keepsRow: false });
    expect(draft.json).toMatchObject({
      phone_number: number(1).e164,
      phone_input: found.mobileNumber,
      lookup_status: 'complete',
      is_ported: false,
    });
    expect(draft.json).not.toHaveProperty('id');
  });

  test('stand beside the fields of the row in mode rows, without our fields where the number is masked', async () => {
    const {
      itemIndex,
      keepsRow,
      json: { lookup, ...own },
    } = buildDetailsItem(3, found, null, 'rows', getRow);
    expect({ item, keepsRow, own }).toEqual({ item: 3, keepsRow: true, own: getRow(3) });
    expect(lookup).toMatchObject({ phone_number: null, phone_reading: null, lookup_id: found.lookupId });
  });
});
