import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { matchLookups } from '../../../nodes/Kaleyra/lookup/matchLookups';
import { answer, number, wanted, wantedMany } from './tools';

const asked = uniqueNumbers(3);

describe('matching answers to numbers', () => {
  test('goes by digits and never by position', async () => {
    const { lookups, unmatched, missing } = await match(asked, [lookup(2), lookup(0), lookup(1)]);
    for (const end of [0, 1, 2]) expect(lookups.get(number(end).e164)).toEqual([lookup(end)]);
    expect(unmatched).toEqual([]);
    expect(missing).toEqual([]);
  });

  test.each(['+919876543201', '91 98765-43201', '919876543201'])('takes %s for the number', async (text) => {
    expect((await match(asked, [lookup(text)])).lookups.get(number(1).e164)).toEqual([lookup(text)]);
  });

  test('gives a number both of its IDs, in the order of the answer', async () => {
    const two = [lookup(1, { lookupId: 'a' }), lookup(1, { lookupId: 'b' })];
    expect((await match(asked, two)).lookups.get(number(1).e164)).toEqual(two);
  });

  test('leaves strangers over and names what is missing', async () => {
    const stranger = lookup('442079460001');
    const { unmatched, missing } = await match(asked, [lookup(0), stranger]);
    expect(unmatched).toEqual([stranger]);
    expect(missing).toEqual(asked.slice(1));
  });

  test.each(['91987654XXX1', '91987654***1', '9198765432•1', '91XX1', 'XXXX01', '+91 98765-xxx01'])(
    'takes the masked %s for the one number that fits',
    (mask) => {
      const { lookups, unmatched } = await match(asked, [lookup(mask)]);
      expect(lookups.get(number(1).e164)).toEqual([lookup(mask)]);
      expect(unmatched).toEqual([]);
    },
  );

  test.each(['9198765432XX', '4420XXXX01', 'XXXXXXXXXXXX', '91XX65XX01', '', 'unknown', '91987654320100X'])(
    'leaves %j over, which fits several numbers, none, or says nothing',
    (mask) => {
      expect((await match(asked, [lookup(mask)])).unmatched).toEqual([lookup(mask)]);
    },
  );

  test.each(['XXXXXXXXXXXX', '+••••', 'id 9198XXXX01', '9198XXXX01 (IN)'])(
    'leaves %j over though only one number was asked, for it shows no digits or is no number',
    (text) => {
      expect((await match([unique(1)], [lookup(text)])).unmatched).toEqual([lookup(text)]);
    },
  );

  test('leaves two masked answers over that fit the same number', async () => {
    const twins = [lookup('91XX1', { lookupId: 'a' }), lookup('91XX01', { lookupId: 'b' })];
    expect((await match(asked, twins)).unmatched).toEqual(twins);
  });

  test('tries masks on open numbers only', async () => {
    const { lookups, unmatched } = await match([unique(0), unique(1)], [lookup('9198765432XX'), lookup(0)]);
    expect(lookups.get(number(1).e164)).toEqual([lookup('9198765432XX')]);
    expect(unmatched).toEqual([]);
  });

  test('gives the same for every order of the answers', async () => {
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
    const answersAndOrder = fc
      .array(about, { maxLength: 12 })
      .map((list) => list.map((one, i) => lookup(one, { lookupId: `id ${i}` })))
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
        ),
      );
    const outcome = (list: Parameters<typeof match>[1]): unknown => {
      const { lookups, unmatched, missing } = await match(uniqueNumbers(5), list);
      const ids = (some: readonly { lookupId: string | null }[]): string[] =>
        some.map(({ lookupId }) => String(lookupId)).sort();
      return {
        answers: [...lookups].map(([e164, found]) => [e164, ids(found)]).sort(),
        strays: ids(unmatched),
        missing,
      };
    };
    await fc.assert(
      fc.asyncProperty(answersAndOrder, ([list, shuffled]) => {
        expect(outcome(shuffled)).toEqual(outcome(list));
      }),
      { numRuns: 1_000 },
    );
  });

  test('loses no answer and doubles none', async () => {
    const about = fc.oneof(
      fc.integer({ min: 0, max: 8 }),
      fc.constantFrom('9198765432XX', '91XX1', 'XX3', ''),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(about), (list) => {
        const given = list.map((one, i) => lookup(one, { lookupId: `id ${i}` }));
        const { lookups, unmatched } = await match(uniqueNumbers(5), given);
        const found = [...[...lookups.values()].flat(), ...unmatched].map(({ lookupId }) => lookupId);
        expect(found.sort()).toEqual(given.map(({ lookupId }) => lookupId).sort());
      }),
    );
  });
});
