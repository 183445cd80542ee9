import { PAID_CONCURRENCY } from '../api/client';
import { backoffMs } from '../api/retry';
import {
  failed as failedResult,
  failureOf,
  type BatchResponse,
  type RequestFailure,
  type Result,
} from '../types';
import type { BatchOptions, BatchPorts } from './batchPorts';
import { forEachConcurrent } from './forEachConcurrent';
import { ignoreAbort } from './ignoreAbort';
import { NumbersUnderWay } from './numbersUnderWay';
import {
  addToHistory,
  afterUnanswered,
  isUnconfirmed,
  notSentAgain,
  sendsWithoutAnswer,
  sentTooOften,
  withMostSends,
} from './outcomeHistory';
import { notSentFailure, resolveBatch, unmatchedOf, type BatchResolution } from './resolveBatch';
import type {
  BatchResults,
  LookupOutcome,
  LookupPlan,
  NumberOutcome,
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
const CANCELLED = failureOf(
  'The execution was canceled',
  'The remaining numbers were not sent. Run the workflow again to send them: retrying the execution continues after this node.',
);

/** One try of the node: sends batches, stores each outcome at once, and decides what may still be sent. */
export class BatchRun {
  readonly outcomes: Array<LookupOutcome | undefined> = [];
  readonly unmatched: UnmatchedLookup[] = [];
  private lastMessage: string | null = null;
  private equalFailures = 0;
  /** Why no further batch is sent. */
  private ending: RequestFailure | null = null;
  /** The failure that stops the execution, with all numbers that may have been charged. */
  private stoppedBy: FailedNumbers | null = null;
  private thrown: { readonly cause: unknown } | null = null;
  private readonly underWay: NumbersUnderWay;
  private readonly sentBatches = new Set<readonly UniqueNumber[]>();
  private uniqueNumbers: readonly UniqueNumber[] = [];
  private requests = 0;
  private sent = 0;

  constructor(
    private readonly options: BatchOptions,
    private readonly ports: BatchPorts,
  ) {
    this.underWay = new NumbersUnderWay(ports.store);
  }

  /**
   * Restores the outcomes of earlier tries.
   * @returns the numbers that still have to be sent
   */
  async restorePrevious({ uniqueNumbers, itemCount }: LookupPlan): Promise<UniqueNumber[]> {
    const { store, forEach } = this.ports;
    this.uniqueNumbers = uniqueNumbers;
    this.addUnmatched(store.unmatched(itemCount));
    this.addUnmatched(await store.orphaned(uniqueNumbers));
    const remaining: UniqueNumber[] = [];
    const blocked: UniqueNumber[] = [];
    const failures: RequestFailure[] = [];
    await forEach(uniqueNumbers, (uniqueNumber) => {
      const { index, number } = uniqueNumber;
      const outcome = this.storedOutcome(number.e164);
      const failure = this.findBlock(number.e164, outcome);
      if (failure !== null) {
        this.outcomes[index] = { ...outcome, kind: 'failed', failure };
        blocked.push(uniqueNumber);
        failures.push(failure);
        return;
      }
      this.outcomes[index] = outcome ?? undefined;
      if (outcome === null || outcome.kind === 'failed') remaining.push(uniqueNumber);
    });
    if (failures[0] !== undefined) this.fail(failures[0], blocked);
    return remaining;
  }

  /**
   * Sends batches, as many at once as the port allows. Once one of them shows that no other should be sent, none is
   * begun, and those under way are awaited and stored. Once the execution is cancelled, the ports end these too.
   * @returns why the numbers without an outcome were not sent, or null if there are none
   * @throws whatever `fail` throws
   */
  async sendAll(batches: ReadonlyArray<readonly UniqueNumber[]>): Promise<RequestFailure | null> {
    // Where nothing can be stored, nothing may be sent.
    if (batches.length > 0) this.ports.store.save([], []);
    const { signal } = this.ports;
    const onCancel = (): void => this.cancel();
    signal?.addEventListener('abort', onCancel);
    const sendBatch = (batch: readonly UniqueNumber[]): Promise<void> => this.sendBatch(batch);
    await forEachConcurrent(batches, PAID_CONCURRENCY.max, sendBatch, () => !this.maySend());
    signal?.removeEventListener('abort', onCancel);
    if (this.isCancelled()) return CANCELLED;
    if (this.thrown !== null || this.hasFailed()) this.ports.keepPaid(this);
    if (this.thrown !== null) throw this.thrown.cause;
    if (this.stoppedBy !== null) this.fail(this.stoppedBy.failure, this.stoppedBy.numbers);
    const unsent = batches.find((batch) => !this.sentBatches.has(batch));
    if (unsent !== undefined && this.ending !== null) this.fail(this.ending, unsent);
    return this.ending;
  }

  /** Fails as the port does, but names all numbers that may have been charged, of this try and of earlier ones. */
  fail(failure: RequestFailure, numbers: readonly UniqueNumber[]): void {
    const { fail, stopsAtFailure } = this.ports;
    const outcomeOf = ({ index }: UniqueNumber): LookupOutcome | undefined => this.outcomes[index];
    const charged = stopsAtFailure
      ? this.uniqueNumbers.filter((uniqueNumber) => isUnconfirmed(outcomeOf(uniqueNumber)))
      : [];
    if (charged.length === 0) fail(failure, numbers);
    else if (failure.unconfirmed) fail(withMostSends(failure, charged.map(outcomeOf)), charged);
    else fail(afterUnanswered(failure), charged);
  }

  results(notSentReason: RequestFailure | null): BatchResults {
    const { outcomes, unmatched } = this;
    return { outcomes, unmatched, notSentReason: notSentReason ?? EVERYTHING_SENT };
  }

  stats(): Pick<RunStats, 'requests' | 'sent'> {
    const { requests, sent } = this;
    return { requests, sent };
  }

  /** Sends one batch, and sends it again if the user accepts that its numbers may be charged twice. */
  private async sendBatch(batch: readonly UniqueNumber[]): Promise<void> {
    const { clock, signal } = this.ports;
    let numbers: readonly UniqueNumber[] | null = batch;
    for (let retry = 0; numbers !== null && this.maySend(); retry += 1) {
      if (retry > 0) await clock.sleep(backoffMs(retry - 1, clock)).catch(ignoreAbort(signal));
      if (this.maySend()) numbers = await this.send(numbers, retry === 0);
    }
  }

  /**
   * Sends numbers and stores their outcomes before another request may take the place of this one.
   * @returns the numbers to send again, or null
   */
  private async send(
    numbers: readonly UniqueNumber[],
    isFirst: boolean,
  ): Promise<readonly UniqueNumber[] | null> {
    let again: readonly UniqueNumber[] | null = null;
    let wasSent = false;
    const beforeNext = async (result: Result<BatchResponse>): Promise<void> => {
      wasSent = true;
      if (isFirst) this.sentBatches.add(numbers);
      if (reachedKaleyra(result)) {
        this.requests += 1;
        if (isFirst) this.sent += numbers.length;
      }
      again = await this.settle(numbers, result).catch((cause: unknown) => this.abandon(cause));
      this.underWay.remove(numbers);
    };
    const onSend = (isUnderWay: boolean): void =>
      isUnderWay ? this.underWay.add(numbers) : this.underWay.remove(numbers);
    try {
      await this.ports.send(numbers, beforeNext, onSend);
    } catch (thrown) {
      const isUnsent = this.isCancelled() && !this.underWay.has(numbers);
      if (!wasSent && !isUnsent) await beforeNext(failedResult(unprocessedResponse(thrown)));
    }
    return again;
  }

  /** @returns the numbers to send again, or null */
  private async settle(
    numbers: readonly UniqueNumber[],
    result: Result<BatchResponse>,
  ): Promise<readonly UniqueNumber[] | null> {
    const { failed, stopReason } = await this.record(numbers, result);
    if (this.isCancelled()) return this.end(CANCELLED);
    if (failed !== null && this.mayRetry(failed)) return failed.numbers;
    if (failed !== null && this.ports.stopsAtFailure) {
      this.stoppedBy = preferUnconfirmed(this.stoppedBy, failed);
      return this.end(failed.failure);
    }
    if (failed !== null) this.ports.fail(failed.failure, failed.numbers);
    const reason = stopReason === null ? this.breakAfterEqualFailures(failed) : notSentFailure(stopReason);
    return reason === null ? null : this.end(reason);
  }

  private end(reason: RequestFailure): null {
    this.ending ??= reason;
    this.ports.endSending();
    return null;
  }

  private cancel(): void {
    this.end(CANCELLED);
    this.keep(this.underWay.storeAsUnanswered());
    this.ports.keepPaid(this);
  }

  private abandon(cause: unknown): null {
    this.thrown ??= { cause };
    return this.end(CANCELLED);
  }

  private maySend(): boolean {
    return this.ending === null && !this.isCancelled();
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
      this.store(outcomeOfAll(batch, unprocessedResponse(thrown)), unmatchedOf(batch, result.value.lookups));
      throw thrown;
    });
    this.store(resolution.outcomes, resolution.unmatched);
    return resolution;
  }

  private store(latest: readonly NumberOutcome[], unmatched: readonly UnmatchedLookup[]): void {
    const outcomes = latest.map((one) => this.withHistory(one));
    this.ports.store.save(outcomes, unmatched);
    this.keep(outcomes);
    this.addUnmatched(unmatched);
  }

  private withHistory(latest: NumberOutcome): NumberOutcome {
    const { uniqueNumber, outcome } = latest;
    // The history of an accepted number no longer matters, and reading it would take longer than all else here.
    if (outcome.kind === 'accepted') return latest;
    const previous = this.underWay.previousOutcome(uniqueNumber.number.e164);
    return { uniqueNumber, outcome: addToHistory(previous, outcome) };
  }

  private keep(outcomes: readonly NumberOutcome[]): void {
    for (const { uniqueNumber, outcome } of outcomes) this.outcomes[uniqueNumber.index] = outcome;
  }

  /** Null also if Kaleyra rejected the number in another format than it would be sent in now. */
  private storedOutcome(e164: string): LookupOutcome | null {
    const outcome = this.ports.store.outcomeOf(e164);
    if (outcome?.kind !== 'notAccepted' || outcome.rejectedAs === undefined) return outcome;
    return outcome.rejectedAs === this.options.numberFormat ? outcome : null;
  }

  /** @returns why a number must not be sent, or null */
  private findBlock(e164: string, outcome: LookupOutcome | null): RequestFailure | null {
    if (outcome !== null && outcome.kind !== 'failed') return null;
    if (outcome !== null && !this.options.retryUnconfirmed) return notSentAgain(outcome.failure);
    const sends = sendsWithoutAnswer(outcome) + this.ports.store.unconfirmedSendsElsewhere(e164);
    if (sends < MAX_UNCONFIRMED_SENDS) return null;
    return outcome === null ? sentTooOften(sends) : notSentAgain(outcome.failure);
  }

  // A response that cannot be understood would most likely be the same again.
  private mayRetry({ failure: { httpStatus, unconfirmed }, numbers }: FailedNumbers): boolean {
    const isTransient = httpStatus === null || httpStatus >= 500 || httpStatus === 408;
    if (!unconfirmed || !isTransient) return false;
    return numbers.every(({ index, number }) => {
      const outcome = this.outcomes[index];
      return outcome !== undefined && this.findBlock(number.e164, outcome) === null;
    });
  }

  private breakAfterEqualFailures(failed: FailedNumbers | null): RequestFailure | null {
    const message = failed?.failure.message ?? null;
    this.equalFailures = message === this.lastMessage ? this.equalFailures + 1 : 1;
    this.lastMessage = message;
    if (message === null || this.equalFailures < MAX_EQUAL_FAILURES) return null;
    return notSentFailure(`${MAX_EQUAL_FAILURES} requests in a row got the same response: ${message}`);
  }

  private hasFailed(): boolean {
    return this.outcomes.some((outcome) => outcome?.kind === 'failed');
  }

  private isCancelled(): boolean {
    return this.ports.signal?.aborted === true;
  }

  private addUnmatched(unmatched: readonly UnmatchedLookup[]): void {
    for (const one of unmatched) this.unmatched.push(one);
  }
}

// Several requests under way can fail. The error is that of the first, unless only a later one may have been charged.
function preferUnconfirmed(before: FailedNumbers | null, failed: FailedNumbers): FailedNumbers {
  return before === null || (failed.failure.unconfirmed && !before.failure.unconfirmed) ? failed : before;
}

function reachedKaleyra(result: Result<BatchResponse>): boolean {
  return result.ok || result.failure.unconfirmed || result.failure.httpStatus !== null;
}

function outcomeOfAll(batch: readonly UniqueNumber[], failure: RequestFailure): NumberOutcome[] {
  return batch.map((uniqueNumber) => ({ uniqueNumber, outcome: { kind: 'failed', failure } }));
}

/** The failure of a batch that was sent, but whose response this node could not process. */
function unprocessedResponse(thrown: unknown): RequestFailure {
  return failureOf(
    `Kaleyra's response could not be processed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    'Kaleyra may have accepted and charged it. Check the Kaleyra console before you run it again.',
    { unconfirmed: true },
  );
}
