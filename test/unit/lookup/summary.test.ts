import { describe, expect, test } from '@jest/globals';

import type { OutputItems } from '../../../nodes/Kaleyra/lookup/buildItems';
import {
  plural,
  summarizeDetails,
  summarizeRun,
  summarizeValidation,
} from '../../../nodes/Kaleyra/lookup/summary';
import type { BatchResults } from '../../../nodes/Kaleyra/lookup/types';
import type { ParsedFragment } from '../../../nodes/Kaleyra/phone';
import { build, dedupe, EMPTY, failure, fragment, getRow, lookup, number } from './tools';

const written: ParsedFragment = {
  input: '+442079460001',
  number: { e164: '+442079460001', country: 'GB', type: 'fixed_line', reading: 'written' },
};
const NOTHING: OutputItems = { lookups: [], failed: [], unmatched: [], rejected: [] };

describe('the summary of a run', () => {
  test('names only what there is', async () => {
    const stats = { requests: 1, sent: 1, restored: 0 };
    expect(summarizeRun(await dedupe([[written]]), NOTHING, stats, 'output')).toBe(
      '1 item: 1 number sent in 1 request',
    );
    const oneUnmatched = { ...NOTHING, unmatched: [{ itemIndex: 0, json: {}, keepsRow: false }] };
    expect(summarizeRun(await dedupe([[written]]), oneUnmatched, stats, 'output')).toBe(
      '1 item: 1 number sent in 1 request, 1 unmatched lookup',
    );
    const nothingSent = { requests: 0, sent: 0, restored: 0, pending: 0 };
    expect(summarizeRun(await dedupe([]), NOTHING, nothingSent, 'output')).toBe('0 items: no numbers sent');
  });

  test('names everything there can be', async () => {
    const plan = await dedupe([[fragment(1), EMPTY], [fragment(1)], [fragment(2)]]);
    const results: BatchResults = {
      outcomes: new Map([[number(1).e164, { kind: 'accepted', lookups: [lookup(1)] }]]),
      unmatched: ['442079460001', '442079460002'].map((one) => ({ itemIndex: 0, lookup: lookup(one) })),
      notSentReason: failure('Down'),
    };
    const items = await build(plan, results, 'lookups', getRow);
    expect(summarizeRun(plan, items, { requests: 2, sent: 5, restored: 6, pending: 7 }, 'together')).toBe(
      '3 items: 5 numbers sent in 2 requests, 6 from an earlier try, 1 value rejected, 1 item failed, ' +
        '2 unmatched lookups, 7 still pending; 3 without country code read with Default Country',
    );
  });

  test('groups thousands', async () => {
    const plan = await dedupe(Array.from({ length: 1_200 }, () => [written]));
    expect(summarizeRun(plan, NOTHING, { requests: 1_200, sent: 2_000, restored: 1_000 }, 'output')).toBe(
      '1,200 items: 2,000 numbers sent in 1,200 requests, 1,000 from an earlier try',
    );
  });
});

test('rejected values that are dropped are counted', async () => {
  const plan = await dedupe([[EMPTY], [EMPTY]]);
  const rejected = plan.rejected.map(({ itemIndex }) => ({ itemIndex, json: {}, keepsRow: true }));
  const stats = { requests: 0, sent: 0, restored: 0 };
  expect(summarizeRun(plan, { ...NOTHING, rejected }, stats, 'drop')).toBe(
    '2 items: no numbers sent, 2 values rejected and dropped',
  );
  expect(summarizeValidation(plan, 1, { batchSize: 1, rejectedItems: 'drop' })).toBe(
    '2 items: 0 unique numbers, 1 value rejected and dropped. A bulk lookup would send 0 numbers in 0 requests.',
  );
});

describe('the summary of a validation', () => {
  test.each<[ParsedFragment[][], number, number, string]>([
    [[], 0, 1_000, '0 items: 0 unique numbers. A bulk lookup would send 0 numbers in 0 requests.'],
    [[[written]], 0, 1_000, '1 item: 1 unique number. A bulk lookup would send 1 number in 1 request.'],
    [
      [[fragment(1)], [fragment(2), EMPTY], [fragment(3)]],
      2,
      2,
      '3 items: 3 unique numbers, 2 values rejected; 3 without country code read with Default Country. ' +
        'A bulk lookup would send 3 numbers in 2 requests.',
    ],
  ])('case %#', async (fragments, rejected, batchSize, summary) => {
    const settings = { batchSize, rejectedItems: 'output' } as const;
    expect(summarizeValidation(await dedupe(fragments), rejected, settings)).toBe(summary);
  });
});

describe('the summary of Get Details', () => {
  test.each<[[number, number, number, number], string]>([
    [[1, 1, 0, 0], '1 item: details of 1 lookup requested'],
    [
      [3_000, 2_999, 2, 1],
      '3,000 items: details of 2,999 lookups requested, 1 still pending, 2 items failed',
    ],
  ])('case %#', ([items, lookups, failed, pending], summary) => {
    expect(summarizeDetails(items, lookups, failed, pending)).toBe(summary);
  });
});

test.each<[number, string]>([
  [0, '0 items'],
  [1, '1 item'],
  [2, '2 items'],
  [1_200, '1,200 items'],
])('%d as text is %s', (value, text) => {
  expect(plural(value, 'item', 'items')).toBe(text);
});
