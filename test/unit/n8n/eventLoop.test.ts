import { afterEach, expect, jest, test } from '@jest/globals';

import { inTurns } from '../../../nodes/Kaleyra/n8n/eventLoop';
import type { Steps } from '../../../nodes/Kaleyra/steps';

const MANY = 100_000;

afterEach(() => {
  jest.restoreAllMocks();
});

/** What others on the thread did before the work was done, which ends when `enough` of them were seen. */
function* workBeside(enough: number): Steps<string[]> {
  const seen: string[] = [];
  setImmediate(() => seen.push('immediate'));
  setTimeout(() => seen.push('timer'), 0);
  for (let step = 0; step < MANY && seen.length < enough; step += 1) yield;
  return [...seen];
}

test('long work gives timers and sockets their turns between its steps', async () => {
  let now = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => (now += 6));
  expect((await inTurns(workBeside(2))).sort()).toEqual(['immediate', 'timer']);
});

test('work that is done within a turn is not interrupted', async () => {
  jest.spyOn(Date, 'now').mockReturnValue(0);
  expect(await inTurns(workBeside(1))).toEqual([]);
});
