import { describe, expect, test } from '@jest/globals';

import { DETAILS_CONCURRENCY, forEachConcurrent } from '../../../nodes/Kaleyra/api/concurrency';
import { pollDetails, type IdentifiedLookup } from '../../../nodes/Kaleyra/lookup/pollDetails';
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
  };
}

function found(lookupId: string, fields: Record<string, unknown> = {}): Result<Lookup> {
  return success({ ...accepted(lookupId), requestId: null, fields, status: 'complete', isPorted: true });
}

const PENDING = success<Lookup>({ ...accepted('?'), fields: { state: 'queued' }, status: 'pending' });

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

interface Asked {
  readonly id: string;
  readonly url: string | undefined;
  /** Milliseconds since the start. */
  readonly at: number;
}

interface Run {
  readonly known: Map<string, Lookup>;
  readonly asked: Asked[];
  readonly took: number;
}

/** Waits for lookups, the nth question for each answered by `answer(id, n)` after `tookMs`. */
async function run(
  list: readonly IdentifiedLookup[],
  timeoutMs: number,
  answer: (id: string, nth: number) => Result<Lookup>,
  tookMs: (nth: number) => number = () => 0,
): Promise<Run> {
  const clock = new FakeClock();
  const asked: Asked[] = [];
  const client = {
    async getDetails(id: string, url?: string): Promise<Result<Lookup>> {
      asked.push({ id, url, at: clock.now() - START });
      const nth = asked.filter((one) => one.id === id).length;
      await clock.sleep(tookMs(nth));
      return answer(id, nth);
    },
  };
  const known = await pollDetails(list, client, clock, timeoutMs);
  return { known, asked, took: clock.now() - START };
}

describe('polling details', () => {
  test('asks once where they are there, and adds them to what is known', async () => {
    const { known, asked, took } = await run([accepted('a', { url: 'U', state: 'new' })], 60_000, (id) =>
      found(id, { state: 'done', current_mcc: '404' }),
    );
    expect(asked).toEqual([{ id: 'a', url: 'U', at: 0 }]);
    expect(took).toBe(0);
    expect(known.get('a')).toStrictEqual({
      ...accepted('a'),
      fields: { lookup_id: 'a', url: 'U', state: 'done', current_mcc: '404' },
      status: 'complete',
      isPorted: true,
    });
  });

  test('takes an address for one only where it is text', async () => {
    const { asked } = await run([accepted('a', { url: 5 })], 60_000, (id) => found(id));
    expect(asked).toEqual([{ id: 'a', url: undefined, at: 0 }]);
  });

  test('of nothing is over at once', async () => {
    const { known, asked } = await run([], 60_000, () => PENDING);
    expect([known.size, asked]).toEqual([0, []]);
  });

  test('asks again after 2 seconds, then after half as long again each time, until the time is up', async () => {
    const { known, asked, took } = await run([accepted('a')], 11_000, () => PENDING);
    expect(took).toBe(9_500);
    expect(asked.map(({ at }) => at)).toEqual([0, 2_000, 5_000, 9_500]);
    expect(known.get('a')).toMatchObject({
      status: 'pending',
      fields: { lookup_id: 'a', state: 'queued' },
      note: 'Kaleyra was not done with it after 11 seconds. Get Details fetches it later.',
    });
  });

  test('asks for the last time so late that the answer is there when the time is up', async () => {
    const { asked, took } = await run([accepted('a')], 60_000, () => PENDING);
    expect(asked.map(({ at }) => at)).toEqual([0, 2_000, 5_000, 9_500, 16_250, 26_375, 41_562.5, 59_000]);
    expect(took).toBe(59_000);
  });

  test('gives the last round the time that the one before took for as many', async () => {
    const list = Array.from({ length: 4 }, (_, i) => accepted(`${i}`));
    const { asked, took } = await run(
      list,
      20_000,
      (id) => (id === '3' ? PENDING : found(id)),
      () => 1_500,
    );
    expect(asked.map(({ id, at }) => [id, at])).toEqual([
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

  test('gives the last round more time the more lookups it asks for', async () => {
    const list = ['done', 'also done', 'a', 'b'].map((id) => accepted(id));
    const { asked, took } = await run(
      list,
      16_500,
      (id) => (id.endsWith('done') ? found(id) : PENDING),
      () => 1_500,
    );
    const again = asked.slice(list.length).map(({ id, at }) => [id, at]);
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
  ])('leaves 2 seconds between two questions at the least (%d ms)', async (timeoutMs, times) => {
    const { asked, took } = await run([accepted('a')], timeoutMs, () => PENDING);
    expect(asked.map(({ at }) => at)).toEqual(times);
    expect(took).toBe(times.at(-1));
  });

  test('never lets more than 30 seconds pass between two questions', async () => {
    const { asked } = await run([accepted('a')], 300_000, () => PENDING);
    const gaps = asked.slice(1).map(({ at }, i) => at - (asked[i]?.at ?? 0));
    expect(gaps).toEqual([
      2_000, 3_000, 4_500, 6_750, 10_125, 15_187.5, 22_781.25, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000,
      30_000, 24_656.25,
    ]);
  });

  test('asks again only for those that are not complete', async () => {
    const { known, asked } = await run([accepted('a'), accepted('b')], 60_000, (id, nth) =>
      id === 'a' || nth === 3 ? found(id) : PENDING,
    );
    expect(asked.map(({ id }) => id)).toEqual(['a', 'b', 'b', 'b']);
    expect([...known.values()].map(({ status }) => status)).toEqual(['complete', 'complete']);
    expect(known.get('b')).not.toHaveProperty('note');
  });

  test('asks for each at least once, however little time there is', async () => {
    const list = Array.from({ length: 20 }, (_, i) => accepted(`${i}`));
    const { asked } = await run(
      list,
      0,
      () => PENDING,
      () => 1_000,
    );
    expect(asked.map(({ id }) => id)).toEqual(list.map(({ lookupId }) => lookupId));
  });

  test('asks no second time once the time is up, in the middle of a round too', async () => {
    const list = Array.from({ length: 12 }, (_, i) => accepted(`${i}`));
    const { asked } = await run(
      list,
      15_000,
      () => PENDING,
      (nth) => (nth === 1 ? 500 : 1_000),
    );
    const again = asked.slice(list.length);
    expect(again.length).toBeGreaterThan(0);
    expect(again.length).toBeLessThan(list.length);
    for (const { at } of again) expect(at).toBeLessThan(15_000);
  });

  test.each<[string | null, string]>([
    [null, 'Kaleyra is out of order.'],
    ['Down until noon', 'Kaleyra is out of order: Down until noon'],
  ])('that fails leaves the lookup pending, with a note (%p)', async (text, note) => {
    const { known } = await run([accepted('a')], 0, () => down(text));
    expect(known.get('a')).toStrictEqual({ ...accepted('a'), status: 'pending', note });
  });

  test('goes on after a question that failed', async () => {
    const { known } = await run([accepted('a')], 60_000, (id, nth) => (nth < 3 ? down(null) : found(id)));
    expect(known.get('a')).toMatchObject({ status: 'complete' });
    expect(known.get('a')).not.toHaveProperty('note');
  });
});

describe('working a list', () => {
  test.each([
    [12, DETAILS_CONCURRENCY, 5],
    [3, 5, 3],
    [4, 1, 1],
    [0, 5, 0],
  ])('of %d with %d hands keeps %d busy, takes all in order and each once', async (length, hands, busy) => {
    const taken: number[] = [];
    let now = 0;
    let most = 0;
    await forEachConcurrent(
      Array.from({ length }, (_, i) => i),
      hands,
      async (one) => {
        taken.push(one);
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
      },
    );
    expect(taken).toEqual(Array.from({ length }, (_, i) => i));
    expect(most).toBe(busy);
  });

  test('ends with the first that fails', async () => {
    const work = async (one: number): Promise<void> => {
      if (one === 1) throw new Error('cancelled');
    };
    await expect(forEachConcurrent([0, 1, 2], 2, work)).rejects.toThrow('cancelled');
  });
});
