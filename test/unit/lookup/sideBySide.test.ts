import { describe, expect, test } from '@jest/globals';

import { createClient } from '../../../nodes/Kaleyra/api/client';
import type { Clock } from '../../../nodes/Kaleyra/api/clock';
import type { HttpOutcome, HttpRequest } from '../../../nodes/Kaleyra/api/http';
import type { BatchPorts } from '../../../nodes/Kaleyra/lookup/batchPorts';
import { sendBatches, type SentBatches } from '../../../nodes/Kaleyra/lookup/sendBatches';
import { forEachNow } from '../../support/forEachNow';
import { SimulatedClock } from '../api/simulation';
import { fault, http } from '../api/tools';
import { fakeRun, InMemoryStore, planOf } from './fakePorts';
import { failure, knownOf, uniqueNumbers } from './tools';

type Kind =
  | 'ok'
  | 'half'
  | '429'
  | '429 for 3 s'
  | '503 for 2 s'
  | '503 over'
  | '500'
  | '401'
  | 'lost'
  | 'refused';

/** What the requests of a run get, at random; a kind that is there twice comes up twice as often. */
const MIXES: readonly Kind[][] = [
  ['ok', 'ok', 'ok', '429'],
  ['ok', '429 for 3 s', 'ok'],
  ['ok', 'ok', 'lost'],
  ['ok', 'lost', '500', '401'],
  ['ok', '503 for 2 s', '429', 'lost'],
  ['ok', 'ok', '503 over', 'refused'],
  ['ok', 'half'],
  ['401'],
];
const BILLED: readonly Kind[] = ['ok', 'half', '500', '503 over', 'lost'];
const NUMBERS = uniqueNumbers(20);
const MAX_TRIES = 5;

/** A Kaleyra that answers late, in any order and with anything; it knows what it billed. */
class Server {
  readonly billed = new Map<string, number>();
  readonly ids = new Set<string>();
  mostAtOnce = 0;
  sends = 0;
  private atOnce = 0;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly mix: readonly Kind[],
    private readonly onSend: (sends: number) => void,
  ) {}

  async answer({ body }: HttpRequest): Promise<HttpOutcome> {
    const numbers = body?.mobile as string[];
    const kind = this.mix[Math.floor(this.clock.random() * this.mix.length)] as Kind;
    const taken = kind === 'half' ? numbers.slice(0, 1) : numbers;
    if (BILLED.includes(kind)) for (const one of taken) this.billed.set(one, (this.billed.get(one) ?? 0) + 1);
    this.sends += 1;
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    this.onSend(this.sends);
    await this.clock.sleep(Math.floor(this.clock.random() * 1_000));
    this.atOnce -= 1;
    return this.outcome(kind, taken);
  }

  private outcome(kind: Kind, taken: readonly string[]): HttpOutcome {
    if (kind === 'lost') return fault('ECONNRESET');
    if (kind === 'refused') return fault('ECONNREFUSED');
    if (kind === 'ok' || kind === 'half') return this.lookups(taken);
    const [status, , seconds] = kind.split(' ');
    const over = new Date(this.clock.now() - 9_000).toUTCString();
    const wait = kind === '503 over' ? over : seconds;
    return http(
      Number(status),
      wait === undefined ? {} : { 'retry-after': wait },
      '{"error":{"message":"No"}}',
    );
  }

  private lookups(numbers: readonly string[]): HttpOutcome {
    const data = numbers.map((number) => ({
      lookup_id: `R:${this.ids.size}-${number}`,
      mobile_number: number,
    }));
    for (const { lookup_id } of data) this.ids.add(lookup_id);
    return http(201, {}, JSON.stringify({ data: { id: 'R', data, invalid_count: 0 }, error: {} }));
  }
}

interface Run {
  readonly server: Server;
  readonly store: InMemoryStore;
  /** What the last try returned, unless it stopped. */
  readonly sent: SentBatches | null;
  /** Numbers that were billed, but not stored, at the moment of the cancel. */
  readonly unstoredAtCancel: readonly string[];
}

/** As many tries as n8n makes with one store, of which one may be cancelled at one of its requests. */
async function run(seed: number): Promise<Run> {
  const clock = new SimulatedClock(seed);
  const pick = <T>(...list: T[]): T => list[Math.floor(clock.random() * list.length)] as T;
  const mix = pick(...MIXES);
  const [onError, batchSize] = [pick('stop' as const, 'continue' as const), pick(1, 2, 4)];
  const cancelAt = pick(0, 0, 1 + Math.floor(clock.random() * 8));
  const store = new InMemoryStore();
  const cancel = new AbortController();
  const unstoredAtCancel: string[] = [];
  const server = new Server(clock, mix, (sends) => {
    if (sends !== cancelAt) return;
    cancel.abort(new Error('canceled'));
    unstoredAtCancel.push(...[...server.billed.keys()].filter((number) => store.outcomeOf(number) === null));
  });
  const canceled = new Promise<never>((_resolve, reject) => {
    cancel.signal.addEventListener('abort', () => reject(new Error('canceled')));
  });
  canceled.catch(() => undefined);
  const cancellable: Clock = {
    now: () => clock.now(),
    random: () => clock.random(),
    sleep: async (ms) => await Promise.race([clock.sleep(ms), canceled]),
  };

  let sent: SentBatches | null = null;
  for (let tries = 0; tries < MAX_TRIES && !cancel.signal.aborted; tries += 1) {
    const settings = { baseUrl: 'https://kaleyra.example', sid: 'HX1', timeoutMs: 60_000 };
    const client = createClient(
      settings,
      async (request) => await server.answer(request),
      cancellable,
      forEachNow,
    );
    const { ports } = fakeRun(() => ({ ok: false, failure: failure('Unused') }), {
      store,
      onError,
      batchSize,
      signal: cancel.signal,
    });
    const own: BatchPorts = {
      ...ports,
      send: async (batch, beforeNext, onSend) =>
        await client.startBulk(
          batch.map(({ number }) => number.e164),
          beforeNext,
          onSend,
        ),
      endSending: () => client.endPaid(),
      clock: cancellable,
    };
    const options = { maxLookups: 0, numberFormat: 'e164', retryUnconfirmed: false } as const;
    sent = await clock.run(sendBatches(planOf(NUMBERS), options, own).catch(() => null));
  }
  return { server, store, sent, unstoredAtCancel };
}

const SEEDS = Array.from({ length: 300 }, (_, i) => i + 1);

describe('paid requests side by side, answered late, in any order and with anything, over five tries', () => {
  test('are never more than four, bill no number twice, and lose no lookup', async () => {
    let billed = 0;
    let mostAtOnce = 0;
    for (const seed of SEEDS) {
      const { server, store, sent, unstoredAtCancel } = await run(seed);
      const accepted = new Set(store.accepted().map(({ lookup_id }) => lookup_id));
      const known = [...knownOf(sent?.results ?? { outcomes: [] })].flatMap(([e164, outcome]) =>
        outcome.kind === 'failed' && !outcome.failure.unconfirmed ? [] : [e164],
      );
      expect({
        seed,
        billedTwice: [...server.billed].filter(([, times]) => times > 1),
        lost: [...server.ids].filter((id) => !accepted.has(id)),
        unstoredAtCancel,
        notSaid: sent === null ? [] : [...server.billed.keys()].filter((number) => !known.includes(number)),
      }).toEqual({ seed, billedTwice: [], lost: [], unstoredAtCancel: [], notSaid: [] });
      mostAtOnce = Math.max(mostAtOnce, server.mostAtOnce);
      billed += server.billed.size;
    }
    expect(mostAtOnce).toBe(4);
    expect(billed).toBeGreaterThan(SEEDS.length);
  }, 60_000);
});
