import { describe, expect, test } from '@jest/globals';

import { notSentFailure } from '../../../nodes/Kaleyra/lookup/resolveBatch';
import type { BatchResponse, Lookup } from '../../../nodes/Kaleyra/types';
import { failure, lookup, number, resolve, response, unique, uniqueNumbers } from './tools';

const lookupsOf = (ends: number[]): Lookup[] => ends.map((end) => lookup(end));
const batch = uniqueNumbers(5);

function textOf({ outcomes }: Awaited<ReturnType<typeof resolve>>, end: number): string {
  const outcome = outcomes.get(number(end).e164);
  return outcome?.kind === 'notAccepted' ? outcome.text : '';
}

describe('a response', () => {
  test('that is complete gives every number its lookup', async () => {
    const { outcomes, unmatched, stopReason } = await resolve(
      batch,
      response(lookupsOf([4, 3, 2, 1, 0])),
      'e164',
    );
    for (const end of [0, 1, 2, 3, 4]) {
      expect(outcomes.get(number(end).e164)).toEqual({ kind: 'accepted', lookups: [lookup(end)] });
    }
    expect(unmatched).toEqual([]);
    expect(stopReason).toBeNull();
  });

  test('without a number means that it was not accepted, and gives the ID of the request', async () => {
    const resolution = await resolve(batch, response(lookupsOf([0, 1, 2, 3]), { invalidCount: 1 }), 'e164');
    expect(resolution.outcomes.get(number(4).e164)).toEqual({
      kind: 'notAccepted',
      requestId: 'request 1',
      text: expect.stringMatching(/no lookup ID for this number\.$/),
    });
    expect(resolution.stopReason).toBeNull();
  });

  test("passes Kaleyra's error on to the numbers that are missing", async () => {
    const some = response(lookupsOf([0]), { invalidCount: 4, apiError: 'Balance too low' });
    expect(textOf(await resolve(batch, some, 'e164'), 1)).toMatch(
      /no lookup ID for this number\. Kaleyra says: Balance too low$/,
    );
  });

  test('links unmatched lookups to the first item of the batch and warns the numbers that are missing', async () => {
    const other = lookup('442079460001');
    const first = unique(0, [7, 9]);
    const resolution = await resolve([first, unique(1)], response([lookup(1), other]), 'e164');
    expect(resolution.unmatched).toEqual([{ lookup: other, itemIndex: 7 }]);
    expect(textOf(resolution, 0)).toContain(': 1. One of them');
    expect(resolution.stopReason).toBeNull();
  });
});

describe('a number without a lookup', () => {
  const kinds = async (ends: number[], more: Partial<BatchResponse>): Promise<Array<string | undefined>> => {
    const { outcomes } = await resolve(batch, response(lookupsOf(ends), more), 'e164');
    return batch.map(({ number: { e164 } }) => outcomes.get(e164)?.kind);
  };
  const NO_COUNTERS = { invalidCount: null, duplicateCount: null };

  test.each<[string, number[], Partial<BatchResponse>]>([
    ['one of five is counted as invalid', [], { invalidCount: 1 }],
    ['there is a gap in the middle and there are no counters', [0, 1, 3, 4], NO_COUNTERS],
    ['one is missing at the end and there are no counters', [0, 1, 2, 3], NO_COUNTERS],
    ['the counters explain only some of the gaps', [0, 1, 2], { invalidCount: 1 }],
    ['the counters count more than is missing', [0, 1, 2, 3], { duplicateCount: 4 }],
    ['a part of the response could not be read', [0, 1], { invalidCount: 3, failure: failure('Odd') }],
    [
      'an entry has no lookup ID',
      [0, 1, 2, 3],
      { withoutLookup: [{ mobileNumber: '919876543204', reason: null }] },
    ],
  ])('failed if %s', async (_name, ends, more) => {
    expect(await kinds(ends, more)).toEqual(
      batch.map((_, end) => (ends.includes(end) ? 'accepted' : 'failed')),
    );
    const { failed } = await resolve(batch, response(lookupsOf(ends), more), 'e164');
    expect(failed?.numbers).toEqual(batch.filter((_, end) => !ends.includes(end)));
    expect(failed?.failure.advice).not.toContain("'Batch Size' to 1");
  });

  test("is rejected with Kaleyra's own reason, whatever the counters say", async () => {
    const withoutLookup = [{ mobileNumber: '+91 98765 43204', reason: 'Number is blacklisted' }];
    const resolution = await resolve(batch, response(lookupsOf([0, 1, 2, 3]), { withoutLookup }), 'e164');
    expect(textOf(resolution, 4)).toBe(
      'Kaleyra did not accept this number. Kaleyra says: Number is blacklisted',
    );
    expect(resolution.failed).toBeNull();
  });

  test('does not name a batch size of one', async () => {
    const { failed, stopReason } = await resolve(batch, response(lookupsOf([0])), 'e164');
    expect(stopReason).toBe('Kaleyra answered 1 of 5 numbers');
    expect(failed?.failure.advice).not.toContain('Batch Size');
  });

  test('may have the lookup that matches no number', async () => {
    const { failed } = await resolve(batch, response([lookup('442079460001')]), 'e164');
    expect(failed?.failure.message).toBe('Kaleyra returned only lookups that match no number: 1');
    expect(failed?.numbers).toEqual(batch);
  });

  test('keeps what came where an entry has no lookup ID', async () => {
    const more = { withoutLookup: [{ mobileNumber: '919876543204', reason: null }], excerpt: '{"odd":1}' };
    const { failed } = await resolve(batch, response(lookupsOf([0, 1, 2, 3]), more), 'e164');
    expect(failed?.failure.response).toBe('{"odd":1}');
  });
});

describe('no further batch is sent', () => {
  test.each<[string, 'e164' | 'digits', number, string]>([
    ['E.164', 'e164', 3, "all 3 numbers as invalid: set 'Number Format' to Digits"],
    ['digits', 'digits', 3, "all 3 numbers as invalid: set 'Number Format' to E.164"],
    ['one number', 'e164', 1, "the number as invalid: set 'Number Format' to Digits"],
  ])('after all numbers were counted as invalid: %s', async (_name, format, count, message) => {
    const { stopReason } = await resolve(uniqueNumbers(count), response([], { invalidCount: count }), format);
    expect(stopReason).toContain(message);
  });

  test('after only some numbers were answered and the counters do not explain it', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => unique(i));
    const resolution = await resolve(many, response(lookupsOf([0, 1, 2])), 'e164');
    expect(resolution.stopReason).toBe('Kaleyra answered 3 of 1,200 numbers');
    expect(resolution.failed?.numbers).toEqual(many.slice(3));
    expect(resolution.failed?.failure).toMatchObject({
      message: resolution.stopReason,
      advice:
        "The numbers without a lookup may have been charged. Check the Kaleyra console, then set 'Batch Size' to 3.",
      unconfirmed: true,
    });
    expect(resolution.outcomes.get(number(5).e164)).toEqual({
      kind: 'failed',
      failure: resolution.failed?.failure,
    });
  });

  test.each<[string, number[], Partial<BatchResponse>, boolean]>([
    ['invalid numbers explain what is missing', [0, 1, 2], { invalidCount: 2 }, false],
    ['duplicates explain what is missing', [0, 1, 2], { duplicateCount: 2 }, false],
    ['both together explain it', [0, 1, 2], { invalidCount: 1, duplicateCount: 1 }, false],
    [
      'there is only one counter, and it explains it',
      [0, 1, 2],
      { invalidCount: 2, duplicateCount: null },
      false,
    ],
    [
      'there is only one counter, and it does not explain it',
      [0, 1, 2],
      { invalidCount: null, duplicateCount: 1 },
      true,
    ],
    [
      'there is only the other counter, and it explains it',
      [0, 1, 2],
      { invalidCount: null, duplicateCount: 2 },
      false,
    ],
    ['they explain only a part of it', [0, 1, 2], { invalidCount: 1 }, true],
    ['no counters, a gap in the middle', [0, 1, 3, 4], { invalidCount: null, duplicateCount: null }, false],
    ['no counters, gaps in several places', [0, 2, 3], { invalidCount: null, duplicateCount: null }, false],
    [
      'no counters, one missing at the end',
      [0, 1, 2, 3],
      { invalidCount: null, duplicateCount: null },
      false,
    ],
    [
      'no counters, several missing at the end',
      [0, 1, 2],
      { invalidCount: null, duplicateCount: null },
      true,
    ],
    [
      'Kaleyra gives its reasons for the others',
      [0, 1, 2],
      { withoutLookup: [3, 4].map((end) => ({ mobileNumber: unique(end).digits, reason: 'Blacklisted' })) },
      false,
    ],
    ['the counters count more numbers than were sent', [0, 1, 2], { invalidCount: 99 }, true],
    ['one of two lookups of a number is not that of another', [0, 0, 1, 1, 2], {}, true],
    [
      'no counters, but as many entries as numbers, whatever numbers they are about',
      [90, 91, 92, 93, 94],
      { invalidCount: null, duplicateCount: null },
      false,
    ],
  ])('unless the response explains it: %s', async (_name, ends, more, stops) => {
    expect((await resolve(batch, response(lookupsOf(ends), more), 'e164')).stopReason !== null).toBe(stops);
  });

  test('and its numbers fail with the reason, as not billed', async () => {
    expect(notSentFailure('Because.')).toEqual({
      message: 'Because.',
      advice: expect.stringContaining('not sent'),
      code: null,
      text: null,
      httpStatus: null,
      requestId: null,
      unconfirmed: false,
    });
  });
});
