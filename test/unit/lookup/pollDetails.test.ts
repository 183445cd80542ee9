import { describe, expect, test } from '@jest/globals';

import { createClient } from '../../../nodes/Kaleyra/api/client';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { detailsKey, pollDetails, type IdentifiedLookup } from '../../../nodes/Kaleyra/lookup/pollDetails';
import { failed, success, type Lookup, type Result } from '../../../nodes/Kaleyra/types';
import { SimulatedClock } from '../api/simulation';
import { http } from '../api/tools';
import { forEachNow } from '../../support/forEachNow';

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
  const clock = new SimulatedClock();
  const polls: Poll[] = [];
  const client = {
    async getDetails(id: string, url?: string): Promise<Result<Lookup>> {
      polls.push({ id, url, at: clock.now() });
      const nth = polls.filter((one) => one.id === id).length;
      if (tookMs(nth) > 0) await clock.sleep(tookMs(nth));
      return respond(id, nth);
    },
    endDetails: () => undefined,
  };
  const known = await clock.run(
    pollDetails(list, { client, clock, signal: undefined, forEach: forEachNow }, timeoutMs),
  );
  return { known, polls, took: clock.now() };
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

  test.each([1_000, 2_000, 3_000])(
    'says how long it waited where %d ms allow one poll',
    async (timeoutMs) => {
      const { known, took } = await run(
        [accepted('a')],
        timeoutMs,
        () => PENDING,
        () => 20,
      );
      expect(took).toBe(20);
      expect(known.get(detailsKey(accepted('a')))?.note).toContain('after 0 seconds');
    },
  );

  test('polls again after 2 seconds, then after intervals that grow by half, until the time is up', async () => {
    const { known, polls, took } = await run([accepted('a')], 11_000, () => PENDING);
    expect(took).toBe(9_500);
    expect(polls.map(({ at }) => at)).toEqual([0, 2_000, 5_000, 9_500]);
    expect(known.get(detailsKey(accepted('a')))).toMatchObject({
      status: 'pending',
      fields: { lookup_id: 'a', state: 'queued' },
      note: expect.stringMatching(/after 9 seconds.*Get Details/),
    });
  });

  test('polls for the last time just early enough to have the response when the time is up', async () => {
    const { polls, took } = await run([accepted('a')], 60_000, () => PENDING);
    expect(polls.map(({ at }) => at)).toEqual([0, 2_000, 5_000, 9_500, 16_250, 26_375, 41_562.5, 59_000]);
    expect(took).toBe(59_000);
  });

  test('gives the last polls as much time as the slowest one took', async () => {
    const { polls, took } = await run(
      [accepted('a')],
      20_000,
      () => PENDING,
      () => 1_500,
    );
    expect(polls.map(({ at }) => at)).toEqual([0, 3_500, 8_000, 14_000, 18_500]);
    expect(took).toBe(20_000);
  });

  test('sends the first poll alone and spreads the others over the interval', async () => {
    const list = Array.from({ length: 4 }, (_, i) => accepted(`${i}`));
    const { polls } = await run(
      list,
      7_000,
      () => PENDING,
      () => 100,
    );
    expect(polls.map(({ at }) => at)).toEqual([
      ...[0, 100, 100, 100],
      ...[700, 1_200, 1_700, 2_200],
      ...[3_050, 3_800, 4_550, 5_300],
    ]);
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

  test.each<[string | null, string]>([
    [null, 'Kaleyra is out of order.'],
    ['Down until noon', 'Kaleyra is out of order: Down until noon'],
  ])('leaves a lookup whose poll failed pending, with a note (%p)', async (text, note) => {
    const { known } = await run([accepted('a')], 1_000, () => down(text));
    expect(known.get(detailsKey(accepted('a')))).toStrictEqual({ ...accepted('a'), status: 'pending', note });
  });

  test('goes on after a poll that failed', async () => {
    const { known } = await run([accepted('a')], 60_000, (id, nth) => (nth < 3 ? down(null) : found(id)));
    expect(known.get(detailsKey(accepted('a')))).toMatchObject({ status: 'complete' });
    expect(known.get(detailsKey(accepted('a')))).not.toHaveProperty('note');
  });
});

type Respond = (request: { readonly id: string; readonly at: number }) => HttpOutcome;

/** Polls through the real client; each response takes 50 ms. */
async function runClient(
  count: number,
  timeoutMs: number,
  respond: Respond,
): Promise<{ notes: Array<string | undefined>; asked: string[]; took: number; mostAtOnce: number }> {
  const clock = new SimulatedClock();
  const asked: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const client = createClient(
    { baseUrl: 'https://api.example', sid: 'S', timeoutMs: 120_000 },
    async ({ url, timeoutMs: timeout }) => {
      const id = url.split('/').at(-1) ?? '';
      asked.push(id);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      const outcome = respond({ id, at: clock.now() });
      const isHanging = outcome.kind === 'networkError';
      await clock.sleep(isHanging ? timeout : Math.min(timeout, 50));
      atOnce -= 1;
      return outcome;
    },
    clock,
    forEachNow,
  );
  const list = Array.from({ length: count }, (_, i) => accepted(`L${i}`));
  const known = await clock.run(
    pollDetails(list, { client, clock, signal: undefined, forEach: forEachNow }, timeoutMs),
  );
  const notes = list.map((lookup) => known.get(detailsKey(lookup))?.note);
  expect([...known.values()].every(({ status }) => status !== 'accepted')).toBe(true);
  return { notes, asked, took: clock.now(), mostAtOnce };
}

const complete: Respond = ({ id }) =>
  http(200, {}, JSON.stringify({ data: [{ lookup_id: id, current_mcc: '404' }] }));
const pending: Respond = ({ id }) => http(200, {}, JSON.stringify({ data: [{ lookup_id: id }] }));
const hanging: Respond = () => ({ kind: 'networkError', code: 'ECONNABORTED' });

const NOT_ASKED = 'Not asked within Wait Timeout. Use Get Details to fetch it later.';

describe('the time to wait', () => {
  test.each<[string, Respond]>([
    ['everything is answered with 429', () => http(429)],
    ['everything is answered with 429 for a minute', () => http(429, { 'retry-after': '60' })],
    ['everything is answered with 503 for a minute', () => http(503, { 'retry-after': '60' })],
    ['everything is answered with 500', () => http(500)],
    ['nothing is answered', hanging],
    ['nothing is ever ready', pending],
    [
      'every other request is refused',
      ({ at }) => (Math.round(at) % 2 === 0 ? http(429) : pending({ id: 'L1', at })),
    ],
  ])('is kept for 1,000 lookups if %s', async (_name, respond) => {
    for (const timeoutMs of [0, 1_000, 60_000]) {
      const { took, notes } = await runClient(1_000, timeoutMs, respond);
      expect(took).toBeLessThanOrEqual((timeoutMs === 0 ? 30_000 : timeoutMs) + 1);
      expect(notes.every((note) => note !== undefined)).toBe(true);
    }
  });

  test('of zero allows one round', async () => {
    const { asked, notes } = await runClient(200, 0, pending);
    expect(asked).toHaveLength(200);
    expect(notes).toEqual(notes.map(() => expect.stringContaining('still processing')));
  });

  test('that is too short leaves the rest pending, not asked', async () => {
    const { asked, notes } = await runClient(5_000, 1_000, complete);
    expect(asked.length).toBeLessThan(1_000);
    expect(notes.filter((note) => note === NOT_ASKED)).toHaveLength(5_000 - asked.length);
    expect(notes.filter((note) => note === undefined)).toHaveLength(asked.length);
  });

  test('is not spent on waiting for a pause that ends after it', async () => {
    const { asked, took, notes } = await runClient(100, 30_000, ({ id, at }) =>
      at > 1_000 || id === 'L50' ? http(429, { 'retry-after': '60' }) : pending({ id, at }),
    );
    expect(took).toBeLessThan(10_000);
    expect(asked.length).toBeLessThan(110);
    expect(notes.some((note) => note === NOT_ASKED)).toBe(true);
  });
});

describe('the first request', () => {
  test('goes alone: it finds the path for all', async () => {
    const { asked, mostAtOnce } = await runClient(100, 60_000, (request) => complete(request));
    expect(asked).toHaveLength(100);
    expect(mostAtOnce).toBeGreaterThan(5);
  });

  test.each([
    [401, 'Kaleyra did not accept the API key.'],
    [403, 'Kaleyra denied access.'],
  ])('ends the asking with a %d, and the rest says so', async (status, note) => {
    const { asked, notes, took } = await runClient(480, 60_000, () => http(status));
    expect(new Set(asked)).toEqual(new Set(['L0']));
    expect(notes).toEqual(notes.map(() => note));
    expect(took).toBeLessThan(1_000);
  });
});

test.each([401, 403])('a %d in the middle ends the asking at once', async (status) => {
  const { asked, notes, took } = await runClient(2_000, 60_000, ({ id, at }) =>
    at > 5_000 ? http(status) : pending({ id, at }),
  );
  const reason = status === 401 ? 'Kaleyra did not accept the API key.' : 'Kaleyra denied access.';
  expect(took).toBeLessThan(6_000);
  expect(asked.length).toBeLessThan(6_000);
  expect(notes.every((note) => note === reason)).toBe(true);
});

test('a Retry-After of more than a minute ends the asking', async () => {
  const { asked, notes } = await runClient(50, 600_000, () => http(429, { 'retry-after': '3600' }));
  expect(asked).toEqual(['L0']);
  expect(notes.every((note) => note?.startsWith('Kaleyra asks you to wait until'))).toBe(true);
});

test('polls are spread: never more at once than a round needs', async () => {
  const { mostAtOnce, asked } = await runClient(20, 60_000, pending);
  expect(asked.length).toBeGreaterThan(100);
  expect(mostAtOnce).toBeLessThanOrEqual(19);
});
