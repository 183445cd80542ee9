import type { ConcurrencyController, LoadSignal, Turn } from '../../../nodes/Kaleyra/api/concurrency';
import type { Clock } from '../../../nodes/Kaleyra/api/clock';

/** A clock whose time passes only while everything waits for it, with a seeded generator of random numbers. */
export class SimulatedClock implements Clock {
  private time = 0;
  private readonly wakeUps: Array<{ readonly at: number; readonly wake: () => void }> = [];

  constructor(private seed = 1) {}

  async sleep(ms: number): Promise<void> {
    await new Promise<void>((wake) => {
      const at = this.time + Math.max(0, ms);
      const index = this.wakeUps.findLastIndex((one) => one.at <= at) + 1;
      this.wakeUps.splice(index, 0, { at, wake });
    });
  }

  now(): number {
    return this.time;
  }

  // mulberry32
  random(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Lets time pass until `work` has ended. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = (): void => {
      isDone = true;
    };
    work.then(done, done);
    for (;;) {
      await new Promise(setImmediate);
      if (isDone) return await work;
      const next = this.wakeUps.shift();
      if (next === undefined) throw new Error('Everything waits for nothing');
      this.time = next.at;
      next.wake();
    }
  }
}

interface SimulatedResponse {
  readonly signal: LoadSignal;
  readonly retryAfterMs: number | null;
}

/** A server with a hidden limit. */
export interface Server {
  readonly counts: { requests: number; refused: number; mostAtOnce: number };
  /** When each request was sent. */
  readonly sentAt: number[];
  /** When each response arrived. */
  readonly acceptedAt: number[];
  readonly refusedAt: number[];
  request(): Promise<SimulatedResponse>;
}

export interface ServerOptions {
  readonly latencyMs?: number;
  /** Requests that may be in progress. */
  readonly limit?: number | ((now: number) => number);
  /** Requests in each second. */
  readonly perSecond?: number;
  readonly retryAfterMs?: number | undefined;
  /** Whether a refusal takes as long as any other response; otherwise it comes at once. */
  readonly refusesSlowly?: boolean;
  /** Requests after which the latency rises in proportion. */
  readonly capacity?: number;
}

// Each way.
const NETWORK_MS = 5;

export function simulateServer(clock: SimulatedClock, options: ServerOptions): Server {
  const { latencyMs = 50, limit = Infinity, perSecond = Infinity, capacity = Infinity } = options;
  const counts = { requests: 0, refused: 0, mostAtOnce: 0 };
  const sentAt: number[] = [];
  const acceptedAt: number[] = [];
  const refusedAt: number[] = [];
  const processingMs = (): number => (latencyMs - 2 * NETWORK_MS) * (0.9 + clock.random() * 0.2);
  let open = 0;
  let second = -1;
  let ofSecond = 0;
  return {
    counts,
    sentAt,
    acceptedAt,
    refusedAt,
    async request() {
      counts.requests += 1;
      sentAt.push(clock.now());
      await clock.sleep(NETWORK_MS);
      const thisSecond = Math.floor(clock.now() / 1_000);
      if (thisSecond !== second) [second, ofSecond] = [thisSecond, 0];
      const limitNow = typeof limit === 'number' ? limit : limit(clock.now());
      if (open >= limitNow || ofSecond >= perSecond) {
        counts.refused += 1;
        if (options.refusesSlowly === true) await clock.sleep(processingMs());
        await clock.sleep(NETWORK_MS);
        refusedAt.push(clock.now());
        return { signal: 'refused', retryAfterMs: options.retryAfterMs ?? null };
      }
      open += 1;
      ofSecond += 1;
      counts.mostAtOnce = Math.max(counts.mostAtOnce, open);
      await clock.sleep(processingMs() * Math.max(1, open / capacity));
      open -= 1;
      await clock.sleep(NETWORK_MS);
      acceptedAt.push(clock.now());
      return { signal: 'accepted', retryAfterMs: null };
    },
  };
}

/** Sends so many requests: the first alone, then up to `maxAtOnce` at a time. */
export async function sendAll(count: number, maxAtOnce: number, send: () => Promise<unknown>): Promise<void> {
  await send();
  let left = count - 1;
  await Promise.all(
    Array.from({ length: maxAtOnce }, async () => {
      while (left > 0) {
        left -= 1;
        await send();
      }
    }),
  );
}

/** Sends one request, as the controller allows, until the server accepts it. */
export async function sendUntilAccepted(controller: ConcurrencyController, server: Server): Promise<void> {
  for (;;) {
    const turn = await controller.enter();
    if (turn === null) return;
    const { signal, retryAfterMs } = await server.request();
    finish(controller, turn, signal, retryAfterMs);
    if (signal === 'accepted') return;
  }
}

/** Ends a turn with an outcome. */
export function finish(
  controller: ConcurrencyController,
  turn: Turn,
  signal: LoadSignal,
  retryAfterMs: number | null = null,
): void {
  controller.report(turn, signal, retryAfterMs);
  controller.leave();
}
