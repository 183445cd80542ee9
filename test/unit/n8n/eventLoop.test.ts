import { afterEach, expect, jest, test } from '@jest/globals';

import { forEachYielding } from '../../../nodes/Kaleyra/n8n/eventLoop';

const MANY = Array.from({ length: 10_000 }, (_, i) => i);

/** Never goes back, as the real one. */
let clock = 0;

/** Lets a slice be over whenever the clock is read. */
function passSlices(): void {
  jest.spyOn(performance, 'now').mockImplementation(() => (clock += 6));
}

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
  passSlices();
  expect(await seenDuringLoop()).toEqual(['immediate', 'timer']);
});

test('a loop that is done within a slice is not interrupted', async () => {
  passSlices();
  await forEachYielding(MANY.slice(0, 8), () => undefined);
  jest.spyOn(performance, 'now').mockReturnValue(clock);
  expect(await seenDuringLoop()).toEqual([]);
});

test('every element is worked once, in order and with its index', async () => {
  passSlices();
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

test('lists that are worked at once share a slice', async () => {
  passSlices();
  let [stepsInTurn, mostSteps, isDone] = [0, 0, false];
  const count = (): void => {
    mostSteps = Math.max(mostSteps, stepsInTurn);
    stepsInTurn = 0;
    if (!isDone) setImmediate(count);
  };
  const worked: string[] = [];
  const lists = ['a', 'b', 'c'].map((name) =>
    forEachYielding(MANY.slice(0, 400), () => {
      stepsInTurn += 1;
      worked.push(name);
    }),
  );
  stepsInTurn = 0;
  count();
  await Promise.all(lists);
  isDone = true;
  expect(mostSteps).toBe(4);
  expect(worked.slice(12, 24).join('')).toBe('aaaabbbbcccc');
});
