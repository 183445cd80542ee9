import type { BatchResponse, RequestFailure, Result } from '../types';
import { failureBeforeRequest, notSentFailure, resolveBatch, type BatchResolution } from './resolveBatch';
import type {
  AcceptedLookup,
  BatchResults,
  ForEach,
  LookupOutcome,
  LookupPlan,
  RunStats,
  UniqueNumber,
  UnmatchedLookup,
} from './types';

/** What earlier tries of the same execution stored about the numbers they sent. */
export interface RetryStore {
  /** Null if the number was never sent, or was certainly not processed. */
  outcomeOf(e164: string): LookupOutcome | null;
  /** Lookups that matched no number, linked to items of this try. */
  unmatched(itemCount: number): UnmatchedLookup[];
  /** Lookups of numbers that the items no longer contain. */
  orphaned(uniqueNumbers: readonly UniqueNumber[]): Promise<UnmatchedLookup[]>;
  save(outcomes: ReadonlyMap<string, LookupOutcome>, unmatched: readonly UnmatchedLookup[]): Promise<void>;
  /** Everything Kaleyra has accepted so far, unmatched lookups included. */
  accepted(): AcceptedLookup[];
}

/** The ports of `sendBatches`: what it needs from the API and from n8n. */
export interface BatchPorts {
  readonly store: RetryStore;
  split(numbers: readonly UniqueNumber[]): UniqueNumber[][];
  send(batch: readonly UniqueNumber[]): Promise<Result<BatchResponse>>;
  /** Called with every failure; throws if the execution should stop. */
  fail(failure: RequestFailure, batch: readonly UniqueNumber[]): void;
  /** Aborted when the execution is cancelled. */
  readonly signal: AbortSignal | undefined;
  readonly forEach: ForEach;
}

/** The settings that determine what is sent. */
export interface BatchOptions {
  /** 0: no limit. */
  readonly maxLookups: number;
  readonly numberFormat: 'e164' | 'digits';
  /** Send a number again even if it may have been charged in an earlier try. */
  readonly retryUnconfirmed: boolean;
}

/** The outcome of every number, and statistics of the run. */
export interface SentBatches {
  readonly results: BatchResults;
  readonly stats: RunStats;
}

/**
 * Sends every number without a stored outcome, one request after another. This is what ensures that no number is
 * charged twice: each outcome is stored before anything else happens, and a number with a stored outcome is not sent
 * again.
 * @throws whatever `fail` throws, and the signal's reason once the execution is cancelled
 */
export async function sendBatches(
  plan: LookupPlan,
  options: BatchOptions,
  ports: BatchPorts,
): Promise<SentBatches> {
  const run = new BatchRun(options, ports);
  const numbers = await run.restorePrevious(plan);

  const overLimit = findOverLimit(numbers.length, options.maxLookups);
  const batches = overLimit === null ? ports.split(numbers) : [numbers];
  let notSentReason = overLimit;
  let requests = 0;
  let sent = 0;
  for (const batch of batches) {
    if (notSentReason !== null) {
      ports.fail(notSentReason, batch);
      break;
    }
    const result = await ports.send(batch);
    requests += 1;
    sent += batch.length;
    const { failed, stopReason } = await run.record(batch, result);
    ports.signal?.throwIfAborted();
    if (failed !== null) ports.fail(failed.failure, failed.numbers);
    notSentReason = stopReason === null ? null : notSentFailure(stopReason);
  }
  const restored = plan.uniqueNumbers.length - numbers.length;
  return { results: run.results(notSentReason), stats: { requests, sent, restored } };
}

const EVERYTHING_SENT = notSentFailure('Every number was sent');

class BatchRun {
  private readonly outcomes = new Map<string, LookupOutcome>();
  private readonly unmatched: UnmatchedLookup[] = [];

  constructor(
    private readonly options: BatchOptions,
    private readonly ports: BatchPorts,
  ) {}

  /**
   * Restores the outcomes of earlier tries.
   * @returns the numbers that still have to be sent
   */
  async restorePrevious({ uniqueNumbers, itemCount }: LookupPlan): Promise<UniqueNumber[]> {
    const { store, forEach } = this.ports;
    this.addUnmatched(store.unmatched(itemCount));
    this.addUnmatched(await store.orphaned(uniqueNumbers));
    const remaining: UniqueNumber[] = [];
    await forEach(uniqueNumbers, (uniqueNumber) => {
      const outcome = store.outcomeOf(uniqueNumber.number.e164);
      if (outcome === null || (outcome.kind === 'failed' && this.options.retryUnconfirmed)) {
        remaining.push(uniqueNumber);
        return;
      }
      if (outcome.kind === 'failed') this.ports.fail(outcome.failure, [uniqueNumber]);
      this.outcomes.set(uniqueNumber.number.e164, outcome);
    });
    return remaining;
  }

  /** Stores the outcomes of one batch. */
  async record(
    batch: readonly UniqueNumber[],
    result: Result<BatchResponse>,
  ): Promise<Pick<BatchResolution, 'failed' | 'stopReason'>> {
    if (!result.ok) {
      const outcome: LookupOutcome = { kind: 'failed', failure: result.failure };
      await this.store(new Map(batch.map(({ number }) => [number.e164, outcome])), []);
      return { failed: { failure: result.failure, numbers: batch }, stopReason: null };
    }
    const { numberFormat } = this.options;
    const resolution = await resolveBatch(batch, result.value, numberFormat, this.ports.forEach);
    await this.store(resolution.outcomes, resolution.unmatched);
    return resolution;
  }

  results(notSentReason: RequestFailure | null): BatchResults {
    const { outcomes, unmatched } = this;
    return { outcomes, unmatched, notSentReason: notSentReason ?? EVERYTHING_SENT };
  }

  private async store(
    outcomes: ReadonlyMap<string, LookupOutcome>,
    unmatched: readonly UnmatchedLookup[],
  ): Promise<void> {
    await this.ports.store.save(outcomes, unmatched);
    await this.ports.forEach(outcomes, ([e164, outcome]) => this.outcomes.set(e164, outcome));
    this.addUnmatched(unmatched);
  }

  private addUnmatched(unmatched: readonly UnmatchedLookup[]): void {
    for (const one of unmatched) this.unmatched.push(one);
  }
}

function findOverLimit(numbers: number, maxLookups: number): RequestFailure | null {
  if (maxLookups === 0 || numbers <= maxLookups) return null;
  return failureBeforeRequest(
    `${numbers.toLocaleString('en-US')} numbers would be looked up, but 'Max Lookups' is ${maxLookups.toLocaleString('en-US')}`,
    "Nothing was sent. Raise 'Max Lookups', set it to 0 for no limit, or pass fewer items.",
  );
}
