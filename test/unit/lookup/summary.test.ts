import { describe, expect, test } from '@jest/globals';

import type { OutputItems } from '../../../nodes/Kaleyra/lookup/buildItems';
import { plural } from '../../../nodes/Kaleyra/lookup/formatCount';
import {
  summarizeDetails,
  type DetailsFigures,
  summarizeRun,
  summarizeValidation,
  type RunFigures,
} from '../../../nodes/Kaleyra/lookup/summary';
import { lookupsOf, tallyLookups, type LookupTally } from '../../../nodes/Kaleyra/lookup/tallyLookups';
import type {
  BatchResults,
  LookupPlan,
  OutputItem,
  RejectedItems,
  RunStats,
} from '../../../nodes/Kaleyra/lookup/types';
import type { ParsedFragment, Reason } from '../../../nodes/Kaleyra/phone';
import type { Lookup } from '../../../nodes/Kaleyra/types';
import { forEachNow } from '../../support/forEachNow';
import { build, buildRejected, dedupe, EMPTY, failure, fragment, getRow, lookup, outcomesOf } from './tools';

const written: ParsedFragment = {
  input: '+442079460001',
  number: { e164: '+442079460001', country: 'GB', type: 'fixed_line', reading: 'written' },
};
const NOTHING: OutputItems = { lookups: [], failed: [], unmatched: [], rejected: [] };
const NOTHING_SENT: RunStats = { requests: 0, sent: 0, restored: 0 };

function tallyOf(...statuses: Array<Lookup['status']>): LookupTally {
  const count = { accepted: 0, pending: 0, complete: 0, failed: 0 };
  for (const status of statuses) count[status] += 1;
  return { count, totalPrice: null };
}

function figures(stats: RunStats, tally = tallyOf(), rejectedItems: RejectedItems = 'output'): RunFigures {
  return { stats, tally, rejectedItems };
}

async function rejectedItemsOf(plan: LookupPlan): Promise<OutputItem[]> {
  return await buildRejected(plan.rejected, getRow);
}

describe('the summary of a run', () => {
  test('names only what there is', async () => {
    const stats = { requests: 1, sent: 1, restored: 0 };
    expect(summarizeRun(await dedupe([[written]]), NOTHING, figures(stats))).toBe(
      '1 item: 1 number sent in 1 request',
    );
    const oneUnmatched = { ...NOTHING, unmatched: [{ itemIndex: 0, json: {}, keepsRow: false }] };
    expect(summarizeRun(await dedupe([[written]]), oneUnmatched, figures(stats))).toBe(
      '1 item: 1 number sent in 1 request, 1 unmatched lookup',
    );
    expect(summarizeRun(await dedupe([]), NOTHING, figures(NOTHING_SENT))).toBe('0 items: no numbers sent');
  });

  test('names everything there can be', async () => {
    const plan = await dedupe([[fragment(1), EMPTY], [fragment(1)], [fragment(2)]]);
    const results: BatchResults = {
      outcomes: outcomesOf({ 0: { kind: 'accepted', lookups: [lookup(1)] } }),
      unmatched: ['442079460001', '442079460002'].map((one) => ({ itemIndex: 0, lookup: lookup(one) })),
      notSentReason: failure('Down'),
    };
    const items = await build(plan, results, 'lookups', getRow);
    const tally = tallyOf('pending', 'pending', 'failed', 'complete', 'accepted');
    const stats = { requests: 2, sent: 5, restored: 6 };
    expect(summarizeRun(plan, items, figures(stats, tally, 'together'))).toBe(
      '3 items: 5 numbers sent in 2 requests, 6 from an earlier try, 1 value rejected, 1 item failed, ' +
        '2 unmatched lookups, 2 still pending, 1 that Kaleyra could not complete; ' +
        '3 without country code read with Default Country or a country in the cell',
    );
  });

  test('groups thousands', async () => {
    const plan = await dedupe(Array.from({ length: 1_200 }, () => [written]));
    expect(summarizeRun(plan, NOTHING, figures({ requests: 1_200, sent: 2_000, restored: 1_000 }))).toBe(
      '1,200 items: 2,000 numbers sent in 1,200 requests, 1,000 from an earlier try',
    );
  });
});

describe('the summary says what to do next', () => {
  test('where lookups were only started', async () => {
    const plan = await dedupe([[written]]);
    const stats = { requests: 1, sent: 1, restored: 0 };
    expect(summarizeRun(plan, NOTHING, figures(stats, tallyOf('accepted')))).toBe(
      '1 item: 1 number sent in 1 request. These are lookup IDs without results: use Get Details to fetch them. ' +
        "Next time, 'Wait for Details' or Look Up Now gets them in one step.",
    );
    for (const status of ['pending', 'complete', 'failed'] as const)
      expect(summarizeRun(plan, NOTHING, figures(stats, tallyOf('accepted', status)))).not.toContain(
        'These are',
      );
  });

  test('where every value was rejected: the most frequent reasons, and what the first of them says', async () => {
    const rejected = (reason: Reason, reasonText: string): ParsedFragment => ({
      input: 'x',
      reason,
      reasonText,
    });
    const plan = await dedupe([
      [rejected('TOO_LONG', 'Long.')],
      [rejected('EMPTY', 'Empty.')],
      [rejected('UNKNOWN_COUNTRY', 'Set it.'), rejected('UNKNOWN_COUNTRY', 'Set it, too.')],
      [rejected('EMPTY', 'Empty.'), rejected('UNKNOWN_COUNTRY', 'Set it.')],
      [rejected('TOO_SHORT', 'Short.')],
    ]);
    const items = { ...NOTHING, rejected: await rejectedItemsOf(plan) };
    const reasons = 'Rejected most often as UNKNOWN_COUNTRY (3), EMPTY (2), TOO_LONG (1). Set it.';
    expect(summarizeRun(plan, items, figures(NOTHING_SENT))).toBe(
      `5 items: no numbers sent, 7 values rejected. ${reasons}`,
    );
    const settings = { batchSize: 1, rejectedItems: 'output' } as const;
    expect(summarizeValidation(plan, items.rejected, settings)).toContain(` ${reasons}`);
    for (const other of ['lookups', 'unmatched'] as const) {
      const some = { ...items, [other]: [{ itemIndex: 0, json: {}, keepsRow: false }] };
      expect(summarizeRun(plan, some, figures(NOTHING_SENT))).not.toContain('most often');
    }
  });

  test('where most of all values were rejected for one reason', async () => {
    const rejected = async (fragments: ParsedFragment[][]): Promise<[LookupPlan, OutputItem[]]> => {
      const plan = await dedupe(fragments);
      return [plan, await rejectedItemsOf(plan)];
    };
    const one = [{ itemIndex: 0, json: {}, keepsRow: false }];
    const other = { input: 'x', reason: 'TOO_LONG', reasonText: 'Long.' } as const;
    const why = 'Rejected as EMPTY.';
    const settings = { batchSize: 1, rejectedItems: 'output' } as const;
    for (const [fragments, says] of [
      [[[written], [EMPTY], [EMPTY]], true],
      [[[written, EMPTY, EMPTY]], true],
      [[[written], [written], [EMPTY], [EMPTY]], false],
      [[[written], [other], [EMPTY], [EMPTY]], false],
    ] as Array<[ParsedFragment[][], boolean]>) {
      const [plan, items] = await rejected(fragments);
      const run = summarizeRun(plan, { ...NOTHING, lookups: one, rejected: items }, figures(NOTHING_SENT));
      expect([run, summarizeValidation(plan, items, settings)].map((text) => text.includes(why))).toEqual([
        says,
        says,
      ]);
    }
  });

  test('where values are dropped: only here can their reasons be seen', async () => {
    const plan = await dedupe([[written], [EMPTY]]);
    const rejected = await rejectedItemsOf(plan);
    const one = [{ itemIndex: 0, json: {}, keepsRow: false }];
    expect(
      summarizeRun(plan, { ...NOTHING, lookups: one, rejected }, figures(NOTHING_SENT, tallyOf(), 'drop')),
    ).toBe(
      `2 items: no numbers sent, 1 value rejected and dropped. Rejected as EMPTY. The cell holds no phone number.`,
    );
    expect(summarizeValidation(plan, rejected, { batchSize: 1, rejectedItems: 'drop' })).toBe(
      '2 items: 1 unique number, 1 value rejected and dropped. A bulk lookup would send 1 number in 1 request. ' +
        `Rejected as EMPTY. The cell holds no phone number.`,
    );
  });

  test("where 'Phone' is a fixed text for many items", async () => {
    const asks =
      "'Phone' is the same fixed text for all 2 items. Was an expression meant? Drag a field onto it.";
    const plan = { ...(await dedupe([[written], [written]])), hasFixedPhone: true };
    expect(summarizeRun(plan, NOTHING, figures(NOTHING_SENT))).toContain(asks);
    expect(summarizeValidation(plan, [], { batchSize: 1, rejectedItems: 'output' })).toContain(asks);
    const others = [
      { ...plan, itemCount: 1 },
      { ...plan, hasFixedPhone: false },
    ];
    for (const other of others)
      expect(summarizeRun(other, NOTHING, figures(NOTHING_SENT))).not.toContain('fixed text');
  });
});

test('the tally is over every lookup, unmatched ones included', async () => {
  const results: BatchResults = {
    outcomes: [
      { kind: 'accepted', lookups: [lookup(1, { status: 'pending' }), lookup(1, { status: 'failed' })] },
      { kind: 'failed', failure: failure('Down') },
    ],
    unmatched: [{ itemIndex: 0, lookup: lookup(3, { status: 'complete' }) }],
    notSentReason: failure('Down'),
  };
  expect(await tallyLookups(lookupsOf(results), forEachNow)).toEqual({
    count: { accepted: 0, pending: 1, complete: 1, failed: 1 },
    totalPrice: null,
  });
});

test('the total price is the sum over requests, each counted once', async () => {
  const priced = (request: string, amount: number): Lookup =>
    lookup(1, { status: 'complete', price: { request, amount } });
  const tally = await tallyLookups(
    [priced('a', 0.1), priced('a', 0.1), priced('b', 0.2), lookup(2, { status: 'complete' })],
    forEachNow,
  );
  expect(summarizeRun(await dedupe([]), NOTHING, figures(NOTHING_SENT, tally))).toBe(
    '0 items: no numbers sent. Kaleyra reports a total price of 0.3.',
  );
});

describe('the summary of a validation', () => {
  test.each<[ParsedFragment[][], number, string]>([
    [[], 1_000, '0 items: 0 unique numbers. A bulk lookup would send 0 numbers in 0 requests.'],
    [[[written]], 1_000, '1 item: 1 unique number. A bulk lookup would send 1 number in 1 request.'],
    [
      [[fragment(1), EMPTY], [fragment(2), EMPTY], [fragment(3)]],
      2,
      '3 items: 3 unique numbers, 2 values rejected; 3 without country code read with Default Country or a country in the cell. ' +
        'A bulk lookup would send 3 numbers in 2 requests.',
    ],
  ])('case %#', async (fragments, batchSize, summary) => {
    const settings = { batchSize, rejectedItems: 'output' } as const;
    const plan = await dedupe(fragments);
    expect(summarizeValidation(plan, await rejectedItemsOf(plan), settings)).toBe(summary);
  });
});

describe('the summary of Get Details', () => {
  test.each<[number, DetailsFigures, string]>([
    [
      1,
      { lookups: 1, asked: 1, failed: 0, tally: tallyOf('complete') },
      '1 item: details of 1 lookup requested',
    ],
    [
      2_000,
      { lookups: 2_000, asked: 1_001, failed: 999, tally: tallyOf() },
      '2,000 items: details of 1,001 of 2,000 lookups requested, 999 items failed',
    ],
    [
      3_000,
      {
        lookups: 2_999,
        asked: 2_999,
        failed: 2,
        tally: tallyOf('pending', 'failed', 'failed', 'complete'),
      },
      '3,000 items: details of 2,999 lookups requested, 1 still pending, 2 that Kaleyra could not complete, 2 items failed',
    ],
  ])('case %#', (items, figures, summary) => {
    expect(summarizeDetails(items, figures)).toBe(summary);
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
