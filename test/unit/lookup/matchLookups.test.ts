import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { matchLookups } from '../../../nodes/Kaleyra/lookup/matchLookups';
import { answer, number, wanted, wantedMany } from './tools';

const asked = wantedMany(3);

describe('matching answers to numbers', () => {
  test('goes by digits and never by position', () => {
    const { lookups, unmatched, missing } = matchLookups(asked, [answer(2), answer(0), answer(1)]);
    for (const end of [0, 1, 2]) expect(lookups.get(number(end).e164)).toEqual([answer(end)]);
    expect(unmatched).toEqual([]);
    expect(missing).toEqual([]);
  });

  test.each(['+919876543201', '91 98765-43201', '919876543201'])('takes %s for the number', (text) => {
    expect(matchLookups(asked, [answer(text)]).lookups.get(number(1).e164)).toEqual([answer(text)]);
  });

  test('gives a number both of its IDs, in the order of the answer', () => {
    const two = [answer(1, { lookupId: 'a' }), answer(1, { lookupId: 'b' })];
    expect(matchLookups(asked, two).lookups.get(number(1).e164)).toEqual(two);
  });

  test('leaves strangers over and names what is missing', () => {
    const stranger = answer('442079460001');
    const { unmatched, missing } = matchLookups(asked, [answer(0), stranger]);
    expect(unmatched).toEqual([stranger]);
    expect(missing).toEqual(asked.slice(1));
  });

  test.each(['91987654XXX1', '91987654***1', '9198765432•1', '91XX1', 'XXXX01', '+91 98765-xxx01'])(
    'takes the masked %s for the one number that fits',
    (mask) => {
      const { lookups, unmatched } = matchLookups(asked, [answer(mask)]);
      expect(lookups.get(number(1).e164)).toEqual([answer(mask)]);
      expect(unmatched).toEqual([]);
    },
  );

  test.each(['9198765432XX', '4420XXXX01', 'XXXXXXXXXXXX', '91XX65XX01', '', 'unknown', '91987654320100X'])(
    'leaves %j over, which fits several numbers, none, or says nothing',
    (mask) => {
      expect(matchLookups(asked, [answer(mask)]).unmatched).toEqual([answer(mask)]);
    },
  );

  test.each(['XXXXXXXXXXXX', '+••••', 'id 9198XXXX01', '9198XXXX01 (IN)'])(
    'leaves %j over though only one number was asked, for it shows no digits or is no number',
    (text) => {
      expect(matchLookups([wanted(1)], [answer(text)]).unmatched).toEqual([answer(text)]);
    },
  );

  test('leaves two masked answers over that fit the same number', () => {
    const twins = [answer('91XX1', { lookupId: 'a' }), answer('91XX01', { lookupId: 'b' })];
    expect(matchLookups(asked, twins).unmatched).toEqual(twins);
  });

  test('tries masks on open numbers only', () => {
    const { lookups, unmatched } = matchLookups([wanted(0), wanted(1)], [answer('9198765432XX'), answer(0)]);
    expect(lookups.get(number(1).e164)).toEqual([answer('9198765432XX')]);
    expect(unmatched).toEqual([]);
  });

  test('gives the same for every order of the answers', () => {
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
      .map((list) => list.map((one, i) => answer(one, { lookupId: `id ${i}` })))
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
        ),
      );
    const outcome = (list: Parameters<typeof matchLookups>[1]): unknown => {
      const { lookups, unmatched, missing } = matchLookups(wantedMany(5), list);
      const ids = (some: readonly { lookupId: string | null }[]): string[] =>
        some.map(({ lookupId }) => String(lookupId)).sort();
      return {
        answers: [...lookups].map(([e164, found]) => [e164, ids(found)]).sort(),
        strays: ids(unmatched),
        missing,
      };
    };
    fc.assert(
      fc.property(answersAndOrder, ([list, shuffled]) => {
        expect(outcome(shuffled)).toEqual(outcome(list));
      }),
      { numRuns: 1_000 },
    );
  });

  test('loses no answer and doubles none', () => {
    const about = fc.oneof(
      fc.integer({ min: 0, max: 8 }),
      fc.constantFrom('9198765432XX', '91XX1', 'XX3', ''),
    );
    fc.assert(
      fc.property(fc.array(about), (list) => {
        const given = list.map((one, i) => answer(one, { lookupId: `id ${i}` }));
        const { lookups, unmatched } = matchLookups(wantedMany(5), given);
        const found = [...[...lookups.values()].flat(), ...unmatched].map(({ lookupId }) => lookupId);
        expect(found.sort()).toEqual(given.map(({ lookupId }) => lookupId).sort());
      }),
    );
  });
});
