import { describe, expect, test } from '@jest/globals';

import type { BatchOptions } from '../../../nodes/Kaleyra/lookup/batchPorts';
import { sendBatches } from '../../../nodes/Kaleyra/lookup/sendBatches';
import type { UniqueNumber } from '../../../nodes/Kaleyra/lookup/types';
import { failed, success, type BatchResponse, type Result } from '../../../nodes/Kaleyra/types';
import { fakeRun, planOf, unconfirmed } from './fakePorts';
import { failure, knownOf, lookup, number, response, uniqueNumbers } from './tools';

const OPTIONS: BatchOptions = { maxLookups: 0, numberFormat: 'e164', retryUnconfirmed: false };
const PLAN = planOf(uniqueNumbers(20));

const accepted = (batch: readonly UniqueNumber[]): Result<BatchResponse> =>
  success(response(batch.map(({ digits }) => lookup(digits))));

/** Responses in another order than the requests: of four under way, the last one is answered first. */
async function lastFirst(request: number): Promise<void> {
  for (let turn = 0; turn < 4 - ((request - 2) % 4); turn += 1) await new Promise(setImmediate);
}

const FOUR_AT_ONCE = { atOnce: 4, delay: lastFirst };

describe('responses that overtake each other', () => {
  test('change neither what is sent nor the order of the outcomes', async () => {
    const one = fakeRun(accepted);
    const four = fakeRun(accepted, FOUR_AT_ONCE);
    const alone = await sendBatches(PLAN, OPTIONS, one.ports);
    const together = await sendBatches(PLAN, OPTIONS, four.ports);
    expect(four.sent).toEqual(one.sent);
    expect(together.stats).toEqual(alone.stats);
    expect(together.results.outcomes).toEqual(alone.results.outcomes);
  });

  test('with Stop: nothing is begun after the first failure, and what is under way is awaited and stored', async () => {
    const { ports, sent, store, failures } = fakeRun(
      (batch, request) => (request === 5 ? failed(failure('Down')) : accepted(batch)),
      { ...FOUR_AT_ONCE, onError: 'stop' },
    );
    await expect(sendBatches(PLAN, OPTIONS, ports)).rejects.toThrow('Down');
    // The first alone, then four; the last of these is answered first.
    expect(sent).toHaveLength(5);
    expect(store.accepted()).toHaveLength(8);
    expect(failures.map(([message]) => message)).toEqual(['Down']);
  });

  test.each([
    ['the first of them', [5, 4, 3], []],
    ['the one that may have been charged', [4, 3], [5]],
  ])(
    'with Stop: the error is %s, with all numbers that may have been charged, in order',
    async (_which, mayBeCharged, refused) => {
      const { ports, failures } = fakeRun(
        (batch, request) => {
          if (refused.includes(request)) return failed(failure('Refused'));
          return mayBeCharged.includes(request) ? unconfirmed(failure(`Lost ${request}`)) : accepted(batch);
        },
        { ...FOUR_AT_ONCE, onError: 'stop' },
      );
      const first = `Lost ${Math.max(...mayBeCharged)}`;
      await expect(sendBatches(PLAN, OPTIONS, ports)).rejects.toThrow(first);
      expect(failures).toHaveLength(1);
      expect(failures[0]).toEqual([
        first,
        [...mayBeCharged]
          .reverse()
          .flatMap((request) => [number(2 * request - 2), number(2 * request - 1)])
          .map(({ e164 }) => e164),
      ]);
    },
  );

  test('a short response halts all others, too', async () => {
    const { ports, sent, store } = fakeRun(
      (batch, request) => {
        if (request !== 5) return accepted(batch);
        const first = batch.slice(0, 1).map(({ digits }) => lookup(digits));
        return success(response(first, { invalidCount: null, duplicateCount: null }));
      },
      { ...FOUR_AT_ONCE, batchSize: 3 },
    );
    const { results } = await sendBatches(PLAN, OPTIONS, ports);
    expect(sent).toHaveLength(5);
    expect(store.accepted()).toHaveLength(13);
    expect(results.notSentReason.message).toContain('1 of 3');
  });

  test('with Continue: three failures in a row, in the order of the responses, end the sending', async () => {
    const { ports, sent, failures } = fakeRun(
      (batch, request) => (request >= 3 ? failed(failure('Down')) : accepted(batch)),
      FOUR_AT_ONCE,
    );
    await sendBatches(PLAN, OPTIONS, ports);
    // 5, 4 and 3 are answered before 2, while those that took their places are under way.
    expect(sent.length).toBeLessThanOrEqual(7);
    expect(failures.filter(([message]) => message === 'Down').length).toBeGreaterThanOrEqual(3);
  });

  test('once the execution is cancelled, nothing is begun, and what is under way is awaited and stored', async () => {
    const controller = new AbortController();
    const { ports, sent, store, canceled } = fakeRun(
      (batch, request) => {
        if (request === 4) controller.abort(new Error('cancelled'));
        return accepted(batch);
      },
      { ...FOUR_AT_ONCE, signal: controller.signal },
    );
    const { results } = await sendBatches(PLAN, OPTIONS, ports);
    expect(sent.length).toBeLessThanOrEqual(5);
    expect(canceled).toEqual([6]);
    expect(store.accepted()).toHaveLength(2 * sent.length);
    expect([...knownOf(results).values()].map(({ kind }) => kind)).toEqual(
      Array(2 * sent.length).fill('accepted'),
    );
  });

  test.each<[string, (batch: readonly UniqueNumber[]) => Result<BatchResponse>, object]>([
    ['accepted', accepted, { kind: 'accepted' }],
    ['no response', () => unconfirmed(failure('Lost')), { kind: 'failed', unconfirmedSends: 1 }],
  ])(
    'what is under way is stored as possibly charged at once, and as %s when that is known',
    async (_outcome, respond, later) => {
      const controller = new AbortController();
      const { ports, store } = fakeRun(respond, {
        signal: controller.signal,
        delay: async () => {
          controller.abort(new Error('cancelled'));
          expect(store.outcomeOf(number(0).e164)).toMatchObject({
            failure: { message: expect.stringContaining('had not responded'), unconfirmed: true },
          });
        },
      });
      await sendBatches(PLAN, OPTIONS, ports);
      expect(store.outcomeOf(number(0).e164)).toMatchObject(later);
      expect(store.outcomes.size).toBe(2);
    },
  );

  test('once the execution is cancelled, what then fails is stored', async () => {
    const controller = new AbortController();
    const { ports, sent, store } = fakeRun(
      (batch, request) => {
        if (request === 4) controller.abort(new Error('cancelled'));
        return request >= 4 ? unconfirmed(failure('Cancelled')) : accepted(batch);
      },
      { ...FOUR_AT_ONCE, signal: controller.signal },
    );
    const { results } = await sendBatches(PLAN, OPTIONS, ports);
    expect(sent.length).toBeLessThanOrEqual(5);
    expect(knownOf(results).size).toBe(2 * sent.length);
    expect(store.outcomeOf(number(6).e164)).toMatchObject({ kind: 'failed' });
    expect(results.notSentReason.message).toBe('The execution was canceled');
  });

  test('an outcome that cannot be stored ends the sending, after what is under way', async () => {
    const { ports, sent } = fakeRun(accepted, FOUR_AT_ONCE);
    const { store } = ports;
    const save = store.save.bind(store);
    let saves = 0;
    store.save = (...given) => {
      saves += 1;
      if (saves === 3) throw new Error('No space');
      return save(...given);
    };
    await expect(sendBatches(PLAN, OPTIONS, ports)).rejects.toThrow('No space');
    expect(sent).toHaveLength(5);
    expect(saves).toBe(6);
  });
});
