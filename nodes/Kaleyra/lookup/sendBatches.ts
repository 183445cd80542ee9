import type { Clock } from '../api/clock';
import type { BatchResponse, RequestFailure, Result } from '../types';
import { BatchRun } from './batchRun';
import { failureBeforeRequest } from './resolveBatch';
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

/** What this execution has stored about the numbers it sent. */
export interface RetryStore {
  /** Null if the number was never sent, or was certainly not processed. */
  outcomeOf(e164: string): LookupOutcome | null;
  /** Lookups that matched no number, linked to items of this try. */
  unmatched(itemCount: number): UnmatchedLookup[];
  /** Lookups of numbers that the items no longer contain. */
  orphaned(uniqueNumbers: readonly UniqueNumber[]): Promise<UnmatchedLookup[]>;
  /** Stores before it returns, so that nothing can happen in between. */
  save(outcomes: ReadonlyMap<string, LookupOutcome>, unmatched: readonly UnmatchedLookup[]): void;
  /** Everything Kaleyra has accepted so far, unmatched lookups included. */
  accepted(): AcceptedLookup[];
  /** How many numbers may have been charged so far, over all runs of the node in this execution. */
  chargeableCount(): number;
}

/** The ports of `sendBatches`: what it needs from the API and from n8n. */
export interface BatchPorts {
  readonly store: RetryStore;
  split(numbers: readonly UniqueNumber[]): UniqueNumber[][];
  /**
   * Sends a batch when it is its turn. `beforeNext` gets its result before another batch takes its place, and is not
   * called for a batch that was not sent because of `endSending` or because the execution was cancelled.
   */
  send(
    batch: readonly UniqueNumber[],
    beforeNext: (result: Result<BatchResponse>) => Promise<void>,
  ): Promise<unknown>;
  /** No batch is sent any more. */
  endSending(): void;
  /** Whether the execution stops at the first failure: `fail` throws. */
  readonly stopsAtFailure: boolean;
  /** Called with every failure; throws if the execution should stop. */
  fail(failure: RequestFailure, batch: readonly UniqueNumber[]): void;
  readonly clock: Clock;
  /** Aborted when the execution is cancelled. */
  readonly signal: AbortSignal | undefined;
  readonly forEach: ForEach;
}

/** The settings that determine what is sent. */
export interface BatchOptions {
  /** For the whole execution; 0: no limit. */
  readonly maxLookups: number;
  readonly numberFormat: 'e164' | 'digits';
  /** Send a number again even if it may have been charged before. */
  readonly retryUnconfirmed: boolean;
}

/** The outcome of every number, and statistics of the run. */
export interface SentBatches {
  readonly results: BatchResults;
  readonly stats: RunStats;
}

/**
 * Sends every number without a stored outcome, as many requests at once as Kaleyra lets through. This is what ensures that no number is
 * charged twice: each outcome is stored before anything else happens, and a number with a stored outcome is not sent
 * again. Once the execution is cancelled, sends nothing more and returns what is known.
 * @throws whatever `fail` throws
 */
export async function sendBatches(
  plan: LookupPlan,
  options: BatchOptions,
  ports: BatchPorts,
): Promise<SentBatches> {
  const run = new BatchRun(options, ports);
  const numbers = await run.restorePrevious(plan);

  const overLimit = await findOverLimit(numbers, options.maxLookups, ports);
  if (overLimit !== null) ports.fail(overLimit, numbers);
  const notSentReason = overLimit ?? (await run.sendAll(ports.split(numbers)));
  const restored = plan.uniqueNumbers.length - numbers.length;
  return { results: run.results(notSentReason), stats: { ...run.stats(), restored } };
}

async function findOverLimit(
  numbers: readonly UniqueNumber[],
  maxLookups: number,
  { store, forEach }: BatchPorts,
): Promise<RequestFailure | null> {
  if (maxLookups === 0 || numbers.length === 0) return null;
  const earlier = store.chargeableCount();
  let added = 0;
  await forEach(numbers, ({ number }) => {
    if (store.outcomeOf(number.e164) === null) added += 1;
  });
  if (earlier + added <= maxLookups) return null;
  const before = earlier === 0 ? '' : `, after ${format(earlier)} earlier in this execution`;
  return failureBeforeRequest(
    `${format(numbers.length)} numbers would be looked up${before}, but 'Max Lookups' is ${format(maxLookups)}`,
    "Nothing was sent. Raise 'Max Lookups', set it to 0 for no limit, or pass fewer items.",
  );
}

function format(count: number): string {
  return count.toLocaleString('en-US');
}
