import { describe, expect, test } from '@jest/globals';

import { notSentFailure, resolveBatch } from '../../../nodes/Kaleyra/lookup/resolveBatch';
import type { Lookup } from '../../../nodes/Kaleyra/types';
import type { BatchResponse } from '../../../nodes/Kaleyra/lookup';
import { answer, answered, number, wanted, wantedMany } from './tools';

const answersTo = (ends: number[]): Lookup[] => ends.map((end) => lookup(end));
const asked = uniqueNumbers(5);

function textOf(settlement: ReturnType<typeof resolve>, end: number): string {
  const fate = settlement.outcomes.get(number(end).e164);
  return fate?.kind === 'notAccepted' ? fate.text : '';
}

describe('settling a request', () => {
  test('that was answered in full gives every number its answer', async () => {
    const { outcomes, unmatched, stopReason } = await resolve(asked, response(answersTo([4, 3, 2, 1, 0])), 'e164');
    for (const end of [0, 1, 2, 3, 4]) {
      expect(outcomes.get(number(end).e164)).toEqual({ kind: 'accepted', answers: [lookup(end)] });
    }
    expect(unmatched).toEqual([]);
    expect(stopReason).toBeNull();
  });

  test('says of a number left out that it was not accepted, under the ID of the request', async () => {
    const settlement = await resolve(asked, response(answersTo([0, 1, 2, 3]), { invalidCount: 1 }), 'e164');
    expect(settlement.outcomes.get(number(4).e164)).toEqual({
      kind: 'notAccepted',
      requestId: 'request 1',
      text: 'Kaleyra answered the request, but gave no lookup ID for this number.',
    });
    expect(settlement.stopReason).toBeNull();
  });

  test("carries Kaleyra's complaint to the numbers left out", async () => {
    const some = response(answersTo([0]), { invalidCount: 4, apiError: 'Balance too low' });
    expect(textOf(await resolve(asked, some, 'e164'), 1)).toBe(
      'Kaleyra answered the request, but gave no lookup ID for this number. It says: Balance too low',
    );
  });

  test('pairs strangers to the first row of the request and warns the numbers left out', async () => {
    const stranger = lookup('442079460001');
    const first = unique(0, [7, 9]);
    const settlement = await resolve([first, unique(1)], response([lookup(1), stranger]), 'e164');
    expect(settlement.unmatched).toEqual([{ answer: stranger, item: 7 }]);
    expect(textOf(settlement, 0)).toContain('may have been paid for');
    expect(settlement.stopReason).toBeNull();
  });
});

describe('the next request is not sent', () => {
  test.each<[string, 'e164' | 'digits', number, string]>([
    ['E.164', 'e164', 3, "all 3 numbers it was sent as invalid: set 'Number Format' to Digits"],
    ['digits', 'digits', 3, "all 3 numbers it was sent as invalid: set 'Number Format' to E.164"],
    ['one number', 'e164', 1, "the number it was sent as invalid: set 'Number Format' to Digits"],
  ])('after all were counted invalid, sent as %s', async (_name, format, count, message) => {
    const { stopReason } = await resolve(uniqueNumbers(count), response([], { invalidCount: count }), format);
    expect(stopReason).toBe(`Kaleyra counted ${message}`);
  });

  test('after a part was answered and the counters do not explain it', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => ({
      ...unique(0),
      digits: `${i}`,
      number: number(i),
    }));
    const settlement = await resolve(many, response(answersTo([0, 1, 2])), 'e164');
    expect(settlement.stopReason).toBe("Kaleyra answered 3 of 1,200 numbers: set 'Batch Size' to 3");
    expect(textOf(settlement, 5)).toContain(`${settlement.stopReason}.`);
  });

  test.each<[string, number[], Partial<BatchResponse>, boolean]>([
    ['invalid numbers explain the gap', [0, 1, 2], { invalidCount: 2 }, false],
    ['duplicates explain the gap', [0, 1, 2], { duplicateCount: 2 }, false],
    ['both explain it together', [0, 1, 2], { invalidCount: 1, duplicateCount: 1 }, false],
    [
      'one counter alone is there and explains it',
      [0, 1, 2],
      { invalidCount: 2, duplicateCount: null },
      false,
    ],
    ['one counter alone is there and does not', [0, 1, 2], { invalidCount: null, duplicateCount: 1 }, true],
    [
      'the other counter alone is there and explains it',
      [0, 1, 2],
      { invalidCount: null, duplicateCount: 2 },
      false,
    ],
    ['they explain a part only', [0, 1, 2], { invalidCount: 1 }, true],
    ['no counters, a gap in the middle', [0, 1, 3, 4], { invalidCount: null, duplicateCount: null }, false],
    ['no counters, gaps in several places', [0, 2, 3], { invalidCount: null, duplicateCount: null }, false],
    [
      'no counters, one missing at the end',
      [0, 1, 2, 3],
      { invalidCount: null, duplicateCount: null },
      false,
    ],
    ['no counters, a tail cut off', [0, 1, 2], { invalidCount: null, duplicateCount: null }, true],
    ['entries without an ID count as answered', [0, 1], { entryCount: 5 }, false],
    [
      'no counters, but as many entries as numbers, whomever they are about',
      [90, 91, 92, 93, 94],
      { invalidCount: null, duplicateCount: null },
      false,
    ],
  ])('or is: %s', async (_name, ends, more, halts) => {
    expect((await resolve(asked, response(answersTo(ends), more), 'e164')).stopReason !== null).toBe(halts);
  });

  test('and its numbers say why, surely unpaid', async () => {
    expect(notSentFailure('Because.')).toEqual({
      message: 'Because.',
      advice: 'What came after that was not sent.',
      code: null,
      text: null,
      httpStatus: null,
      requestId: null,
      unconfirmed: false,
    });
  });
});
