import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';

import { splitIntoBatches } from '../../../nodes/Kaleyra/lookup/splitBatches';
import { notSentFailure, resolveBatch } from '../../../nodes/Kaleyra/lookup/resolveBatch';
import { summarizeValidation, summarizeRun } from '../../../nodes/Kaleyra/lookup/summary';
import type { Lookup } from '../../../nodes/Kaleyra/types';
import type { LookupOutcome, BatchResults, UnmatchedLookup, UniqueNumber } from '../../../nodes/Kaleyra/lookup/types';
import type { PhoneNumber, ParsedFragment } from '../../../nodes/Kaleyra/phone';
import { emit, planNumbers, answered } from './tools';
import { checkAccounting, type ExpectedFragment } from '../../support/engine/accounting';

const numberOf = (n: number): PhoneNumber => ({
  e164: `+9198765${String(n).padStart(5, '0')}`,
  country: 'IN',
  type: 'mobile',
  reading: n % 2 === 0 ? 'written' : 'national',
});
const good = (n: number): ParsedFragment => ({ input: `cell ${n}`, number: numberOf(n) });
const bad = (input: string): ParsedFragment => ({ input, reason: 'EMPTY', reasonText: 'Nothing.' });

const answerOf = (digits: string, more: Partial<Lookup> = {}): Lookup => ({
  mobileNumber: digits,
  lookupId: `id:${digits}`,
  requestId: 'r1',
  fields: { lookup_id: `id:${digits}`, mobile_number: digits, error: 'x', phone_number: 'theirs' },
  status: 'accepted',
  isPorted: null,
  ...more,
});

const asItems = (drafts: ReadonlyArray<{ item: number; json: object }>): INodeExecutionData[] =>
  drafts.map(({ item, json }) => ({ json: json as INodeExecutionData['json'], pairedItem: { item } }));

describe('accounting, for any rows and any answers', () => {
  const fragment = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }).map(good) },
    fc.constantFrom('', 'n/a', 'hello').map(bad),
  );
  const rows = fc.array(fc.array(fragment, { minLength: 1, maxLength: 4 }), { maxLength: 15 });
  const fate = fc.constantFrom('answered', 'twice', 'missing', 'failed', 'unsent');

  test.each(['lookups', 'rows'] as const)('every fragment is in exactly one item (%s)', async (mode) => {
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fate, { minLength: 13, maxLength: 13 }), (readings, decided) => {
        const plan = await dedupe(readings);
        const failure = notSentFailure('It broke');
        const fates = new Map<string, LookupOutcome>();
        const strays: UnmatchedLookup[] = [{ lookup: answerOf('999'), itemIndex: 0 }];
        plan.uniqueNumbers.forEach((wanted, i) => {
          const answers = [answerOf(wanted.digits), answerOf(wanted.digits, { lookupId: 'second' })];
          const kind = decided[i % 13];
          if (kind === 'accepted')
            fates.set(wanted.number.e164, { kind: 'accepted', lookups: answers.slice(0, 1) });
          if (kind === 'twice') fates.set(wanted.number.e164, { kind: 'accepted', lookups });
          if (kind === 'missing')
            fates.set(wanted.number.e164, { kind: 'notAccepted', requestId: 'r1', text: 'No' });
          if (kind === 'failed') fates.set(wanted.number.e164, { kind: 'failed', failure });
        });
        const ledger: BatchResults = { outcomes, unmatched, notSentReason: notSentFailure('Too many') };
        const {
          lookups,
          unmatched: last,
          failed,
          rejected,
        } = await build(plan, ledger, mode, (item) => ({ id: item, url: 'mine' }));
        const expected = readings.map((row) =>
          row.map(
            (one): ExpectedFragment =>
              'number' in one ? { e164: one.number.e164 } : { rejected: one.input },
          ),
        );
        const failedItems = failed.map(({ itemIndex, numbers }) => ({
          json: { details: { phone_numbers: numbers } },
          pairedItem: { item },
        }));
        const outputs = {
          lookups: asItems([...lookups, ...last]),
          rejected: asItems(rejected),
          failed: failedItems,
        };
        expect(checkAccounting({ rows: expected, outputs, mode })).toEqual([]);
        for (const { json } of lookups) {
          expect(json).not.toHaveProperty('error');
          if (mode === 'rows') expect(json.url).toBe('mine');
        }
      }),
    );
  });

  test('the order of answers changes nothing', async () => {
    const plan = await dedupe(Array.from({ length: 10 }, (_, n) => [good(n)]));
    const answers = plan.uniqueNumbers.map(({ digits }) => answerOf(digits));
    const inOrder = await resolve(plan.uniqueNumbers, response(answers), 'e164');
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(answers, { minLength: 10 }), (shuffled) => {
        const settled = await resolve(plan.uniqueNumbers, response(shuffled), 'e164');
        expect(new Map([...settled.outcomes].sort())).toEqual(new Map([...inOrder.outcomes].sort()));
        expect(settled.stopReason).toBeNull();
      }),
    );
  });
});

describe('what an answered request means', () => {
  const wanted = (await dedupe(Array.from({ length: 4 }, (_, n) => [good(n)]))).uniqueNumbers;
  const digits = wanted.map((one) => one.digits) as [string, string, string, string];
  const kinds = (answers: Lookup[], more = {}): Array<string | undefined> => {
    const { outcomes } = await resolve(wanted, response(answers, more), 'e164');
    return wanted.map(({ number }) => outcomes.get(number.e164)?.kind);
  };

  test('masked answers are matched where only one number fits', async () => {
    const masked = (digit: string): Lookup => answerOf(`9198XXXXXX${digit}`);
    expect(kinds([masked('0'), masked('1'), masked('2'), masked('3')])).toEqual(Array(4).fill('answered'));
    expect(kinds(Array(4).fill(answerOf('9190XXXXXX')))).toEqual(Array(4).fill('notAccepted'));
    expect(kinds([masked('0'), masked('0')])).toEqual(Array(4).fill('notAccepted'));
    expect(kinds([answerOf('XXXX')])).toEqual(Array(4).fill('notAccepted'));
  });

  test.each<[string, Lookup[], object, string | null]>([
    ['all are answered', digits.map((one) => answerOf(one)), {}, null],
    ['the counters explain it', [answerOf(digits[0])], { invalidCount: 2, duplicateCount: 1 }, null],
    ['they do not', [answerOf(digits[0])], { invalidCount: 2 }, 'Kaleyra answered 1 of 4 numbers'],
    ['all are invalid', [], { invalidCount: 4 }, "set 'Number Format' to Digits"],
    ['one unknown, no counters', [0, 1, 3].map((i) => answerOf(digits[i] as string)), NO_COUNTERS(), null],
    ['a missing tail, no counters', [answerOf(digits[0])], NO_COUNTERS(), "set 'Batch Size' to 1"],
  ])('further requests: %s', async (_what, answers, more, words) => {
    const { stopReason } = await resolve(wanted, response(answers, more), 'e164');
    if (words === null) expect(stopReason).toBeNull();
    else expect(stopReason).toContain(words);
  });

  test('where strays came, the numbers without an answer may be paid for', async () => {
    const { outcomes, unmatched } = await resolve(
      wanted,
      response([answerOf('447700900123')], { apiError: 'Odd.' }),
      'digits',
    );
    const [first] = outcomes.values();
    expect(unmatched).toHaveLength(1);
    expect(first?.kind === 'notAccepted' && first.text).toMatch(/It says: Odd\..*may have been paid for/);
  });

  test('the price stands on the first item of its request only', async () => {
    const plan = await dedupe([[good(1)], [good(1), good(2)]]);
    const price = { request: 'r', amount: 0.4 };
    const fates = new Map(
      plan.uniqueNumbers.map((one) => [
        one.number.e164,
        { kind: 'accepted', lookups: [answerOf(one.digits, { price })] } as LookupOutcome,
      ]),
    );
    const { lookups } = await build(plan, { outcomes, unmatched: [], notSentReason: notSentFailure('x') }, 'rows', () => ({}));
    expect(lookups.map(({ json }) => (json.lookup as { batch_price?: number }).batch_price)).toEqual([
      0.4,
      undefined,
      undefined,
    ]);
  });
});

function NO_COUNTERS(): object {
  return { invalidCount: null, duplicateCount: null };
}

describe('requests', () => {
  const wanted = (await dedupe(Array.from({ length: 25 }, (_, n) => [good(n)]))).uniqueNumbers;

  test('hold so many numbers, or so many characters, and at least one', async () => {
    const sizes = (limits: Parameters<typeof splitIntoBatches>[1]): number[] =>
      splitIntoBatches(wanted, limits).map((one: UniqueNumber[]) => one.length);
    expect(sizes({ numbers: 10 })).toEqual([10, 10, 5]);
    expect(sizes({ numbers: 100, characters: 120, charactersOf: () => 12 })).toEqual([10, 10, 5]);
    expect(sizes({ numbers: 100, characters: 5, charactersOf: () => 12 })).toEqual(Array(25).fill(1));
    expect(splitIntoBatches([], { numbers: 10 })).toEqual([]);
  });
});

describe('the sentence about a run', () => {
  test('counts rows, numbers, requests and what else there is', async () => {
    const plan = await dedupe([[good(1)], [good(1)], [bad('')]]);
    const emission = await build(
      plan,
      { outcomes: new Map(), unmatched: [], notSentReason: notSentFailure('x') },
      'lookups',
      () => ({}),
    );
    expect(summarizeRun(plan, emission, { requests: 0, remembered: 0, pending: 2 })).toBe(
      '3 rows: 1 different number in 0 requests, 1 rejected, 2 read as national, 2 failed, 2 still pending',
    );
    expect(summarizeValidation(await dedupe([]), 0, 10)).toBe(
      '0 rows: 0 different numbers. A bulk lookup would take 0 lookups in 0 requests.',
    );
  });
});
