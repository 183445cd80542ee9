import type { Clock } from '../api/clock';
import type { BatchResponse, RequestFailure, Result } from '../types';
import type {
  BatchResults,
  ForEach,
  LookupOutcome,
  NumberFormat,
  NumberOutcome,
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
  save(outcomes: readonly NumberOutcome[], unmatched: readonly UnmatchedLookup[]): void;
  /** How many requests with this number got no answer in the other iterations of a loop. */
  unconfirmedSendsElsewhere(e164: string): number;
  /** How many numbers may have been charged so far, over all runs of the node in this execution; Infinity if unknown. */
  chargeableCount(): number;
}

/** The ports of `sendBatches`: what it needs from the API and from n8n. */
export interface BatchPorts {
  readonly store: RetryStore;
  split(numbers: readonly UniqueNumber[]): Promise<UniqueNumber[][]>;
  /**
   * Sends a batch when it is its turn. `beforeNext` gets its result before another batch takes its place, and is not
   * called for a batch that was not sent because of `endSending` or because the execution was cancelled. `onSend`
   * is called with true when the batch is sent, and with false if it was surely not processed.
   */
  send(
    batch: readonly UniqueNumber[],
    beforeNext: (result: Result<BatchResponse>) => Promise<void>,
    onSend: (isUnderWay: boolean) => void,
  ): Promise<unknown>;
  /** No batch is sent any more. */
  endSending(): void;
  /** Whether the execution stops at the first failure: `fail` throws. */
  readonly stopsAtFailure: boolean;
  /** Called with every failure; throws if the execution should stop. */
  fail(failure: RequestFailure, batch: readonly UniqueNumber[]): void;
  /**
   * Called with what is known as soon as the execution is cancelled, because n8n saves it right after, and when something
   * failed, because n8n may wait before it runs the node again, and be stopped meanwhile.
   */
  keepPaid(known: Pick<BatchResults, 'outcomes' | 'unmatched'>): void;
  readonly clock: Clock;
  /** Aborted when the execution is cancelled. */
  readonly signal: AbortSignal | undefined;
  readonly forEach: ForEach;
}

/** The settings that determine what is sent. */
export interface BatchOptions {
  /** For the whole execution; 0: no limit. */
  readonly maxLookups: number;
  readonly numberFormat: NumberFormat;
  /** Send a number again even if it may have been charged before. */
  readonly retryUnconfirmed: boolean;
}
