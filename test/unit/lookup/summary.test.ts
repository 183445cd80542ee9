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
    const stats = { requests: 1, restored: 0 };
    expect(summarizeRun(await dedupe([[written]]), NOTHING, stats)).toBe(
      '1 row: 1 different number in 1 request',
    );
    expect(summarizeRun(await dedupe([]), NOTHING, { requests: 0, restored: 0, pending: 0 })).toBe(
      '0 rows: 0 different numbers in 0 requests',
    );
  });

  test('names everything there can be', async () => {
    const plan = await dedupe([[fragment(1), EMPTY], [fragment(1)], [fragment(2)]]);
    const results: BatchResults = {
      outcomes: new Map([[number(1).e164, { kind: 'accepted', lookups: [lookup(1)] }]]),
      unmatched: [{ itemIndex: 0, lookup: lookup('442079460001') }],
      notSentReason: failure('Down'),
    };
    const items = await build(plan, results, 'lookups', getRow);
    expect(summarizeRun(plan, items, { requests: 2, restored: 1, pending: 1 })).toBe(
      '3 rows: 2 different numbers in 2 requests, 1 rejected, 3 read as national, 1 failed, ' +
        '1 matching no number, 1 answered in an earlier try and not sent again, 1 still pending',
    );
  });

  test('groups thousands', async () => {
    const plan = await dedupe(Array.from({ length: 1_200 }, () => [written]));
    expect(summarizeRun(plan, NOTHING, { requests: 1, restored: 1_000 })).toBe(
      '1,200 rows: 1 different number in 1 request, 1,000 answered in an earlier try and not sent again',
    );
  });
});

describe('the summary of a validation', () => {
  test.each<[ParsedFragment[][], number, number, string]>([
    [[], 0, 1_000, '0 rows: 0 different numbers. A bulk lookup would take 0 lookups in 0 requests.'],
    [[[written]], 0, 1_000, '1 row: 1 different number. A bulk lookup would take 1 lookup in 1 request.'],
    [
      [[fragment(1)], [fragment(2), EMPTY], [fragment(3)]],
      1,
      2,
      '3 rows: 3 different numbers, 1 rejected, 3 read as national. A bulk lookup would take 3 lookups in 2 requests.',
    ],
  ])('case %#', async (fragments, rejected, batchSize, summary) => {
    expect(summarizeValidation(await dedupe(fragments), rejected, batchSize)).toBe(summary);
  });
});

describe('the summary of Get Details', () => {
  test.each<[[number, number, number, number], string]>([
    [[1, 1, 0, 0], '1 row: 1 different lookup'],
    [[3_000, 2_999, 2, 1], '3,000 rows: 2,999 different lookups, 1 still pending, 2 failed'],
  ])('case %#', ([items, lookups, failed, pending], summary) => {
    expect(summarizeDetails(items, lookups, failed, pending)).toBe(summary);
  });
});

test.each<[number, string]>([
  [0, '0 rows'],
  [1, '1 row'],
  [2, '2 rows'],
  [1_200, '1,200 rows'],
])('%d as text is %s', (value, text) => {
  expect(plural(value, 'row', 'rows')).toBe(text);
});
