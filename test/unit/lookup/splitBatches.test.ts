import { describe, expect, test } from '@jest/globals';

import { splitIntoBatches, type BatchLimits } from '../../../nodes/Kaleyra/lookup/splitBatches';
import type { UniqueNumber } from '../../../nodes/Kaleyra/lookup/types';
import { forEachNow } from '../../support/forEachNow';
import { uniqueNumbers } from './tools';

const split = (numbers: readonly UniqueNumber[], limits: BatchLimits): Promise<UniqueNumber[][]> =>
  splitIntoBatches(numbers, limits, forEachNow);

const sizes = async (...args: Parameters<typeof split>): Promise<number[]> =>
  (await split(...args)).map(({ length }) => length);

describe('splitting numbers into batches', () => {
  test.each<[number, number, number[]]>([
    [0, 100, []],
    [1, 100, [1]],
    [100, 100, [100]],
    [101, 100, [100, 1]],
    [250, 100, [100, 100, 50]],
    [3, 1, [1, 1, 1]],
    [1_000, 1_000, [1_000]],
  ])('%d numbers, at most %d in one batch: %p', async (count, numbers, expected) => {
    expect(await sizes(uniqueNumbers(count), { numbers })).toEqual(expected);
  });

  test('keeps the order and loses none', async () => {
    const all = uniqueNumbers(25);
    expect((await split(all, { numbers: 7 })).flat()).toEqual(all);
  });

  test.each<[number, number[]]>([
    [130, [5]],
    [65, [5]],
    [64, [4, 1]],
    [26, [2, 2, 1]],
    [25, [1, 1, 1, 1, 1]],
    [1, [1, 1, 1, 1, 1]],
  ])('five numbers of 13 characters, with room for %d characters: %p', async (characters, expected) => {
    const limits = { numbers: 100, characters, charactersOf: () => 13 };
    expect(await sizes(uniqueNumbers(5), limits)).toEqual(expected);
  });

  test('counts the characters of each batch from zero, beside the numbers', async () => {
    const limits = {
      numbers: 2,
      characters: 30,
      charactersOf: ({ itemIndexes }: UniqueNumber) => itemIndexes[0] ?? 0,
    };
    expect(await sizes(uniqueNumbers(31).slice(9, 14), limits)).toEqual([2, 2, 1]);
    expect(await sizes(uniqueNumbers(31).slice(15, 20), limits)).toEqual([1, 1, 1, 1, 1]);
  });
});
