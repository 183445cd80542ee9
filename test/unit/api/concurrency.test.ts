import { describe, expect, test } from '@jest/globals';

import { ConcurrencyController, type LoadSignal, type Turn } from '../../../nodes/Kaleyra/api/concurrency';
import type { ConcurrencyRange } from '../../../nodes/Kaleyra/api/concurrencyLimit';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { sendWithRetry } from '../../../nodes/Kaleyra/api/retry';
import {
  finish,
  sendAll,
  sendUntilAccepted,
  SimulatedClock,
  simulateServer,
  type Server,
  type ServerOptions,
} from './simulation';
import { http } from './tools';

const PAID: ConcurrencyRange = { start: 1, max: 4 };
const READS: ConcurrencyRange = { start: 5, max: 32 };
const LATENCY_MS = 50;

interface Simulation {
  readonly tookMs: number;
  readonly server: Server;
  readonly refusedShare: number;
}

async function simulate(
  count: number,
  range: ConcurrencyRange,
  options: ServerOptions,
  seed = 1,
): Promise<Simulation> {
  const clock = new SimulatedClock(seed);
  const server = simulateServer(clock, { latencyMs: LATENCY_MS, ...options });
  const controller = new ConcurrencyController(range, clock);
  await clock.run(sendAll(count, range.max, () => sendUntilAccepted(controller, server)));
  const { requests, refused } = server.counts;
  return { tookMs: clock.now(), server, refusedShare: refused / requests };
}

const SEEDS = [1, 2, 3];

describe('a server without a limit', () => {
  test('1,000 reads at 50 ms take at most 0.3 of five at a time', async () => {
    const { tookMs } = await simulate(1_000, READS, {});
    expect(tookMs).toBeLessThan(0.3 * (1_000 / 5) * LATENCY_MS);
  });

  test('30 paid requests at 500 ms take at most 0.35 of one after another, 10 at 2 s at most 0.45', async () => {
    expect((await simulate(30, PAID, { latencyMs: 500 })).tookMs).toBeLessThan(0.35 * 30 * 500);
    expect((await simulate(10, PAID, { latencyMs: 2_000 })).tookMs).toBeLessThan(0.45 * 10 * 2_000);
  });

  test.each<[string, ConcurrencyRange]>([
    ['reads', READS],
    ['paid', PAID],
  ])('never gets more at once than the maximum (%s)', async (_name, range) => {
    const { server } = await simulate(500, range, { latencyMs: 2_000 });
    expect(server.counts).toEqual({ requests: 500, refused: 0, mostAtOnce: range.max });
  });

  test('gets one, then one more after each success', async () => {
    const { server } = await simulate(15, PAID, { latencyMs: 1_000 });
    const perRound = [0, 1, 2, 3, 4].map(
      (round) => server.sentAt.filter((at) => Math.round(at / 1_000) === round).length,
    );
    expect(perRound).toEqual([1, 2, 4, 4, 4]);
  });
});

describe('a server with a hidden limit', () => {
  // Limit, most times the ideal, most refused.
  test.each([
    [1, 1.05, 0.03],
    [3, 1.02, 0.02],
    [4, 1.02, 0.02],
    [10, 1.07, 0.02],
    [16, 1.12, 0.02],
    [20, 1.2, 0.02],
    [40, 1.5, 0],
  ])('of %d at once: 1,000 reads take at most %d times the ideal', async (limit, most, refused) => {
    for (const refusesSlowly of [false, true])
      for (const seed of SEEDS) {
        const { tookMs, refusedShare } = await simulate(1_000, READS, { limit, refusesSlowly }, seed);
        expect(tookMs).toBeLessThan((most * 1_000 * LATENCY_MS) / Math.min(limit, READS.max));
        expect(refusedShare).toBeLessThanOrEqual(refused);
      }
  });

  test.each([1, 2, 3])(
    'of %d at once: 100 paid requests take at most 1.15 times the ideal',
    async (limit) => {
      for (const seed of SEEDS) {
        const { tookMs, refusedShare } = await simulate(100, PAID, { limit, latencyMs: 500 }, seed);
        expect(tookMs).toBeLessThan((1.15 * 100 * 500) / limit);
        expect(refusedShare).toBeLessThan(0.05);
      }
    },
  );

  test.each([
    [5, 1.15],
    [20, 1.3],
    [100, 1.5],
    [300, 1.6],
  ])('of %d in each second: 1,000 reads take at most %d times the ideal', async (perSecond, most) => {
    for (const retryAfterMs of [undefined, 1_000]) {
      const { tookMs } = await simulate(1_000, READS, { perSecond, retryAfterMs });
      expect(tookMs).toBeLessThan((most * 1_000_000) / perSecond);
    }
  });

  test('that rises: the level follows', async () => {
    const limit = (now: number): number => (now < 20_000 ? 2 : 20);
    const { server, tookMs } = await simulate(4_000, READS, { limit });
    expect(server.counts.mostAtOnce).toBe(20);
    expect(tookMs).toBeLessThan(20_000 + 1.5 * ((4_000 - 800) / 20) * LATENCY_MS);
  });

  test('that rises by little: the level follows', async () => {
    const limit = (now: number): number => (now < 10_000 ? 8 : 10);
    for (const seed of SEEDS) {
      const { tookMs, refusedShare } = await simulate(1_600 + 6_000, READS, { limit }, seed);
      expect(tookMs).toBeLessThan(1.05 * (10_000 + (6_000 / 10) * LATENCY_MS));
      expect(refusedShare).toBeLessThan(0.005);
    }
  });

  test('that falls: the level follows', async () => {
    const limit = (now: number): number => (now < 2_000 ? 30 : 2);
    const { refusedShare, tookMs } = await simulate(2_000, READS, { limit });
    expect(refusedShare).toBeLessThan(0.03);
    expect(tookMs).toBeLessThan(2_000 + 1.1 * (2_000 / 2) * LATENCY_MS);
  });

  test('is not left alone after a probe that it refuses, because it takes what is under way', async () => {
    const { server } = await simulate(1_000, READS, { limit: 4, refusesSlowly: true });
    const [, firstProbe = Infinity] = server.refusedAt;
    const gaps = server.acceptedAt.slice(1).map((at, i) => at - (server.acceptedAt[i] ?? 0));
    const afterProbe = gaps.filter((_gap, i) => (server.acceptedAt[i] ?? 0) > firstProbe - LATENCY_MS);
    expect(Math.max(...afterProbe)).toBeLessThan(1.2 * LATENCY_MS);
  });

  test('is left alone for as long as Retry-After says', async () => {
    const { server } = await simulate(200, READS, { limit: 4, retryAfterMs: 3_000 });
    expect(server.refusedAt.length).toBeGreaterThan(0);
    for (const refusal of server.refusedAt) {
      const during = server.sentAt.filter((at) => at > refusal && at < refusal + 3_000);
      expect(during).toEqual([]);
    }
  });
});

test('a server whose latency rises under load is kept busy, and no more than the maximum at once', async () => {
  const { server, tookMs } = await simulate(1_000, READS, { capacity: 8 });
  expect(server.counts.mostAtOnce).toBeLessThanOrEqual(READS.max);
  expect(tookMs).toBeLessThan((1.1 * 1_000 * LATENCY_MS) / 8);
});

test('two requests are never sent within 2 ms', async () => {
  const { server } = await simulate(300, READS, { limit: 20 });
  const gaps = server.sentAt.slice(1).map((at, i) => at - (server.sentAt[i] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1.99);
});

describe('a server that refuses everything', () => {
  test('gets one request at a time, after pauses that grow with full jitter up to 30 s', async () => {
    const clock = new SimulatedClock();
    const server = simulateServer(clock, { limit: 0 });
    const controller = new ConcurrencyController(READS, clock);
    void Promise.all(Array.from({ length: 5 }, () => sendUntilAccepted(controller, server)));
    await clock.run(clock.sleep(600_000));
    const gaps = server.sentAt.slice(1).map((at, i) => at - (server.sentAt[i] ?? 0));
    const [burst, pauses] = [gaps.slice(0, 4), gaps.slice(4)];
    expect(Math.max(...burst)).toBeLessThan(10);
    pauses.forEach((gap, i) => expect(gap).toBeLessThan(Math.min(30_000, 500 * 1.5 ** i) + 50));
    expect(Math.max(...pauses)).toBeGreaterThan(15_000);
    expect(pauses.length).toBeLessThan(80);
  });

  test('has paused in vain once for each refusal until it accepts one, after a minute', async () => {
    const clock = new SimulatedClock();
    const controller = new ConcurrencyController(PAID, clock);
    const inVain: number[] = [];
    const send = async (signal: LoadSignal): Promise<void> => {
      const turn = await controller.enter();
      await clock.sleep(LATENCY_MS);
      if (turn !== null) finish(controller, turn, signal);
      inVain.push(controller.pausesInVain);
    };
    await clock.run(
      (async () => {
        for (const signal of ['refused', 'refused'] as const) await send(signal);
        await clock.sleep(60_000);
        for (const signal of ['refused', 'neutral', 'refused', 'accepted', 'refused'] as const)
          await send(signal);
        await clock.sleep(60_000);
        await send('refused');
      })(),
    );
    // Within a minute of the first request, later, within a minute of a success, and later.
    expect(inVain).toEqual([0, 0, 3, 3, 4, 0, 0, 2]);
  });

  test.each([
    ['without Retry-After', undefined],
    ['with Retry-After', 1_000],
  ])(
    'for ten seconds, %s, is asked at the level that last worked afterwards',
    async (_name, retryAfterMs) => {
      const limit = (now: number): number => (now < 3_000 || now > 13_000 ? 12 : 0);
      const { server } = await simulate(3_000, READS, { limit, retryAfterMs });
      const inWindow = (from: number, to: number): number =>
        server.sentAt.filter((at) => at >= from && at < to).length;
      expect(inWindow(4_000, 13_000)).toBeLessThan(40);
      const resumed = Math.min(...server.acceptedAt.filter((at) => at > 13_000));
      // At the level of one, this would be 20.
      expect(inWindow(resumed, resumed + 1_000)).toBeGreaterThan(0.5 * 12 * (1_000 / LATENCY_MS));
    },
  );
});

describe('twenty runs at once', () => {
  // Requests of each, latency, most times the shortest.
  test.each<[string, ConcurrencyRange, number, number, number]>([
    ['paid', PAID, 100, 50, 3],
    ['reads', READS, 100, 50, 3],
    ['reads', READS, 400, 50, 3],
    ['paid', PAID, 100, 500, 5],
    ['paid', PAID, 10, 2_000, 7],
  ])(
    '(%s, %#), a limit of 10 for all: none loses a request, and none starves',
    async (_name, range, count, latencyMs, ratio) => {
      for (const seed of SEEDS) {
        const { times, lost } = await simulateTwenty(range, count, latencyMs, seed);
        expect(lost).toBe(0);
        expect(Math.max(...times)).toBeLessThanOrEqual(ratio * Math.min(...times));
        expect(Math.max(...times)).toBeLessThan((1.75 * 20 * count * latencyMs) / 10);
      }
    },
  );
});

async function simulateTwenty(
  range: ConcurrencyRange,
  count: number,
  latencyMs: number,
  seed: number,
): Promise<{ times: number[]; lost: number }> {
  const clock = new SimulatedClock(seed);
  const server = simulateServer(clock, { latencyMs, limit: 10 });
  let lost = 0;
  const request = async (): Promise<HttpOutcome> =>
    http((await server.request()).signal === 'accepted' ? 200 : 429);
  const run = async (): Promise<number> => {
    const controller = new ConcurrencyController(range, clock);
    await sendAll(count, range.max, async () => {
      const outcome = await sendWithRetry(request, { policy: 'paid', controller, clock });
      if (outcome?.kind !== 'response' || outcome.status !== 200) lost += 1;
    });
    return clock.now();
  };
  const times = await clock.run(Promise.all(Array.from({ length: 20 }, run)));
  return { times, lost };
}

describe('a request that waits for its turn', () => {
  const setUp = (): { clock: SimulatedClock; controller: ConcurrencyController } => {
    const clock = new SimulatedClock();
    return { clock, controller: new ConcurrencyController(PAID, clock) };
  };

  test('gets none if the pause lasts beyond its deadline, and learns that at once', async () => {
    const { clock, controller } = setUp();
    const turn = await controller.enter();
    finish(controller, turn as Turn, 'refused', 5_000);
    expect(await controller.enter(4_999)).toBeNull();
    expect(clock.now()).toBe(0);
    expect(await clock.run(controller.enter(5_001))).toMatchObject({ startedAt: 5_000 });
  });

  test('gets none if its deadline passes while others are under way', async () => {
    const { clock, controller } = setUp();
    const turn = await controller.enter();
    const waiting = controller.enter(1_000);
    await clock.run(clock.sleep(1_000));
    finish(controller, turn as Turn, 'accepted');
    expect(await waiting).toBeNull();
  });

  test.each([
    ['during a pause', 'refused'],
    ['while others are under way', null],
  ] as const)('gets none after a halt %s', async (_name, signal) => {
    const { clock, controller } = setUp();
    const turn = (await controller.enter()) as Turn;
    if (signal !== null) finish(controller, turn, signal, 60_000);
    const waiting = Promise.all([controller.enter(), controller.enter()]);
    await clock.run(clock.sleep(10));
    controller.halt();
    expect(await waiting).toEqual([null, null]);
    expect(await controller.enter()).toBeNull();
    expect(clock.now()).toBe(10);
  });

  test('ends with the execution when that is cancelled, as do those behind it', async () => {
    const { clock, controller } = setUp();
    const turn = (await controller.enter()) as Turn;
    finish(controller, turn, 'refused', 60_000);
    clock.sleep = async () => await Promise.reject(new Error('cancelled'));
    const both = await Promise.allSettled([controller.enter(), controller.enter()]);
    expect(both).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  });
});

test('a timeout lowers the level without a pause; what is neutral changes nothing', async () => {
  const clock = new SimulatedClock();
  const controller = new ConcurrencyController({ start: 4, max: 4 }, clock);
  const four = (await clock.run(Promise.all([1, 2, 3, 4].map(() => controller.enter())))) as Turn[];
  for (const turn of four.slice(0, 3)) finish(controller, turn, 'neutral');
  finish(controller, four[3] as Turn, 'overloaded');
  let started = 0;
  for (let i = 0; i < 4; i += 1) void controller.enter().then(() => (started += 1));
  await clock.run(clock.sleep(20));
  expect(started).toBe(3);
});
