import { describe, expect, test } from '@jest/globals';

import { forEachConcurrent } from '../../../nodes/Kaleyra/lookup/forEachConcurrent';

describe('processing a list concurrently', () => {
  test('ends without stepping through the rest once it is over', async () => {
    const processed: number[] = [];
    let asked = 0;
    const isOver = (): boolean => {
      asked += 1;
      return processed.length >= 3;
    };
    const list = Array.from({ length: 100_000 }, (_, i) => i);
    await forEachConcurrent(list, 2, async (one) => void processed.push(one), isOver);
    expect(processed).toEqual([0, 1, 2]);
    expect(asked).toBe(5);
  });

  test.each([
    [12, 5, 5],
    [3, 5, 3],
    [4, 1, 1],
    [0, 5, 0],
  ])(
    '%d elements, at most %d at a time: %d at once, all in order and each once',
    async (length, concurrency, atOnce) => {
      const processed: number[] = [];
      let now = 0;
      let most = 0;
      await forEachConcurrent(
        Array.from({ length }, (_, i) => i),
        concurrency,
        async (one) => {
          processed.push(one);
          now += 1;
          most = Math.max(most, now);
          await Promise.resolve();
          now -= 1;
        },
      );
      expect(processed).toEqual(Array.from({ length }, (_, i) => i));
      expect(most).toBe(atOnce);
    },
  );

  test('ends with the first failure', async () => {
    const work = async (one: number): Promise<void> => {
      if (one === 1) throw new Error('cancelled');
    };
    await expect(forEachConcurrent([0, 1, 2], 2, work)).rejects.toThrow('cancelled');
  });
});
