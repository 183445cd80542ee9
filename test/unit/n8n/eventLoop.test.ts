import { afterEach, expect, jest, test } from '@jest/globals';

import { forEachYielding } from '../../../nodes/Kaleyra/n8n/eventLoop';

const MANY = Array.from({ length: 10_000 }, (_, i) => i);

afterEach(() => {
  jest.restoreAllMocks();
});

/** What else on the thread ran before a long loop was through. */
async function seenDuringLoop(): Promise<string[]> {
  const seen: string[] = [];
  let duringLoop: string[] = [];
  setImmediate(() => seen.push('immediate'));
  setTimeout(() => seen.push('timer'), 0);
  await forEachYielding(MANY, () => (duringLoop = [...seen]));
  return duringLoop.sort();
}

test('a long loop lets timers and sockets run between its slices', async () => {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 6));
  expect(await seenDuringLoop()).toEqual(['immediate', 'timer']);
});

test('a loop that is done within a slice is not interrupted', async () => {
  jest.spyOn(performance, 'now').mockReturnValue(0);
  expect(await seenDuringLoop()).toEqual([]);
});

test('every element is worked once, in order and with its index', async () => {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 6));
  const worked: Array<[string, number]> = [];
  await forEachYielding(new Set('abcdefghijkl'), (one, index) => worked.push([one, index]));
  expect(worked).toEqual([...'abcdefghijkl'].map((one, index) => [one, index]));
});

test('the loop ends with the first error', async () => {
  const worked: number[] = [];
  const loop = forEachYielding([0, 1, 2], (one) => {
    worked.push(one);
    if (one === 1) throw new Error('cancelled');
  });
  await expect(loop).rejects.toThrow('cancelled');
  expect(worked).toEqual([0, 1]);
});
