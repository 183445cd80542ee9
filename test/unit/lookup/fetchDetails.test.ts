import { describe, expect, test } from '@jest/globals';

import { createClient } from '../../../nodes/Kaleyra/api/client';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { fetchDetails } from '../../../nodes/Kaleyra/lookup/fetchDetails';
import type { Lookup, Result } from '../../../nodes/Kaleyra/types';
import { SimulatedClock } from '../api/simulation';
import { http } from '../api/tools';
import { forEachNow } from '../../support/forEachNow';

interface Run {
  readonly results: Map<string, Result<Lookup>>;
  readonly askedCount: number;
  readonly asked: string[];
  readonly saved: Map<string, Lookup>;
  /** How many requests were under way when each was sent. */
  readonly atOnce: number[];
  readonly took: number;
}

type Respond = (id: string) => HttpOutcome;

const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `L${i}`);
const found: Respond = (id) =>
  http(200, {}, JSON.stringify({ data: [{ lookup_id: id, current_mcc: '404' }] }));

/** Fetches details through the real client; each response takes 50 ms. */
async function run(
  wanted: readonly string[],
  respond: Respond,
  saved = new Map<string, Lookup>(),
  signal?: AbortSignal,
): Promise<Run> {
  const clock = new SimulatedClock();
  const asked: string[] = [];
  const atOnce: number[] = [];
  let underWay = 0;
  const client = createClient(
    { baseUrl: 'https://api.example', sid: 'S', timeoutMs: 120_000 },
    async ({ url }) => {
      const id = url.split('/').at(-1) ?? '';
      asked.push(id);
      underWay += 1;
      atOnce.push(underWay);
      await clock.sleep(50);
      underWay -= 1;
      signal?.throwIfAborted();
      return respond(id);
    },
    clock,
    forEachNow,
  );
  const { results, askedCount } = await clock.run(
    fetchDetails(
      wanted.map((lookupId) => ({ lookupId })),
      { client, found: saved, signal, forEach: forEachNow },
    ),
  );
  expect([...results.keys()].sort()).toEqual([...wanted].sort());
  return { results, askedCount, asked, saved, atOnce, took: clock.now() };
}

function messages(results: Map<string, Result<Lookup>>): string[] {
  return [...results.values()].flatMap((result) => (result.ok ? [] : [result.failure.message]));
}

describe('fetching details', () => {
  test('sends the first request alone, then as many at once as Kaleyra lets through', async () => {
    const { asked, atOnce, saved, took } = await run(ids(1_000), found);
    expect(asked).toHaveLength(1_000);
    expect(saved.size).toBe(1_000);
    expect(atOnce.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(32);
    expect(took).toBeLessThan(0.3 * (1_000 / 5) * 50);
  });

  test('does not ask for what an earlier try has found', async () => {
    const earlier = (await run(ids(3), found)).saved;
    const { asked, askedCount, results } = await run(ids(5), found, earlier);
    expect(askedCount).toBe(5);
    expect(asked).toEqual(['L3', 'L4']);
    expect(messages(results)).toEqual([]);
  });

  test('goes on after what failed for a single lookup', async () => {
    const { asked, results } = await run(ids(5), (id) => (id === 'L2' ? http(404) : found(id)));
    expect(new Set(asked)).toEqual(new Set(ids(5)));
    expect(messages(results)).toEqual(['Kaleyra does not know this lookup ID']);
  });
});

describe('what all other requests would fail of as well', () => {
  test.each<[string, HttpOutcome, string]>([
    ['a refused key', http(401), 'Kaleyra did not accept the API key'],
    ['denied access', http(403), 'Kaleyra denied access'],
    ['429 without end', http(429), 'Kaleyra is receiving too many requests'],
  ])('ends the asking, and they get it: %s', async (_name, outcome, message) => {
    const { asked, askedCount, results } = await run(ids(1_000), () => outcome);
    expect(new Set(asked)).toEqual(new Set(['L0']));
    expect(askedCount).toBe(1);
    expect(messages(results)).toEqual(ids(1_000).map(() => message));
  });

  test('ends it in the middle, too', async () => {
    let sent = 0;
    const { asked, askedCount, results, saved } = await run(ids(1_000), (id) => {
      sent += 1;
      return sent > 100 ? http(401) : found(id);
    });
    expect(asked.length).toBeLessThan(140);
    expect(askedCount).toBe(new Set(asked).size);
    expect(saved.size).toBe(100);
    expect(messages(results)).toEqual(
      Array.from({ length: 900 }, () => 'Kaleyra did not accept the API key'),
    );
  });

  test('is not a 403 once something was found: the ID can be of another account', async () => {
    const { asked, results } = await run(ids(50), (id) => (id === 'L20' ? http(403) : found(id)));
    expect(asked.length).toBeGreaterThanOrEqual(50);
    expect(messages(results)).toEqual(['Kaleyra denied access']);
  });
});

test('a cancelled execution keeps what was found', async () => {
  const controller = new AbortController();
  const { results, asked } = await run(
    ids(200),
    (id) => {
      if (id === 'L99') controller.abort(new Error('cancelled'));
      return found(id);
    },
    undefined,
    controller.signal,
  );
  expect(asked.length).toBeLessThan(200);
  expect(messages(results).every((message) => message === 'The execution was canceled')).toBe(true);
  expect(messages(results).length).toBeLessThan(140);
});
