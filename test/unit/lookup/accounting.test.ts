import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';

import { notSentFailure } from '../../../nodes/Kaleyra/lookup/resolveBatch';
import { summarizeRun, summarizeValidation } from '../../../nodes/Kaleyra/lookup/summary';
import type {
  BatchResults,
  LookupOutcome,
  OutputItem,
  UniqueNumber,
  UnmatchedLookup,
} from '../../../nodes/Kaleyra/lookup/types';
import type { ParsedFragment, PhoneNumber } from '../../../nodes/Kaleyra/phone';
import type { Lookup } from '../../../nodes/Kaleyra/types';
import { checkAccounting, type ExpectedFragment } from '../../support/engine/accounting';
import { build, dedupe, resolve, response } from './tools';

const numberOf = (n: number): PhoneNumber => ({
  e164: `+9198765${String(n).padStart(5, '0')}`,
  country: 'IN',
  type: 'mobile',
  reading: n % 2 === 0 ? 'written' : 'national',
});
const good = (n: number): ParsedFragment => ({ input: `cell ${n}`, number: numberOf(n) });
const uniqueNumbers = (count: number): UniqueNumber[] =>
  Array.from({ length: count }, (_, n) => ({
    index: n,
    number: numberOf(n),
    digits: numberOf(n).e164.slice(1),
    itemIndexes: [n],
  }));
const bad = (input: string): ParsedFragment => ({ input, reason: 'EMPTY', reasonText: 'Nothing.' });

const lookupOf = (digits: string, more: Partial<Lookup> = {}): Lookup => ({
  mobileNumber: digits,
  lookupId: `id:${digits}`,
  requestId: 'r1',
  fields: { lookup_id: `id:${digits}`, mobile_number: digits, error: 'x', phone_number: 'theirs' },
  status: 'accepted',
  isPorted: null,
  lookedUpAt: null,
  ...more,
});

const asItems = (items: readonly OutputItem[]): INodeExecutionData[] =>
  items.map(({ itemIndex, json }) => ({
    json: json as INodeExecutionData['json'],
    pairedItem: { item: itemIndex },
  }));

describe('accounting, for any items and any responses', () => {
  const fragment = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }).map(good) },
    fc.constantFrom('', 'n/a', 'hello').map(bad),
  );
  const cells = fc.array(fc.array(fragment, { minLength: 1, maxLength: 4 }), { maxLength: 15 });
  const kinds = fc.array(fc.constantFrom('accepted', 'twice', 'missing', 'failed', 'not sent'), {
    minLength: 13,
    maxLength: 13,
  });

  test.each(['lookups', 'rows'] as const)('every fragment is in exactly one item (%s)', async (mode) => {
    await fc.assert(
      fc.asyncProperty(cells, kinds, async (fragments, kindOf) => {
        const plan = await dedupe(fragments);
        const failure = notSentFailure('It broke');
        const outcomes: Array<LookupOutcome | undefined> = [];
        const unmatched: UnmatchedLookup[] = [{ lookup: lookupOf('999'), itemIndex: 0 }];
        plan.uniqueNumbers.forEach(({ index, digits }, i) => {
          const lookups = [lookupOf(digits), lookupOf(digits, { lookupId: 'second' })];
          const kind = kindOf[i % 13];
          if (kind === 'accepted') outcomes[index] = { kind: 'accepted', lookups: lookups.slice(0, 1) };
          if (kind === 'twice') outcomes[index] = { kind: 'accepted', lookups };
          if (kind === 'missing') outcomes[index] = { kind: 'notAccepted', requestId: 'r1', text: 'No' };
          if (kind === 'failed') outcomes[index] = { kind: 'failed', failure };
        });
        const results: BatchResults = { outcomes, unmatched, notSentReason: notSentFailure('Too many') };
        const items = await build(plan, results, mode, (itemIndex) => ({ id: itemIndex, url: 'mine' }));
        const expected = fragments.map((ofItem) =>
          ofItem.map(
            (one): ExpectedFragment =>
              'number' in one ? { e164: one.number.e164 } : { rejected: one.input },
          ),
        );
        const failedItems = items.failed.map(({ itemIndex, numbers }) => ({
          json: { details: { phone_numbers: numbers } },
          pairedItem: { item: itemIndex },
        }));
        const outputs = {
          lookups: asItems([...items.lookups, ...items.unmatched]),
          rejected: asItems(items.rejected),
          failed: failedItems,
        };
        expect(checkAccounting({ rows: expected, outputs, mode })).toEqual([]);
        for (const { json } of items.lookups) {
          expect(json).not.toHaveProperty('error');
          if (mode === 'rows') expect(json.url).toBe('mine');
        }
      }),
    );
  });

  test('the order of lookups changes nothing', async () => {
    const batch = uniqueNumbers(10);
    const lookups = batch.map(({ digits }) => lookupOf(digits));
    const inOrder = await resolve(batch, response(lookups), 'e164');
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(lookups, { minLength: 10 }), async (shuffled) => {
        const { outcomes, stopReason } = await resolve(batch, response(shuffled), 'e164');
        expect(new Map([...outcomes].sort())).toEqual(new Map([...inOrder.outcomes].sort()));
        expect(stopReason).toBeNull();
      }),
    );
  });
});

describe('what a response means', () => {
  const batch = uniqueNumbers(4);
  const digits = batch.map((one) => one.digits) as [string, string, string, string];
  const kindsOf = async (lookups: Lookup[]): Promise<Array<string | undefined>> => {
    const { outcomes } = await resolve(batch, response(lookups), 'e164');
    return batch.map(({ number }) => outcomes.get(number.e164)?.kind);
  };

  test('masked lookups are matched where only one number fits', async () => {
    const masked = (digit: string): Lookup => lookupOf(`9198XXXXXX${digit}`);
    const all = [masked('0'), masked('1'), masked('2'), masked('3')];
    expect(await kindsOf(all)).toEqual(Array(4).fill('accepted'));
    const none = Array(4).fill('notAccepted');
    expect(await kindsOf(Array(4).fill(lookupOf('9190XXXXXX')))).toEqual(none);
    // A lookup that fits no number can be that of one number at most.
    const failed = Array(4).fill('failed');
    expect(await kindsOf([masked('0'), masked('0')])).toEqual(failed);
    expect(await kindsOf([lookupOf('XXXX')])).toEqual(failed);
  });

  test.each<[string, Lookup[], object, string | null]>([
    ['all are answered', digits.map((one) => lookupOf(one)), {}, null],
    ['the counters explain it', [lookupOf(digits[0])], { invalidCount: 2, duplicateCount: 1 }, null],
    ['they do not', [lookupOf(digits[0])], { invalidCount: 2 }, '1 of 4'],
    ['all are invalid', [], { invalidCount: 4 }, 'Number Format'],
    ['one unknown, no counters', [0, 1, 3].map((i) => lookupOf(digits[i] as string)), NO_COUNTERS(), null],
    ['several missing at the end, no counters', [lookupOf(digits[0])], NO_COUNTERS(), '1 of 4'],
  ])('whether further batches are sent: %s', async (_what, lookups, more, words) => {
    const { stopReason } = await resolve(batch, response(lookups, more), 'e164');
    if (words === null) expect(stopReason).toBeNull();
    else expect(stopReason).toContain(words);
  });

  test('where there are unmatched lookups, the numbers without one may have been charged', async () => {
    const { outcomes, unmatched } = await resolve(
      batch,
      response([lookupOf('447700900123')], { apiError: 'Odd.', invalidCount: 3 }),
      'digits',
    );
    const [first] = outcomes.values();
    expect(unmatched).toHaveLength(1);
    expect(first?.kind === 'notAccepted' && first.text).toMatch(/Odd\..*may have been charged/);
  });

  test('the price is only on the first item of its request', async () => {
    const plan = await dedupe([[good(1)], [good(1), good(2)]]);
    const price = { request: 'r', amount: 0.4 };
    const outcomes = plan.uniqueNumbers.map(
      ({ digits: one }): LookupOutcome => ({ kind: 'accepted', lookups: [lookupOf(one, { price })] }),
    );
    const results: BatchResults = { outcomes, unmatched: [], notSentReason: notSentFailure('x') };
    const { lookups } = await build(plan, results, 'rows', () => ({}));
    const prices = lookups.map(({ json }) => (json.lookup as { batch_price?: number }).batch_price);
    expect(prices).toEqual([0.4, undefined, undefined]);
  });
});

function NO_COUNTERS(): object {
  return { invalidCount: null, duplicateCount: null };
}

describe('the summary of a run', () => {
  test('counts items, numbers, requests and everything else there is', async () => {
    const plan = await dedupe([[good(1)], [good(1)], [bad('')]]);
    const items = await build(
      plan,
      { outcomes: [], unmatched: [], notSentReason: notSentFailure('x') },
      'lookups',
      () => ({}),
    );
    const stats = { requests: 0, sent: 0, restored: 0 };
    const tally = { count: { accepted: 0, pending: 2, complete: 0, failed: 0 }, totalPrice: null };
    expect(summarizeRun(plan, items, { stats, tally, rejectedItems: 'output' })).toBe(
      '3 items: no numbers sent, 1 value rejected, 2 items failed, 2 still pending; ' +
        '2 without country code read with Default Country or a country in the cell',
    );
    expect(summarizeValidation(await dedupe([]), [], { batchSize: 10, rejectedItems: 'output' })).toBe(
      '0 items: 0 unique numbers. A bulk lookup would send 0 numbers in 0 requests.',
    );
  });
});
