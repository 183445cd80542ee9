import { describe, expect, test } from '@jest/globals';

import { splitIntoBatches } from '../../../nodes/Kaleyra/lookup/splitBatches';
import { wantedMany } from './tools';

const sizes = (requests: ReadonlyArray<readonly unknown[]>): number[] => requests.map(({ length }) => length);

describe('dividing numbers over requests', () => {
  test.each<[number, number, number[]]>([
    [0, 100, []],
    [1, 100, [1]],
    [100, 100, [100]],
    [101, 100, [100, 1]],
    [250, 100, [100, 100, 50]],
    [3, 1, [1, 1, 1]],
    [1_000, 1_000, [1_000]],
  ])('%d numbers, at most %d in one: %p', (count, numbers, wanted) => {
    expect(sizes(splitIntoBatches(wantedMany(count), { numbers }))).toEqual(wanted);
  });

  test('keeps the order and loses none', () => {
    const all = wantedMany(25);
    expect(splitIntoBatches(all, { numbers: 7 }).flat()).toEqual(all);
  });

  test.each<[number, number[]]>([
    [130, [5]],
    [65, [5]],
    [64, [4, 1]],
    [26, [2, 2, 1]],
    [25, [1, 1, 1, 1, 1]],
    [1, [1, 1, 1, 1, 1]],
  ])('five numbers of 13 characters, room for %d: %p', (characters, wanted) => {
    const limits = { numbers: 100, characters, charactersOf: () => 13 };
    expect(sizes(splitIntoBatches(wantedMany(5), limits))).toEqual(wanted);
  });

  test('counts the characters of each request anew, beside the numbers', () => {
    const limits = {
      numbers: 2,
      characters: 30,
      charactersOf: ({ items }: { items: number[] }) => items[0] ?? 0,
    };
    expect(sizes(splitIntoBatches(wantedMany(31).slice(9, 14), limits))).toEqual([2, 2, 1]);
    expect(sizes(splitIntoBatches(wantedMany(31).slice(15, 20), limits))).toEqual([1, 1, 1, 1, 1]);
  });
});
