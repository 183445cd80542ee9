import type { BatchPorts, RetryStore } from '../../../nodes/Kaleyra/lookup/batchPorts';
import { splitIntoBatches } from '../../../nodes/Kaleyra/lookup/splitBatches';
import type {
  AcceptedLookup,
  LookupOutcome,
  LookupPlan,
  NumberOutcome,
  UniqueNumber,
  UnmatchedLookup,
} from '../../../nodes/Kaleyra/lookup/types';
import { failed, type BatchResponse, type RequestFailure, type Result } from '../../../nodes/Kaleyra/types';
import { forEachNow } from '../../support/forEachNow';

/** What the store of an execution does, without n8n. */
export class InMemoryStore implements RetryStore {
  readonly outcomes = new Map<string, LookupOutcome>();
  readonly unmatchedLookups: UnmatchedLookup[] = [];

  outcomeOf(e164: string): LookupOutcome | null {
    return this.outcomes.get(e164) ?? null;
  }

  unmatched(): UnmatchedLookup[] {
    return [...this.unmatchedLookups];
  }

  readonly sendsElsewhere = new Map<string, number>();

  unconfirmedSendsElsewhere(e164: string): number {
    return this.sendsElsewhere.get(e164) ?? 0;
  }

  chargeableCount(): number {
    return this.outcomes.size;
  }

  async orphaned(uniqueNumbers: readonly UniqueNumber[]): Promise<UnmatchedLookup[]> {
    const current = new Set(uniqueNumbers.map(({ number }) => number.e164));
    return [...this.outcomes].flatMap(([e164, outcome]) =>
      outcome.kind === 'accepted' && !current.has(e164)
        ? outcome.lookups.map((lookup) => ({ lookup, itemIndex: 0 }))
        : [],
    );
  }

  save(outcomes: readonly NumberOutcome[], unmatched: readonly UnmatchedLookup[]): void {
    for (const { uniqueNumber, outcome } of outcomes) {
      if (outcome.kind !== 'failed' || outcome.failure.unconfirmed)
        this.outcomes.set(uniqueNumber.number.e164, outcome);
    }
    this.unmatchedLookups.push(...unmatched);
  }

  accepted(): AcceptedLookup[] {
    const ofNumbers = [...this.outcomes].flatMap(([phone_number, outcome]) =>
      outcome.kind === 'accepted'
        ? outcome.lookups.map(({ lookupId }) => ({ phone_number, lookup_id: lookupId }))
        : [],
    );
    const others = this.unmatchedLookups.map(({ lookup }) => ({
      phone_number: null,
      lookup_id: lookup.lookupId,
    }));
    return [...ofNumbers, ...others];
  }
}

/** A plan for so many items with one number each. */
export function planOf(numbers: readonly UniqueNumber[]): LookupPlan {
  const occurrences = numbers.map((uniqueNumber, itemIndex) => ({
    itemIndex,
    input: uniqueNumber.digits,
    reading: uniqueNumber.number.reading,
    uniqueNumber,
  }));
  return { itemCount: numbers.length, uniqueNumbers: numbers, occurrences, rejected: [] };
}

type Respond = (batch: readonly UniqueNumber[], request: number) => Result<BatchResponse>;

export interface FakeRun {
  readonly ports: BatchPorts;
  readonly store: InMemoryStore;
  /** The E.164 numbers of each request. */
  readonly sent: string[][];
  /** Every failure that was reported, with its numbers. */
  readonly failures: Array<readonly [message: string, numbers: string[]]>;
  /** How many numbers were under way when the execution was cancelled; empty if it was not. */
  readonly canceled: number[];
}

/**
 * Ports that send batches of `batchSize` numbers to `respond`.
 * @param atOnce how many requests may be under way; the first one goes alone
 * @param delay what each response waits for, so that responses can overtake each other
 * @param onError whether the first failure ends the run, as with n8n's *Stop Workflow*, or not
 */
export function fakeRun(
  respond: Respond,
  {
    store = new InMemoryStore(),
    onError = 'continue',
    batchSize = 2,
    signal = undefined as AbortSignal | undefined,
    atOnce = 1,
    delay = async (): Promise<void> => undefined,
  }: {
    store?: InMemoryStore;
    onError?: 'stop' | 'continue';
    batchSize?: number;
    signal?: AbortSignal;
    atOnce?: number;
    delay?: (request: number) => Promise<void>;
  } = {},
): FakeRun {
  const sent: string[][] = [];
  const failures: Array<readonly [string, string[]]> = [];
  const canceled: number[] = [];
  const turns = new Turns(atOnce);
  let isEnded = false;
  const ports: BatchPorts = {
    store,
    split: (numbers) => splitIntoBatches(numbers, { numbers: batchSize }, forEachNow),
    async send(batch, beforeNext, onSend) {
      await turns.enter();
      try {
        if (isEnded) return;
        sent.push(e164Of(batch));
        onSend(true);
        const result = respond(batch, sent.length);
        await delay(sent.length);
        await beforeNext(result);
      } finally {
        turns.leave();
      }
    },
    endSending() {
      isEnded = true;
    },
    keepPaid({ outcomes }) {
      const unconfirmed = outcomes.filter((one) => one?.kind === 'failed' && one.failure.unconfirmed);
      canceled.push(unconfirmed.length);
    },
    stopsAtFailure: onError === 'stop',
    fail(failure, batch) {
      failures.push([failure.message, e164Of(batch)]);
      if (onError === 'stop') throw new Error(failure.message);
    },
    clock: { now: () => 0, random: () => 0, sleep: async () => undefined },
    signal,
    forEach: forEachNow,
  };
  return { ports, store, sent, failures, canceled };
}

/** The first turn is given alone, then as many as allowed. */
class Turns {
  private taken = 0;
  private isFirst = true;
  private readonly waiting: Array<() => void> = [];

  constructor(private readonly max: number) {}

  async enter(): Promise<void> {
    if (this.taken < (this.isFirst ? 1 : this.max)) {
      this.taken += 1;
      return;
    }
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
    });
  }

  leave(): void {
    this.isFirst = false;
    this.taken -= 1;
    for (const next of this.waiting.splice(0, this.max - this.taken)) {
      this.taken += 1;
      next();
    }
  }
}

export function e164Of(numbers: readonly UniqueNumber[]): string[] {
  return numbers.map(({ number }) => number.e164);
}

/** The result of a request after which it is not known whether Kaleyra has billed it. */
export function unconfirmed(failure: RequestFailure): Result<BatchResponse> {
  return failed({ ...failure, unconfirmed: true });
}
