import { backoffMs } from '../api/retry';
import { failed as failedResult, type BatchResponse, type RequestFailure, type Result } from '../types';
import { addToHistory, notSentAgain } from './outcomeHistory';
import { failureBeforeRequest, notSentFailure, resolveBatch, type BatchResolution } from './resolveBatch';
import type { BatchOptions, BatchPorts } from './sendBatches';
import type {
  BatchResults,
  LookupOutcome,
  LookupPlan,
  RunStats,
  UniqueNumber,
  UnmatchedLookup,
} from './types';

/** A number is not sent again after so many requests that may have been charged, whatever the options say. */
const MAX_UNCONFIRMED_SENDS = 5;
/** After so many failures in a row for the same reason, the next request would most likely fail as well. */
const MAX_EQUAL_FAILURES = 3;

type FailedNumbers = NonNullable<BatchResolution['failed']>;

const EVERYTHING_SENT = notSentFailure('Every number was sent');
const CANCELLED = notSentFailure('The execution was cancelled');

/** One try of the node: sends batches, stores each outcome at once, and decides what may still be sent. */
export class BatchRun {
  private readonly outcomes = new Map<string, LookupOutcome>();
  private readonly unmatched: UnmatchedLookup[] = [];
  private readonly equalFailures: string[] = [];
  private requests = 0;
  private sent = 0;

  constructor(
    private readonly options: BatchOptions,
    private readonly ports: BatchPorts,
  ) {}

  /**
   * Restores the outcomes of earlier tries.
   * @returns the numbers that still have to be sent
   */
  async restorePrevious({ uniqueNumbers, itemCount }: LookupPlan): Promise<UniqueNumber[]> {
    const { store, forEach, fail } = this.ports;
    this.addUnmatched(store.unmatched(itemCount));
    this.addUnmatched(await store.orphaned(uniqueNumbers));
    const remaining: UniqueNumber[] = [];
    const blocked: UniqueNumber[] = [];
    const failures: RequestFailure[] = [];
    await forEach(uniqueNumbers, (uniqueNumber) => {
      const { e164 } = uniqueNumber.number;
      const outcome = store.outcomeOf(e164);
      if (outcome === null || this.maySendAgain(outcome)) {
        remaining.push(uniqueNumber);
      } else if (outcome.kind === 'failed') {
        const failure = notSentAgain(outcome.failure);
        this.outcomes.set(e164, { ...outcome, failure });
        blocked.push(uniqueNumber);
        failures.push(failure);
      } else {
        this.outcomes.set(e164, outcome);
      }
    });
    if (failures[0] !== undefined) fail(failures[0], blocked);
    return remaining;
  }

  /** @returns why the numbers without an outcome were not sent, or null if there are none */
  async sendAll(batches: ReadonlyArray<readonly UniqueNumber[]>): Promise<RequestFailure | null> {
    let notSentReason: RequestFailure | null = null;
    for (const batch of batches) {
      if (notSentReason === null && this.isCancelled()) return CANCELLED;
      if (notSentReason !== null) {
        if (notSentReason !== CANCELLED) this.ports.fail(notSentReason, batch);
        return notSentReason;
      }
      notSentReason = await this.sendBatch(batch);
    }
    return notSentReason;
  }

  results(notSentReason: RequestFailure | null): BatchResults {
    const { outcomes, unmatched } = this;
    return { outcomes, unmatched, notSentReason: notSentReason ?? EVERYTHING_SENT };
  }

  stats(): Pick<RunStats, 'requests' | 'sent'> {
    const { requests, sent } = this;
    return { requests, sent };
  }

  /**
   * Sends one batch, and sends it again if the user accepts that its numbers may be charged twice.
   * @returns why no further batch should be sent, or null
   */
  private async sendBatch(batch: readonly UniqueNumber[]): Promise<RequestFailure | null> {
    const { clock, fail } = this.ports;
    let numbers = batch;
    for (let retry = 0; ; retry += 1) {
      const result = await this.send(numbers);
      if (result === null) return CANCELLED;
      if (retry === 0) {
        this.requests += 1;
        this.sent += batch.length;
      }
      const { failed, stopReason } = await this.record(numbers, result);
      if (this.isCancelled()) return CANCELLED;
      if (failed === null || !this.mayRetry(failed)) {
        if (failed !== null) fail(failed.failure, failed.numbers);
        return stopReason === null ? this.breakAfterEqualFailures(failed) : notSentFailure(stopReason);
      }
      numbers = failed.numbers;
      await clock.sleep(backoffMs(retry, clock)).catch(ignoreIf(() => this.isCancelled()));
    }
  }

  /** @returns null if the execution was cancelled before the batch was sent */
  private async send(batch: readonly UniqueNumber[]): Promise<Result<BatchResponse> | null> {
    if (this.isCancelled()) return null;
    try {
      return await this.ports.send(batch);
    } catch (thrown) {
      return this.isCancelled() ? null : failedResult(unprocessedResponse(thrown));
    }
  }

  /** Stores the outcomes of one batch. */
  private async record(
    batch: readonly UniqueNumber[],
    result: Result<BatchResponse>,
  ): Promise<Pick<BatchResolution, 'failed' | 'stopReason'>> {
    if (!result.ok) {
      this.store(outcomeOfAll(batch, result.failure), []);
      return { failed: { failure: result.failure, numbers: batch }, stopReason: null };
    }
    const resolution = await resolveBatch(
      batch,
      result.value,
      this.options.numberFormat,
      this.ports.forEach,
    ).catch((thrown: unknown) => {
      // Whatever went wrong here, Kaleyra has accepted these lookups.
      const itemIndex = batch[0]?.itemIndexes[0] ?? 0;
      const accepted = result.value.lookups.map((lookup) => ({ lookup, itemIndex }));
      this.store(outcomeOfAll(batch, unprocessedResponse(thrown)), accepted);
      throw thrown;
    });
    this.store(resolution.outcomes, resolution.unmatched);
    return resolution;
  }

  private store(
    outcomes: Iterable<readonly [string, LookupOutcome]>,
    unmatched: readonly UnmatchedLookup[],
  ): void {
    const { store } = this.ports;
    const latest = new Map<string, LookupOutcome>();
    for (const [e164, outcome] of outcomes) latest.set(e164, addToHistory(store.outcomeOf(e164), outcome));
    store.save(latest, unmatched);
    for (const [e164, outcome] of latest) this.outcomes.set(e164, outcome);
    this.addUnmatched(unmatched);
  }

  private maySendAgain(outcome: LookupOutcome): boolean {
    if (outcome.kind !== 'failed' || !this.options.retryUnconfirmed) return false;
    return (outcome.unconfirmedSends ?? 0) < MAX_UNCONFIRMED_SENDS;
  }

  // A response that cannot be understood would most likely be the same again.
  private mayRetry({ failure: { httpStatus, unconfirmed }, numbers }: FailedNumbers): boolean {
    const isTransient = httpStatus === null || httpStatus >= 500 || httpStatus === 408;
    if (!unconfirmed || !isTransient) return false;
    return numbers.every(({ number }) => {
      const outcome = this.outcomes.get(number.e164);
      return outcome !== undefined && this.maySendAgain(outcome);
    });
  }

  private breakAfterEqualFailures(failed: FailedNumbers | null): RequestFailure | null {
    const message = failed?.failure.message;
    if (message === undefined || this.equalFailures[0] !== message) this.equalFailures.length = 0;
    if (message === undefined) return null;
    this.equalFailures.push(message);
    if (this.equalFailures.length < MAX_EQUAL_FAILURES) return null;
    return notSentFailure(`${MAX_EQUAL_FAILURES} requests in a row got the same response: ${message}`);
  }

  private isCancelled(): boolean {
    return this.ports.signal?.aborted === true;
  }

  private addUnmatched(unmatched: readonly UnmatchedLookup[]): void {
    for (const one of unmatched) this.unmatched.push(one);
  }
}

function outcomeOfAll(
  batch: readonly UniqueNumber[],
  failure: RequestFailure,
): Array<readonly [string, LookupOutcome]> {
  const outcome: LookupOutcome = { kind: 'failed', failure };
  return batch.map(({ number }) => [number.e164, outcome]);
}

/** The failure of a batch that was sent, but whose response this node could not process. */
function unprocessedResponse(thrown: unknown): RequestFailure {
  return {
    ...failureBeforeRequest(
      `Kaleyra's response could not be processed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      'Kaleyra may have accepted and charged it. Check the Kaleyra console before you run it again.',
    ),
    unconfirmed: true,
  };
}

/** For `catch`: ignores what was thrown on a condition. */
function ignoreIf(condition: () => boolean): (thrown: unknown) => void {
  return (thrown) => {
    if (!condition()) throw thrown;
  };
}
