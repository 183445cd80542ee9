import { describe, expect, test } from '@jest/globals';

import { DETAILS_CONCURRENCY, forEachConcurrent } from '../../../nodes/Kaleyra/api/concurrency';
import { detailsKey, pollDetails, type IdentifiedLookup } from '../../../nodes/Kaleyra/lookup/pollDetails';
import { failed, success, type Lookup, type Result } from '../../../nodes/Kaleyra/types';
import { FakeClock, START } from '../api/tools';

function accepted(lookupId: string, fields: Record<string, unknown> = {}): IdentifiedLookup {
  return {
    mobileNumber: '919876543210',
    lookupId,
    requestId: 'R',
    fields: { lookup_id: lookupId, ...fields },
    status: 'accepted',
    isPorted: null,
    lookedUpAt: '2026-11-24T00:00:00.000Z',
  };
}

function found(lookupId: string, fields: Record<string, unknown> = {}): Result<Lookup> {
  return success({
    ...accepted(lookupId),
    requestId: null,
    lookedUpAt: null,
    fields,
    status: 'complete',
    isPorted: true,
  });
}

const PENDING = success<Lookup>({ ...accepted('?'), fields: { state: 'queued' }, status: 'pending' });
const FAILED = success<Lookup>({
  ...accepted('?'),
  fields: { state: 'failed' },
  status: 'failed',
  note: 'Not to be found.',
});

function down(text: string | null): Result<Lookup> {
  return failed({
    message: 'Kaleyra is out of order',
    advice: 'Run it again later.',
    code: null,
    text,
    httpStatus: 500,
    requestId: null,
    unconfirmed: false,
  });
}

interface Poll {
  readonly id: string;
  readonly url: string | undefined;
  /** Milliseconds since the start. */
  readonly at: number;
}

interface Run {
  readonly known: Map<string, Lookup>;
  readonly polls: Poll[];
  readonly took: number;
}

/** Polls lookups; the nth poll of each returns `respond(id, n)` after `tookMs(n)`. */
async function run(
  list: readonly IdentifiedLookup[],
  timeoutMs: number,
  respond: (id: string, nth: number) => Result<Lookup>,
  tookMs: (nth: number) => number = () => 0,
): Promise<Run> {
  const clock = new FakeClock();
  const polls: Poll[] = [];
  const client = {
    async getDetails(id: string, url?: string): Promise<Result<Lookup>> {
      polls.push({ id, url, at: clock.now() - START });
      const nth = polls.filter((one) => one.id === id).length;
      await clock.sleep(tookMs(nth));
      return respond(id, nth);
    },
  };
  const known = await pollDetails(list, { client, clock, signal: undefined }, timeoutMs);
  return { known, polls, took: clock.now() - START };
}

describe('polling details', () => {
  test('polls once where the details are there, and adds them to what is known', async () => {
    const { known, polls, took } = await run([accepted('a', { url: 'U', state: 'new' })], 60_000, (id) =>
      found(id, { state: 'done', current_mcc: '404' }),
    );
    expect(polls).toEqual([{ id: 'a', url: 'U', at: 0 }]);
    expect(took).toBe(0);
    expect(known.get(detailsKey(accepted('a')))).toStrictEqual({
      ...accepted('a'),
      fields: { lookup_id: 'a', url: 'U', state: 'done', current_mcc: '404' },
      status: 'complete',
      isPorted: true,
    });
  });

  test('does not poll again what Kaleyra will not complete, and keeps the reason', async () => {
    const { known, polls } = await run([accepted('a')], 60_000, () => FAILED);
    expect(polls).toHaveLength(1);
    expect(known.get(detailsKey(accepted('a')))).toMatchObject({
      lookupId: 'a',
      status: 'failed',
      note: 'Not to be found.',
    });
  });

  test('uses the url only where it is text', async () => {
    const { polls } = await run([accepted('a', { url: 5 })], 60_000, (id) => found(id));
    expect(polls).toEqual([{ id: 'a', url: undefined, at: 0 }]);
  });

  test('ends at once where there is nothing to poll', async () => {
    const { known, polls } = await run([], 60_000, () => PENDING);
    expect([known.size, polls]).toEqual([0, []]);
  });

  test('polls again after 2 seconds, then after intervals that grow by half, until the time is up', async () => {
    const { known, polls, took } = await run([accepted('a')], 11_000, () => PENDING);
    expect(took).toBe(9_500);
    expect(polls.map(({ at }) => at)).toEqual([0, 2_000, 5_000, 9_500]);
    expect(known.get(detailsKey(accepted('a')))).toMatchObject({
      status: 'pending',
      fields: { lookup_id: 'a', state: 'queued' },
      note: expect.stringMatching(/after 11 seconds.*Get Details/),
    });
  });

  test('polls for the last time just early enough to have the response when the time is up', async () => {
    const { polls, took } = await run([accepted('a')], 60_000, () => PENDING);
    expect(polls.map(({ at }) => at)).toEqual([0, 2_000, 5_000, 9_500, 16_250, 26_375, 41_562.5, 59_000]);
    expect(took).toBe(59_000);
  });

  test('gives the last round the time that the round before took for as many lookups', async () => {
    const list = Array.from({ length: 4 }, (_, i) => accepted(`${i}`));
    const { polls, took } = await run(
      list,
      20_000,
      (id) => (id === '3' ? PENDING : found(id)),
      () => 1_500,
    );
    expect(polls.map(({ id, at }) => [id, at])).toEqual([
      ['0', 0],
      ['1', 1_500],
      ['2', 3_000],
      ['3', 4_500],
      ['3', 8_000],
      ['3', 12_500],
      ['3', 18_500],
    ]);
    expect(took).toBe(20_000);
  });

  test('gives the last round more time the more lookups are left', async () => {
    const list = ['done', 'also done', 'a', 'b'].map((id) => accepted(id));
    const { polls, took } = await run(
      list,
      16_500,
      (id) => (id.endsWith('done') ? found(id) : PENDING),
      () => 1_500,
    );
    const again = polls.slice(list.length).map(({ id, at }) => [id, at]);
    expect(again).toEqual([
      ['a', 8_000],
      ['b', 9_500],
      ['a', 13_500],
      ['b', 15_000],
    ]);
    expect(took).toBe(16_500);
  });

  test.each([
    [2_999, [0]],
    [3_000, [0, 2_000]],
    [4_999, [0, 2_000]],
    [5_000, [0, 2_000, 4_000]],
  ])('leaves at least 2 seconds between two rounds (%d ms)', async (timeoutMs, times) => {
    const { polls, took } = await run([accepted('a')], timeoutMs, () => PENDING);
    expect(polls.map(({ at }) => at)).toEqual(times);
    expect(took).toBe(times.at(-1));
  });

  test('leaves at most 30 seconds between two rounds', async () => {
    const { polls } = await run([accepted('a')], 300_000, () => PENDING);
    const gaps = polls.slice(1).map(({ at }, i) => at - (polls[i]?.at ?? 0));
    expect(gaps).toEqual([
      2_000, 3_000, 4_500, 6_750, 10_125, 15_187.5, 22_781.25, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000,
      30_000, 24_656.25,
    ]);
  });

  test('asks for each of several numbers to which Kaleyra gave one ID', async () => {
    const other = { ...accepted('a'), mobileNumber: '447700900123' };
    const { known, polls } = await run([accepted('a'), other], 60_000, (id) => found(id));
    expect(polls).toHaveLength(2);
    expect(known.get(detailsKey(other))?.mobileNumber).toBe('447700900123');
    expect(known.get(detailsKey(accepted('a')))?.mobileNumber).toBe('919876543210');
  });

  test('polls only incomplete lookups again', async () => {
    const { known, polls } = await run([accepted('a'), accepted('b')], 60_000, (id, nth) =>
      id === 'a' || nth === 3 ? found(id) : PENDING,
    );
    expect(polls.map(({ id }) => id)).toEqual(['a', 'b', 'b', 'b']);
    expect([...known.values()].map(({ status }) => status)).toEqual(['complete', 'complete']);
    expect(known.get(detailsKey(accepted('b')))).not.toHaveProperty('note');
  });

  test('polls each lookup at least once, however little time there is', async () => {
    const list = Array.from({ length: 20 }, (_, i) => accepted(`${i}`));
    const { polls } = await run(
      list,
      0,
      () => PENDING,
      () => 1_000,
    );
    expect(polls.map(({ id }) => id)).toEqual(list.map(({ lookupId }) => lookupId));
  });

  test('polls no lookup again once the time is up, even in the middle of a round', async () => {
    const list = Array.from({ length: 12 }, (_, i) => accepted(`${i}`));
    const { polls } = await run(
      list,
      15_000,
      () => PENDING,
      (nth) => (nth === 1 ? 500 : 1_000),
    );
    const again = polls.slice(list.length);
    expect(again.length).toBeGreaterThan(0);
    expect(again.length).toBeLessThan(list.length);
    for (const { at } of again) expect(at).toBeLessThan(15_000);
  });

  test.each<[string | null, string]>([
    [null, 'Kaleyra is out of order.'],
    ['Down until noon', 'Kaleyra is out of order: Down until noon'],
  ])('leaves a lookup whose poll failed pending, with a note (%p)', async (text, note) => {
    const { known } = await run([accepted('a')], 0, () => down(text));
    expect(known.get(detailsKey(accepted('a')))).toStrictEqual({ ...accepted('a'), status: 'pending', note });
  });

  test('goes on after a poll that failed', async () => {
    const { known } = await run([accepted('a')], 60_000, (id, nth) => (nth < 3 ? down(null) : found(id)));
    expect(known.get(detailsKey(accepted('a')))).toMatchObject({ status: 'complete' });
    expect(known.get(detailsKey(accepted('a')))).not.toHaveProperty('note');
  });
});

describe('processing a list concurrently', () => {
  test.each([
    [12, DETAILS_CONCURRENCY, 5],
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
