import { describe, expect, test } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { checkAccounting, type ExpectedFragment } from '../support/engine/accounting';

const ONE = '+442079460001';
const TWO = '+442079460002';
const rows: ExpectedFragment[][] = [[{ e164: ONE }], [{ e164: TWO }, { rejected: 'n/a' }], [{ e164: ONE }]];

const lookup = (item: number, number: string | null, more: object = {}): INodeExecutionData => ({
  json: { phone_number: number, lookup_id: `id of ${number}`, ...more },
  pairedItem: { item },
});
const row = (item: number, number: string): INodeExecutionData => ({
  json: { lookup: { phone_number: number, lookup_id: `id of ${number}` } },
  pairedItem: { item },
});
const rejected = (item: number, phone_input: string, more: object = {}): INodeExecutionData => ({
  json: { rejected: { phone_input, reason: 'EMPTY', ...more } },
  pairedItem: { item },
});

const good = [lookup(0, ONE, { duplicate_items: [2] }), lookup(1, TWO)];
const check = (lookups: INodeExecutionData[], others = [rejected(1, 'n/a')]): string[] =>
  checkAccounting({ rows, outputs: { lookups, rejected: others }, mode: 'lookups' });

describe('the accounting that every engine test uses', () => {
  test('finds nothing where all is well', () => {
    expect(check(good)).toEqual([]);
    expect(check([...good, lookup(0, null)])).toEqual([]);
    expect(
      checkAccounting({
        rows,
        outputs: { lookups: [row(0, ONE), row(1, TWO), row(2, ONE)], rejected: [rejected(1, 'n/a')] },
        mode: 'rows',
      }),
    ).toEqual([]);
  });

  test('takes failed rows and numbers without a lookup ID into account', () => {
    const failed = { json: { error: 'x', details: { phone_numbers: [TWO] } }, pairedItem: { item: 1 } };
    const outputs = {
      lookups: [],
      rejected: [
        rejected(0, 'a', { reason: 'NOT_ACCEPTED', phone_number: ONE }),
        rejected(2, 'b', { reason: 'NOT_ACCEPTED', phone_number: ONE }),
        rejected(1, 'n/a'),
      ],
      failed: [failed],
    };
    expect(checkAccounting({ rows, outputs, mode: 'lookups' })).toEqual([]);
  });

  test.each<[string, INodeExecutionData[], INodeExecutionData[] | undefined, string]>([
    ['a lost lookup', good.slice(1), undefined, `row 0: ${ONE} is missing`],
    ['a lost duplicate', [lookup(0, ONE), lookup(1, TWO)], undefined, `row 2: ${ONE} is missing`],
    ['a lost rejection', good, [], "row 1: rejected 'n/a' is missing"],
    ['a doubled lookup', [...good, lookup(1, TWO)], undefined, `row 1: ${TWO} is there 2 times`],
    [
      'a doubled rejection',
      good,
      [rejected(1, 'n/a'), rejected(1, 'n/a')],
      "row 1: rejected 'n/a' is there 2 times",
    ],
    ['a wrong row', [good[0]!, lookup(2, TWO)], undefined, `row 2 does not contain ${TWO}`],
    [
      'links to a list of rows',
      [{ ...good[0]!, pairedItem: [{ item: 0 }, { item: 2 }] }, good[1]!],
      undefined,
      'an item is linked by [{"item":0},{"item":2}] instead of one { item }',
    ],
    [
      'no link',
      [{ json: good[0]!.json }, good[1]!],
      undefined,
      'an item is linked by nothing instead of one { item }',
    ],
  ])('finds %s', (_what, lookups, others, complaint) => {
    expect(check(lookups, others)).toContain(complaint);
  });
});
