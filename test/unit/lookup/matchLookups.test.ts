import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { Lookup } from '../../../nodes/Kaleyra/types';
import { lookup, match, number, unique, uniqueNumbers } from './tools';

const batch = uniqueNumbers(3);

describe('matching lookups to numbers', () => {
  test('goes by digits and never by position', async () => {
    const { lookups, unmatched, missing } = await match(batch, [lookup(2), lookup(0), lookup(1)]);
    for (const end of [0, 1, 2]) expect(lookups.get(number(end).e164)).toEqual([lookup(end)]);
    expect(unmatched).toEqual([]);
    expect(missing).toEqual([]);
  });

  test.each(['+919876543201', '91 98765-43201', '919876543201'])('matches %s to the number', async (text) => {
    expect((await match(batch, [lookup(text)])).lookups.get(number(1).e164)).toEqual([lookup(text)]);
  });

  test('gives a number both of its IDs, in the order of the response', async () => {
    const two = [lookup(1, { lookupId: 'a' }), lookup(1, { lookupId: 'b' })];
    expect((await match(batch, two)).lookups.get(number(1).e164)).toEqual(two);
  });

  test('reports lookups of other numbers as unmatched, and numbers without a lookup as missing', async () => {
    const other = lookup('442079460001');
    const { unmatched, missing } = await match(batch, [lookup(0), other]);
    expect(unmatched).toEqual([other]);
    expect(missing).toEqual(batch.slice(1));
  });

  test.each(['91987654XXX1', '91987654***1', '9198765432•1', '91XX1', 'XXXX01', '+91 98765-xxx01'])(
    'matches the masked %s to the only number that fits',
    async (mask) => {
      const { lookups, unmatched } = await match(batch, [lookup(mask)]);
      expect(lookups.get(number(1).e164)).toEqual([lookup(mask)]);
      expect(unmatched).toEqual([]);
    },
  );

  test.each(['9198765432XX', '4420XXXX01', 'XXXXXXXXXXXX', '91XX65XX01', '', 'unknown', '91987654320100X'])(
    'leaves %j unmatched, which fits several numbers or none, or shows no digits',
    async (mask) => {
      expect((await match(batch, [lookup(mask)])).unmatched).toEqual([lookup(mask)]);
    },
  );

  test.each(['XXXXXXXXXXXX', '+••••', 'id 9198XXXX01', '9198XXXX01 (IN)'])(
    'leaves %j unmatched although only one number was sent: it shows no digits or is not a number',
    async (text) => {
      expect((await match([unique(1)], [lookup(text)])).unmatched).toEqual([lookup(text)]);
    },
  );

  test('leaves two masked lookups unmatched that fit the same number', async () => {
    const twins = [lookup('91XX1', { lookupId: 'a' }), lookup('91XX01', { lookupId: 'b' })];
    expect((await match(batch, twins)).unmatched).toEqual(twins);
  });

  test('tries masks only on numbers without a lookup', async () => {
    const { lookups, unmatched } = await match([unique(0), unique(1)], [lookup('9198765432XX'), lookup(0)]);
    expect(lookups.get(number(1).e164)).toEqual([lookup('9198765432XX')]);
    expect(unmatched).toEqual([]);
  });

  test('does not take the visible digits of a masked number for another number', async () => {
    const mask = '9198XXXX76543201';
    expect((await match(batch, [lookup(mask)])).unmatched).toEqual([lookup(mask)]);
  });

  test('compares no mask with every number: the work grows with their sum', async () => {
    const count = 20_000;
    const many = Array.from({ length: count }, (_, i) => {
      const digits = `9198${String(10_000_000 + i)}`;
      return { ...unique(0), digits, number: { ...number(0), e164: `+${digits}` } };
    });
    let compared = 0;
    const counted = many.map((one) => ({
      ...one,
      get digits() {
        compared += 1;
        return one.digits;
      },
    }));
    const { unmatched } = await match(
      counted,
      many.map(({ digits }) => lookup(`91XX${digits.slice(4)}`)),
    );
    expect(unmatched).toEqual([]);
    expect(compared).toBeLessThanOrEqual(3 * count);
  });

  test('gives the same result for every order of the lookups', async () => {
    const about = fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(
        '9198765432XX',
        '91XX1',
        '91XX02',
        'XX3',
        '442079460001',
        '4420XX',
        '',
        '+91 98765 43204',
      ),
    );
    const lookupsAndOrder = fc
      .array(about, { maxLength: 12 })
      .map((list) => list.map((one, i) => lookup(one, { lookupId: `id ${i}` })))
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
        ),
      );
    const result = async (list: readonly Lookup[]): Promise<unknown> => {
      const { lookups, unmatched, missing } = await match(uniqueNumbers(5), list);
      const ids = (some: readonly { lookupId: string | null }[]): string[] =>
        some.map(({ lookupId }) => String(lookupId)).sort();
      return {
        lookups: [...lookups].map(([e164, found]) => [e164, ids(found)]).sort(),
        unmatched: ids(unmatched),
        missing,
      };
    };
    await fc.assert(
      fc.asyncProperty(lookupsAndOrder, async ([list, shuffled]) => {
        expect(await result(shuffled)).toEqual(await result(list));
      }),
      { numRuns: 300 },
    );
  });

  test('loses no lookup and duplicates none', async () => {
    const about = fc.oneof(
      fc.integer({ min: 0, max: 8 }),
      fc.constantFrom('9198765432XX', '91XX1', 'XX3', ''),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(about), async (list) => {
        const given = list.map((one, i) => lookup(one, { lookupId: `id ${i}` }));
        const { lookups, unmatched } = await match(uniqueNumbers(5), given);
        const found = [...[...lookups.values()].flat(), ...unmatched].map(({ lookupId }) => lookupId);
        expect(found.sort()).toEqual(given.map(({ lookupId }) => lookupId).sort());
      }),
    );
  });
});
