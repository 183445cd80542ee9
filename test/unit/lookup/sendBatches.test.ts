import { describe, expect, test } from '@jest/globals';

import type { BatchOptions } from '../../../nodes/Kaleyra/lookup/batchPorts';
import { sendBatches, type SentBatches } from '../../../nodes/Kaleyra/lookup/sendBatches';
import type { LookupOutcome, UniqueNumber } from '../../../nodes/Kaleyra/lookup/types';
import {
  failed,
  success,
  type BatchResponse,
  type Lookup,
  type RequestFailure,
  type Result,
} from '../../../nodes/Kaleyra/types';
import { e164Of, fakeRun, InMemoryStore, planOf, unconfirmed } from './fakePorts';
import { failure, knownOf, lookup, number, response, unique, uniqueNumbers } from './tools';

const OPTIONS: BatchOptions = { maxLookups: 0, numberFormat: 'e164', retryUnconfirmed: false };
const TIMEOUT = failure('Timeout');
const FOUR = planOf(uniqueNumbers(4));

/** Accepts every number of a batch. */
function acceptAll(batch: readonly UniqueNumber[]): Result<BatchResponse> {
  return success(response(batch.map(({ digits }) => lookup(digits))));
}

const accepted = (...lookups: Lookup[]): LookupOutcome => ({ kind: 'accepted', lookups });
const notConfirmed: LookupOutcome = { kind: 'failed', failure: { ...TIMEOUT, unconfirmed: true } };
const e164s = (...ends: number[]): string[] => ends.map((end) => number(end).e164);

/** A store in which an earlier try left these outcomes, by the ends of their numbers. */
function storeWith(outcomesByEnd: Record<number, LookupOutcome>): InMemoryStore {
  const store = new InMemoryStore();
  for (const [end, outcome] of Object.entries(outcomesByEnd)) {
    store.outcomes.set(number(Number(end)).e164, outcome);
  }
  return store;
}

function kindsOf({ results }: SentBatches): Record<string, string> {
  return Object.fromEntries([...knownOf(results)].map(([e164, { kind }]) => [e164.slice(-1), kind]));
}

describe('sending batches', () => {
  test('sends every number once, in order, and gives each its lookup', async () => {
    const { ports, sent, failures } = fakeRun(acceptAll);
    const { results, stats } = await sendBatches(FOUR, OPTIONS, ports);
    expect(sent).toEqual([e164s(0, 1), e164s(2, 3)]);
    expect([...knownOf(results)]).toEqual(
      [0, 1, 2, 3].map((end) => [number(end).e164, accepted(lookup(end))]),
    );
    expect(results.unmatched).toEqual([]);
    expect(results.notSentReason).toMatchObject({ message: 'Every number was sent', unconfirmed: false });
    expect(stats).toEqual({ requests: 2, sent: 4, restored: 0 });
    expect(failures).toEqual([]);
  });

  test('sends nothing where there is no number', async () => {
    const { ports, sent, failures } = fakeRun(acceptAll);
    const { results, stats } = await sendBatches(planOf([]), { ...OPTIONS, maxLookups: 1 }, ports);
    expect([sent, failures, knownOf(results).size]).toEqual([[], [], 0]);
    expect(stats).toEqual({ requests: 0, sent: 0, restored: 0 });
  });

  test('links unmatched lookups to the first item of their batch', async () => {
    const other = lookup('442079460001');
    const { ports } = fakeRun((batch, request) =>
      request === 1 ? acceptAll(batch) : success(response([lookup(2), other])),
    );
    const { results } = await sendBatches(FOUR, OPTIONS, ports);
    expect(results.unmatched).toEqual([{ lookup: other, itemIndex: 2 }]);
    expect(results.outcomes[3]?.kind).toBe('notAccepted');
  });

  test('collects the unmatched lookups of all batches', async () => {
    const { ports } = fakeRun((_batch, request) =>
      success(response([lookup(`44207946000${request}`)], { invalidCount: 2 })),
    );
    const { results } = await sendBatches(FOUR, OPTIONS, ports);
    expect(results.unmatched.map(({ itemIndex }) => itemIndex)).toEqual([0, 2]);
  });
});

describe('every outcome is stored', () => {
  test.each<[string, Result<BatchResponse>]>([
    ['accepted lookups', success(response([lookup(0), lookup(1)]))],
    ['unmatched lookups', success(response([lookup('442079460001'), lookup('442079460002')]))],
    ['a failure', unconfirmed(TIMEOUT)],
  ])('before the next batch is sent: %s', async (_name, first) => {
    const store = new InMemoryStore();
    const storedAtSend: number[] = [];
    const { ports } = fakeRun(
      (batch, request) => {
        storedAtSend.push(store.outcomes.size);
        return request === 1 ? first : acceptAll(batch);
      },
      { store },
    );
    await sendBatches(FOUR, OPTIONS, ports);
    expect(storedAtSend).toEqual([0, 2]);
    expect(store.outcomes.size).toBe(4);
  });

  test('before a failure is reported', async () => {
    const { ports, store } = fakeRun(() => unconfirmed(TIMEOUT));
    const storedAtFailure: string[][] = [];
    await sendBatches(FOUR, OPTIONS, {
      ...ports,
      fail: () => storedAtFailure.push([...store.outcomes.keys()]),
    });
    expect(storedAtFailure).toEqual([e164s(0, 1), e164s(0, 1, 2, 3)]);
  });

  test('with the unmatched lookups of its batch', async () => {
    const other = lookup('442079460001');
    const { ports, store } = fakeRun(() => success(response([lookup(0), other])));
    await sendBatches(planOf(uniqueNumbers(2)), OPTIONS, ports);
    expect(store.unmatchedLookups).toEqual([{ lookup: other, itemIndex: 0 }]);
  });
});

describe('what an earlier try stored', () => {
  test.each<[string, LookupOutcome]>([
    ['accepted', accepted(lookup(1))],
    ['not accepted', { kind: 'notAccepted', requestId: 'R', text: 'No ID.' }],
  ])('is not sent again, but comes out: %s', async (_name, outcome) => {
    const { ports, sent, failures } = fakeRun(acceptAll, { store: storeWith({ 1: outcome }), batchSize: 10 });
    const { results, stats } = await sendBatches(FOUR, OPTIONS, ports);
    expect(sent).toEqual([e164s(0, 2, 3)]);
    expect(results.outcomes[1]).toBe(outcome);
    expect(knownOf(results).size).toBe(4);
    expect(stats).toEqual({ requests: 1, sent: 3, restored: 1 });
    expect(failures).toEqual([]);
  });

  test('takes no request where it is everything', async () => {
    const store = new InMemoryStore();
    await sendBatches(FOUR, OPTIONS, fakeRun(acceptAll, { store }).ports);
    const { ports, sent } = fakeRun(acceptAll, { store });
    const again = await sendBatches(FOUR, OPTIONS, ports);
    expect(sent).toEqual([]);
    expect(kindsOf(again)).toEqual({ 0: 'accepted', 1: 'accepted', 2: 'accepted', 3: 'accepted' });
    expect(again.stats).toEqual({ requests: 0, sent: 0, restored: 4 });
  });

  test('as unconfirmed fails again, says that it was not sent, and is not sent', async () => {
    const store = storeWith({ 1: notConfirmed, 2: notConfirmed });
    const { ports, sent, failures } = fakeRun(acceptAll, { store });
    const { results, stats } = await sendBatches(FOUR, OPTIONS, ports);
    expect(sent).toEqual([e164s(0, 3)]);
    const message = 'Not sent again, because it may already have been charged. Before: Timeout';
    expect(results.outcomes[1]).toMatchObject({ failure: { message, unconfirmed: true } });
    expect(store.outcomeOf(number(1).e164)).toBe(notConfirmed);
    expect(failures).toEqual([[message, e164s(1, 2)]]);
    expect(stats).toEqual({ requests: 1, sent: 2, restored: 2 });
  });

  test('as unconfirmed ends the run before anything is sent where failures stop it', async () => {
    const { ports, sent } = fakeRun(acceptAll, { store: storeWith({ 3: notConfirmed }), onError: 'stop' });
    await expect(sendBatches(FOUR, OPTIONS, ports)).rejects.toThrow('Timeout');
    expect(sent).toEqual([]);
  });

  test("as unconfirmed is sent again with 'Retry Unconfirmed'", async () => {
    const store = storeWith({ 1: notConfirmed, 2: accepted(lookup(2)) });
    const { ports, sent, failures } = fakeRun(acceptAll, { store, onError: 'stop', batchSize: 10 });
    const { results, stats } = await sendBatches(FOUR, { ...OPTIONS, retryUnconfirmed: true }, ports);
    expect(sent).toEqual([e164s(0, 1, 3)]);
    expect(results.outcomes[1]).toEqual(accepted(lookup(1)));
    expect(stats).toEqual({ requests: 1, sent: 3, restored: 1 });
    expect(failures).toEqual([]);
  });

  test('comes out as unmatched where it matched no number, or its number is gone', async () => {
    const store = storeWith({ 7: accepted(lookup(7)), 8: notConfirmed });
    store.unmatchedLookups.push({ lookup: lookup('442079460001'), itemIndex: 1 });
    const { ports, sent } = fakeRun(acceptAll, { store });
    const { results, stats } = await sendBatches(planOf([unique(0), unique(1)]), OPTIONS, ports);
    expect(sent).toEqual([e164s(0, 1)]);
    expect(results.unmatched).toEqual([
      { lookup: lookup('442079460001'), itemIndex: 1 },
      { lookup: lookup(7), itemIndex: 0 },
    ]);
    expect([...knownOf(results).keys()]).toEqual(e164s(0, 1));
    expect(stats).toEqual({ requests: 1, sent: 2, restored: 0 });
  });

  test('as unmatched comes before what this try adds', async () => {
    const store = new InMemoryStore();
    store.unmatchedLookups.push({ lookup: lookup('442079460001'), itemIndex: 0 });
    const { ports } = fakeRun(() => success(response([lookup(0), lookup('442079460002')])), { store });
    const { results } = await sendBatches(planOf(uniqueNumbers(2)), OPTIONS, ports);
    expect(results.unmatched.map(({ lookup: { mobileNumber } }) => mobileNumber)).toEqual([
      '442079460001',
      '442079460002',
    ]);
  });

  test('does not hold what was surely not processed: that is sent again', async () => {
    const store = new InMemoryStore();
    await sendBatches(FOUR, OPTIONS, fakeRun(() => failed(TIMEOUT), { store }).ports);
    const { ports, sent } = fakeRun(acceptAll, { store });
    await sendBatches(FOUR, OPTIONS, ports);
    expect(sent.flat()).toEqual(e164s(0, 1, 2, 3));
  });
});

describe('a failed request', () => {
  const failSecond = (batch: readonly UniqueNumber[], request: number): Result<BatchResponse> =>
    request === 2 ? unconfirmed(TIMEOUT) : acceptAll(batch);
  const six = planOf(uniqueNumbers(6));

  test('ends the run where failures stop it; what was accepted is in the store', async () => {
    const { ports, sent, store } = fakeRun(failSecond, { onError: 'stop' });
    await expect(sendBatches(six, OPTIONS, ports)).rejects.toThrow('Timeout');
    expect(sent).toEqual([e164s(0, 1), e164s(2, 3)]);
    expect(store.accepted().map(({ phone_number }) => phone_number)).toEqual(e164s(0, 1));
    expect(store.outcomeOf(number(2).e164)).toEqual({ ...notConfirmed, unconfirmedSends: 1 });
    expect(store.outcomeOf(number(4).e164)).toBeNull();
  });

  test('does not keep the other batches from being sent where failures do not stop the run', async () => {
    const { ports, sent, failures } = fakeRun(failSecond);
    const run = await sendBatches(six, OPTIONS, ports);
    expect(sent).toEqual([e164s(0, 1), e164s(2, 3), e164s(4, 5)]);
    expect(kindsOf(run)).toEqual({
      0: 'accepted',
      1: 'accepted',
      2: 'failed',
      3: 'failed',
      4: 'accepted',
      5: 'accepted',
    });
    expect(failures).toEqual([['Timeout', e164s(2, 3)]]);
    expect(run.stats).toEqual({ requests: 3, sent: 6, restored: 0 });
  });
});

describe('a response after which no further batch should be sent', () => {
  const allInvalid = (batch: readonly UniqueNumber[]): Result<BatchResponse> =>
    success(response([], { invalidCount: batch.length }));

  test('leaves the other numbers without an outcome, with the reason and not billed', async () => {
    const { ports, sent, failures } = fakeRun(allInvalid);
    const run = await sendBatches(FOUR, OPTIONS, ports);
    expect(sent).toEqual([e164s(0, 1)]);
    expect(kindsOf(run)).toEqual({ 0: 'notAccepted', 1: 'notAccepted' });
    expect(run.results.notSentReason).toMatchObject({ unconfirmed: false, httpStatus: null });
    expect(failures).toEqual([[run.results.notSentReason.message, e164s(2, 3)]]);
    expect(run.results.notSentReason.message).toContain('Number Format');
    expect(run.stats).toEqual({ requests: 1, sent: 2, restored: 0 });
  });

  test('ends the run where failures stop it', async () => {
    const { ports, sent, store } = fakeRun(allInvalid, { onError: 'stop' });
    await expect(sendBatches(FOUR, OPTIONS, ports)).rejects.toThrow('Number Format');
    expect(sent).toHaveLength(1);
    expect([...store.outcomes.keys()]).toEqual(e164s(0, 1));
  });

  test('is no failure where it was the last one', async () => {
    const { ports, failures } = fakeRun(allInvalid, { onError: 'stop', batchSize: 4 });
    const run = await sendBatches(FOUR, OPTIONS, ports);
    expect(Object.values(kindsOf(run))).toEqual(Array(4).fill('notAccepted'));
    expect(failures).toEqual([]);
  });

  test('names the other number format', async () => {
    const { ports } = fakeRun(allInvalid);
    const { results } = await sendBatches(FOUR, { ...OPTIONS, numberFormat: 'digits' }, ports);
    expect(results.notSentReason.message).toContain('E.164');
  });
});

describe("'Max Lookups'", () => {
  test.each([0, 4, 5])('of %d does not keep four numbers from being sent', async (maxLookups) => {
    const { ports, sent } = fakeRun(acceptAll);
    await sendBatches(FOUR, { ...OPTIONS, maxLookups }, ports);
    expect(sent.flat()).toHaveLength(4);
  });

  test('below the number of numbers: nothing is sent, and all of them fail at once', async () => {
    const { ports, sent, failures, store } = fakeRun(acceptAll);
    const { results, stats } = await sendBatches(FOUR, { ...OPTIONS, maxLookups: 3 }, ports);
    expect([sent, store.outcomes.size, knownOf(results).size]).toEqual([[], 0, 0]);
    expect(failures).toEqual([[results.notSentReason.message, e164s(0, 1, 2, 3)]]);
    expect(results.notSentReason.message).toMatch(/^4 numbers .*'Max Lookups' is 3$/);
    expect(results.notSentReason.advice).toContain('Nothing was sent');
    expect(stats).toEqual({ requests: 0, sent: 0, restored: 0 });
  });

  test('and the number of numbers are written with separators', async () => {
    const numbers = Array.from({ length: 1_201 }, (_, i) => ({
      ...unique(0),
      number: { ...number(0), e164: `+91987654${String(i).padStart(4, '0')}` },
    }));
    const { ports } = fakeRun(acceptAll);
    const { results } = await sendBatches(planOf(numbers), { ...OPTIONS, maxLookups: 1_200 }, ports);
    expect(results.notSentReason.message).toMatch(/^1,201 .* 1,200$/);
  });

  test('ends the run where failures stop it', async () => {
    const { ports, sent } = fakeRun(acceptAll, { onError: 'stop' });
    await expect(sendBatches(FOUR, { ...OPTIONS, maxLookups: 3 }, ports)).rejects.toThrow('Max Lookups');
    expect(sent).toEqual([]);
  });

  test('counts what this execution has sent before, and each number once', async () => {
    const store = storeWith({ 0: accepted(lookup(0)), 1: notConfirmed });
    const { ports, sent } = fakeRun(acceptAll, { store });
    const refused = await sendBatches(FOUR, { ...OPTIONS, maxLookups: 3 }, ports);
    expect(sent).toEqual([]);
    expect(refused.results.notSentReason.message).toBe(
      "2 numbers would be looked up, after 2 earlier in this execution, but 'Max Lookups' is 3",
    );
    const { stats } = await sendBatches(FOUR, { ...OPTIONS, maxLookups: 4 }, ports);
    expect(sent).toEqual([e164s(2, 3)]);
    expect(stats).toEqual({ requests: 1, sent: 2, restored: 2 });
  });

  test('does not keep a try from returning what was found where nothing is left to send', async () => {
    const { ports } = fakeRun(acceptAll, {
      store: storeWith({ 0: accepted(lookup(0)), 1: accepted(lookup(1)) }),
    });
    const run = await sendBatches(planOf(uniqueNumbers(2)), { ...OPTIONS, maxLookups: 1 }, ports);
    expect(kindsOf(run)).toEqual({ 0: 'accepted', 1: 'accepted' });
  });

  test('counts a number that is sent again once', async () => {
    const store = storeWith({ 0: accepted(lookup(0)), 1: notConfirmed });
    const { ports, sent } = fakeRun(acceptAll, { store, batchSize: 10 });
    await sendBatches(FOUR, { ...OPTIONS, maxLookups: 4, retryUnconfirmed: true }, ports);
    expect(sent).toEqual([e164s(1, 2, 3)]);
  });
});

describe("'Retry Unconfirmed'", () => {
  const RETRY: BatchOptions = { ...OPTIONS, retryUnconfirmed: true };
  const two = planOf(uniqueNumbers(2));

  test('sends a batch again until it is answered', async () => {
    const { ports, sent, failures } = fakeRun((batch, request) =>
      request < 4 ? unconfirmed(TIMEOUT) : acceptAll(batch),
    );
    const run = await sendBatches(two, RETRY, ports);
    expect(sent).toEqual(Array(4).fill(e164s(0, 1)));
    expect(kindsOf(run)).toEqual({ 0: 'accepted', 1: 'accepted' });
    expect(run.stats).toEqual({ requests: 4, sent: 2, restored: 0 });
    expect(failures).toEqual([]);
  });

  test('sends no number more than five times in an execution, however often the node is tried', async () => {
    const store = new InMemoryStore();
    let sends = 0;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { ports, sent } = fakeRun(() => unconfirmed(TIMEOUT), { store, onError: 'stop' });
      await expect(sendBatches(two, RETRY, ports)).rejects.toThrow('Timeout');
      sends += sent.length;
    }
    expect(sends).toBe(5);
  });

  test('counts the iterations of a loop before this one', async () => {
    const store = new InMemoryStore();
    store.sendsElsewhere.set(number(0).e164, 5);
    store.sendsElsewhere.set(number(1).e164, 4);
    const { ports, sent, failures } = fakeRun(() => unconfirmed(TIMEOUT), { store });
    await sendBatches(two, RETRY, ports);
    expect(sent).toEqual([e164s(1)]);
    expect(failures[0]).toEqual([
      'Not sent again, because 5 requests with this number got no answer in this execution',
      e164s(0),
    ]);
  });

  test('waits longer before each retry', async () => {
    const slept: number[] = [];
    const { ports } = fakeRun(() => unconfirmed(TIMEOUT));
    const clock = { now: () => 0, random: () => 0.5, sleep: async (ms: number) => void slept.push(ms) };
    await sendBatches(two, RETRY, { ...ports, clock });
    expect(slept).toEqual([500, 1_000, 2_000, 4_000]);
  });

  test.each<[string, Partial<RequestFailure>]>([
    ['a response that cannot be read', { httpStatus: 200, unconfirmed: true }],
    ['what was surely not processed', { httpStatus: 401 }],
  ])('does not repeat at once %s', async (_name, details) => {
    const { ports, sent } = fakeRun(() => failed({ ...TIMEOUT, ...details }));
    await sendBatches(two, RETRY, ports);
    expect(sent).toHaveLength(1);
  });

  test('sends nothing more once the execution is cancelled', async () => {
    const controller = new AbortController();
    const { ports, sent } = fakeRun(() => unconfirmed(TIMEOUT), { signal: controller.signal });
    const sleep = async (): Promise<void> => {
      controller.abort();
      throw new Error('cancelled');
    };
    const two = planOf(uniqueNumbers(2));
    const { results } = await sendBatches(two, RETRY, { ...ports, clock: { ...ports.clock, sleep } });
    expect(sent).toHaveLength(1);
    expect(results.notSentReason.message).toBe('The execution was canceled');
  });
});

describe('a number that may have been charged', () => {
  const RETRY: BatchOptions = { ...OPTIONS, retryUnconfirmed: true };
  const one = planOf(uniqueNumbers(1));
  const refusal: RequestFailure = { ...failure('Refused'), httpStatus: 401 };

  test.each<[string, Partial<BatchOptions>]>([
    ['a refusal ends the sending', {}],
    ["'Max Lookups' allows no more", { maxLookups: 3 }],
  ])('stays so, and the error names it, where it is not sent again because %s', async (_why, options) => {
    const run = (onError: 'stop' | 'continue'): ReturnType<typeof fakeRun> =>
      fakeRun(() => failed(refusal), { store: storeWith({ 3: notConfirmed }), onError });
    const stopped = run('stop');
    await expect(sendBatches(FOUR, { ...RETRY, ...options }, stopped.ports)).rejects.toThrow();
    expect(stopped.failures.map(([, numbers]) => numbers)).toEqual([e164s(3)]);
    const continued = await sendBatches(FOUR, { ...RETRY, ...options }, run('continue').ports);
    expect(continued.results.outcomes[3]).toMatchObject({ failure: { unconfirmed: true } });
  });

  test('is named by the error, although another request ended the sending while it waited for a retry', async () => {
    let wake = (): void => undefined;
    const { ports, failures } = fakeRun(
      (batch, request) => {
        if (request === 1) return acceptAll(batch);
        if (request === 2) return unconfirmed(TIMEOUT);
        setTimeout(() => wake(), 0);
        return failed(refusal);
      },
      { atOnce: 4, batchSize: 1, onError: 'stop' },
    );
    const clock = { ...ports.clock, sleep: () => new Promise<void>((resolve) => (wake = resolve)) };
    await expect(sendBatches(FOUR, RETRY, { ...ports, clock })).rejects.toThrow('Refused');
    expect(failures.map(([, numbers]) => numbers)).toEqual([e164s(1)]);
  });

  test('is named by the error although Kaleyra rejected it later', async () => {
    const { ports, failures } = fakeRun(
      (_batch, n) => (n === 1 ? success(response([lookup(1)], { invalidCount: 1 })) : failed(refusal)),
      { store: storeWith({ 0: notConfirmed }), onError: 'stop' },
    );
    await expect(sendBatches(FOUR, RETRY, ports)).rejects.toThrow('Refused');
    expect(failures.map(([, numbers]) => numbers)).toEqual([e164s(0)]);
  });

  test('a number that did not leave n8n is not counted as sent', async () => {
    const { stats } = await sendBatches(FOUR, OPTIONS, fakeRun(() => failed(failure('No connection'))).ports);
    expect(stats).toEqual({ requests: 0, sent: 0, restored: 0 });
  });
  const afterTimeout = async (
    last: Result<BatchResponse>,
    store = new InMemoryStore(),
  ): Promise<SentBatches> =>
    await sendBatches(
      one,
      RETRY,
      fakeRun((_batch, n) => (n === 1 ? unconfirmed(TIMEOUT) : last), { store }).ports,
    );

  test('stays so, although a later request was surely not processed', async () => {
    const store = new InMemoryStore();
    const { results } = await afterTimeout(failed({ ...failure('No access'), httpStatus: 401 }), store);
    const outcome = results.outcomes[0];
    expect(outcome).toMatchObject({
      failure: {
        message: 'No access',
        advice: expect.stringContaining('may have been charged'),
        unconfirmed: true,
      },
      unconfirmedSends: 1,
    });
    expect(store.outcomeOf(number(0).e164)).toEqual(outcome);
  });

  test('says so, although Kaleyra does not accept it later', async () => {
    const { results } = await afterTimeout(success(response([], { invalidCount: 1 })));
    expect(results.outcomes[0]).toMatchObject({
      kind: 'notAccepted',
      text: expect.stringContaining('An earlier request for it got no answer, so it may have been charged.'),
      unconfirmedSends: 1,
    });
  });

  test('is accepted once Kaleyra says so', async () => {
    const { results } = await afterTimeout(success(response([lookup(0)])));
    expect(results.outcomes[0]).toEqual(accepted(lookup(0)));
  });
});

describe('three failures in a row for the same reason', () => {
  const ten = planOf(uniqueNumbers(10));

  test('end the sending', async () => {
    const { ports, sent, failures } = fakeRun(() => failed(failure('No access')));
    const { results } = await sendBatches(ten, OPTIONS, ports);
    expect(sent).toHaveLength(3);
    expect(results.notSentReason.message).toBe('3 requests in a row got the same response: No access');
    expect(failures.at(-1)).toEqual([results.notSentReason.message, e164s(6, 7)]);
  });

  test.each<[string, (batch: readonly UniqueNumber[], request: number) => Result<BatchResponse>]>([
    ['for another reason', (_batch, request) => failed(failure(`Reason ${request % 3 === 0 ? 1 : 2}`))],
    ['with a success between', (batch, n) => (n % 3 === 0 ? acceptAll(batch) : failed(failure('No access')))],
  ])('are not %s', async (_name, respond) => {
    const { ports, sent } = fakeRun(respond);
    await sendBatches(ten, OPTIONS, ports);
    expect(sent).toHaveLength(5);
  });
});

test('where nothing can be stored, nothing is sent', async () => {
  const { ports, sent, store } = fakeRun(acceptAll);
  store.save = () => {
    throw new TypeError('Cannot create property');
  };
  await expect(sendBatches(FOUR, OPTIONS, ports)).rejects.toThrow('Cannot create property');
  expect(sent).toEqual([]);
});

describe('a fault of our own after a batch was sent', () => {
  test('in reading the response counts as charged', async () => {
    const { ports, store, failures } = fakeRun(() => {
      throw new RangeError('Too many');
    });
    await sendBatches(planOf(uniqueNumbers(2)), OPTIONS, ports);
    expect(store.outcomeOf(number(0).e164)).toMatchObject({ failure: { unconfirmed: true } });
    expect(failures).toEqual([["Kaleyra's response could not be processed: Too many", e164s(0, 1)]]);
  });

  test('in matching it keeps the accepted lookups', async () => {
    const { ports, store } = fakeRun(acceptAll);
    const forEach: typeof ports.forEach = async (list, work) => {
      if (
        store.unmatchedLookups.length === 0 &&
        [...list].some((entry) => 'mobileNumber' in (entry as object))
      )
        throw new RangeError('Too many');
      await ports.forEach(list, work);
    };
    await expect(sendBatches(FOUR, OPTIONS, { ...ports, forEach })).rejects.toThrow('Too many');
    expect(store.accepted().map(({ lookup_id }) => lookup_id)).toEqual([
      lookup(0).lookupId,
      lookup(1).lookupId,
    ]);
    expect(store.outcomeOf(number(0).e164)).toMatchObject({ failure: { unconfirmed: true } });
  });
});

describe('a cancelled execution', () => {
  test.each<[string, (batch: readonly UniqueNumber[]) => Result<BatchResponse>, string[]]>([
    ['a response', acceptAll, e164s(0, 1)],
    ['a failure', () => unconfirmed(TIMEOUT), []],
  ])('sends nothing more; what came is stored: %s', async (_name, respond, acceptedNumbers) => {
    const controller = new AbortController();
    const { ports, sent, store, failures } = fakeRun(
      (batch) => {
        controller.abort(new Error('cancelled'));
        return respond(batch);
      },
      { signal: controller.signal },
    );
    const { results } = await sendBatches(FOUR, OPTIONS, ports);
    expect(results.notSentReason).toMatchObject({
      message: 'The execution was canceled',
      unconfirmed: false,
    });
    expect(sent).toEqual([e164s(0, 1)]);
    expect([...store.outcomes.keys()]).toEqual(e164s(0, 1));
    expect(store.accepted().map(({ phone_number }) => phone_number)).toEqual(acceptedNumbers);
    expect(failures).toEqual([]);
  });

  test('before the first request sends nothing, and nothing may have been charged', async () => {
    const { ports, sent, store, failures } = fakeRun(acceptAll, {
      signal: AbortSignal.abort(),
      onError: 'stop',
    });
    const { results } = await sendBatches(FOUR, OPTIONS, ports);
    expect([sent, failures, store.outcomes.size, knownOf(results).size]).toEqual([[], [], 0, 0]);
    expect(results.notSentReason).toMatchObject({
      message: 'The execution was canceled',
      unconfirmed: false,
    });
  });

  test('while a batch is under way that never returns may have sent it', async () => {
    const controller = new AbortController();
    const { ports, store } = fakeRun(
      () => {
        controller.abort();
        throw new Error('cancelled');
      },
      { signal: controller.signal },
    );
    const { results } = await sendBatches(FOUR, OPTIONS, ports);
    expect([...store.outcomes.keys()]).toEqual(e164s(0, 1));
    expect([...knownOf(results).values()]).toMatchObject(Array(2).fill({ failure: { unconfirmed: true } }));
  });

  test('while a batch waits to be sent again has not sent it', async () => {
    const controller = new AbortController();
    const { ports, store } = fakeRun(acceptAll, { signal: controller.signal });
    const send: typeof ports.send = async (_batch, _beforeNext, onSend) => {
      onSend(true);
      onSend(false);
      controller.abort();
      throw new Error('cancelled');
    };
    Object.assign(ports, { send });
    const { results, stats } = await sendBatches(FOUR, OPTIONS, ports);
    expect([store.outcomes.size, knownOf(results).size, stats.requests]).toEqual([0, 0, 0]);
  });

  test('that is not cancelled goes on', async () => {
    const { ports, sent } = fakeRun(acceptAll, { signal: new AbortController().signal });
    await sendBatches(FOUR, OPTIONS, ports);
    expect(sent.flat()).toEqual(e164Of(FOUR.uniqueNumbers));
  });
});
