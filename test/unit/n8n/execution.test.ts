import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';

import { createClock, keepPaid } from '../../../nodes/Kaleyra/n8n/execution';
import type { Lookup } from '../../../nodes/Kaleyra/types';

function clockOf(signal?: AbortSignal): ReturnType<typeof createClock> {
  return createClock({ getExecutionCancelSignal: () => signal } as IExecuteFunctions);
}

const START = Date.UTC(2026, 10, 23, 12);

beforeEach(() => {
  jest.useFakeTimers({ now: START });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the clock of a run', () => {
  test('starts with the time of day and goes on by itself', () => {
    const clock = clockOf();
    expect(clock.now()).toBe(START);
    jest.advanceTimersByTime(5_000);
    jest.setSystemTime(START - 86_400_000);
    expect(clock.now()).toBe(START + 5_000);
  });

  test.each([0, 1, 60_000, 2 ** 31 - 1, 2 ** 31, 2 ** 33])('sleeps for %d ms', async (ms) => {
    let awake = false;
    void clockOf()
      .sleep(ms)
      .then(() => (awake = true));
    if (ms > 0) {
      await jest.advanceTimersByTimeAsync(ms - 1);
      expect(awake).toBe(false);
    }
    await jest.advanceTimersByTimeAsync(1);
    expect(awake).toBe(true);
  });

  test('wakes with the reason when the execution is canceled, even during the second timer', async () => {
    const controller = new AbortController();
    const sleeping = clockOf(controller.signal).sleep(2 ** 32);
    const outcome = expect(sleeping).rejects.toThrow('canceled');
    await jest.advanceTimersByTimeAsync(2 ** 31 + 5);
    controller.abort(new Error('canceled'));
    await outcome;
  });

  test('does not sleep in an execution that is canceled', async () => {
    await expect(clockOf(AbortSignal.abort(new Error('canceled'))).sleep(0)).rejects.toThrow('canceled');
  });
});

describe('request IDs in custom data', () => {
  const results = (...requestIds: Array<string | null>) => ({
    outcomes: [],
    unmatched: requestIds.map((requestId) => ({ lookup: { requestId } as Lookup, itemIndex: 0 })),
  });

  test('of a later run are added to those of an earlier one', () => {
    const kept = new Map([['order', '17']]);
    const customData = {
      get: (key: string) => kept.get(key),
      set: (key: string, value: string) => void kept.set(key, value),
    } as unknown as IExecuteFunctions['customData'];
    keepPaid({ customData }, results('a1', 'b2'));
    keepPaid({ customData }, results('b2', null, 'c3'));
    expect([...kept]).toEqual([
      ['order', '17'],
      ['kaleyra_requests_1', 'a1 b2 c3'],
    ]);
  });

  test('are left out by an n8n without custom data', () => {
    expect(() => keepPaid({}, results('a1'))).not.toThrow();
  });
});
