import { describe, expect, test } from '@jest/globals';

import { sendBatches, type BatchOptions, type SentBatches } from '../../../nodes/Kaleyra/lookup/sendBatches';
import type { LookupOutcome, UniqueNumber } from '../../../nodes/Kaleyra/lookup/types';
import { failed, success, type BatchResponse, type Lookup, type Result } from '../../../nodes/Kaleyra/types';
import { e164Of, fakeRun, InMemoryStore, planOf, unconfirmed } from './fakePorts';
import { failure, lookup, number, response, unique, uniqueNumbers } from './tools';

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
  return Object.fromEntries([...results.outcomes].map(([e164, { kind }]) => [e164.slice(-1), kind]));
}

describe('sending batches', () => {
  test('sends every number once, in order, and gives each its lookup', async () => {
    const { ports, sent, failures } = fakeRun(acceptAll);
    const { results, stats } = await sendBatches(FOUR, OPTIONS, ports);
    expect(sent).toEqual([e164s(0, 1), e164s(2, 3)]);
    expect([...results.outcomes]).toEqual(
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
    expect([sent, failures, results.outcomes.size]).toEqual([[], [], 0]);
    expect(stats).toEqual({ requests: 0, sent: 0, restored: 0 });
  });

  test('links unmatched lookups to the first item of their batch', async () => {
    const other = lookup('442079460001');
    const { ports } = fakeRun((batch, request) =>
      request === 1 ? acceptAll(batch) : success(response([lookup(2), other])),
    );
    const { results } = await sendBatches(FOUR, OPTIONS, ports);
    expect(results.unmatched).toEqual([{ lookup: other, itemIndex: 2 }]);
    expect(results.outcomes.get(number(3).e164)?.kind).toBe('notAccepted');
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
    expect(results.outcomes.get(number(1).e164)).toBe(outcome);
    expect(results.outcomes.size).toBe(4);
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

  test('as unconfirmed fails again as it did, and is not sent', async () => {
    const store = storeWith({ 1: notConfirmed, 2: notConfirmed });
    const { ports, sent, failures } = fakeRun(acceptAll, { store });
    const { results, stats } = await sendBatches(FOUR, OPTIONS, ports);
    expect(sent).toEqual([e164s(0, 3)]);
    expect(results.outcomes.get(number(1).e164)).toBe(notConfirmed);
    expect(failures).toEqual([
      ['Timeout', e164s(1)],
      ['Timeout', e164s(2)],
    ]);
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
    expect(results.outcomes.get(number(1).e164)).toEqual(accepted(lookup(1)));
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
    expect([...results.outcomes.keys()]).toEqual(e164s(0, 1));
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
    expect(store.outcomeOf(number(2).e164)).toEqual(notConfirmed);
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
    expect([sent, store.outcomes.size, results.outcomes.size]).toEqual([[], 0, 0]);
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

  test('counts only what would be sent', async () => {
    const store = storeWith({ 0: accepted(lookup(0)), 1: notConfirmed });
    const { ports, sent } = fakeRun(acceptAll, { store });
    const { stats } = await sendBatches(FOUR, { ...OPTIONS, maxLookups: 2 }, ports);
    expect(sent).toEqual([e164s(2, 3)]);
    expect(stats).toEqual({ requests: 1, sent: 2, restored: 2 });
  });

  test('counts what would be sent again', async () => {
    const store = storeWith({ 0: accepted(lookup(0)), 1: notConfirmed });
    const { ports, sent } = fakeRun(acceptAll, { store });
    const options = { ...OPTIONS, maxLookups: 2, retryUnconfirmed: true };
    const { results } = await sendBatches(FOUR, options, ports);
    expect(sent).toEqual([]);
    expect([...results.outcomes.keys()]).toEqual(e164s(0));
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
    await expect(sendBatches(FOUR, OPTIONS, ports)).rejects.toThrow('cancelled');
    expect(sent).toEqual([e164s(0, 1)]);
    expect([...store.outcomes.keys()]).toEqual(e164s(0, 1));
    expect(store.accepted().map(({ phone_number }) => phone_number)).toEqual(acceptedNumbers);
    expect(failures).toEqual([]);
  });

  test('that is not cancelled goes on', async () => {
    const { ports, sent } = fakeRun(acceptAll, { signal: new AbortController().signal });
    await sendBatches(FOUR, OPTIONS, ports);
    expect(sent.flat()).toEqual(e164Of(FOUR.uniqueNumbers));
  });
});
