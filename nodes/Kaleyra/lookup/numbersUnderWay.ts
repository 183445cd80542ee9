import { toRequestFailure } from '../api/apiErrors';
import type { RetryStore } from './batchPorts';
import { addToHistory } from './outcomeHistory';
import type { LookupOutcome, NumberOutcome, UniqueNumber } from './types';

const UNANSWERED = toRequestFailure({ kind: 'networkError', code: 'ERR_CANCELED' }, 'paid', 0);

/** The numbers of paid requests that have been sent, but whose outcome is not stored yet. */
export class NumbersUnderWay {
  private readonly batches = new Set<readonly UniqueNumber[]>();
  private readonly beforeCancel = new Map<string, LookupOutcome | null>();

  constructor(private readonly store: RetryStore) {}

  add(batch: readonly UniqueNumber[]): void {
    this.batches.add(batch);
  }

  remove(batch: readonly UniqueNumber[]): void {
    this.batches.delete(batch);
  }

  has(batch: readonly UniqueNumber[]): boolean {
    return this.batches.has(batch);
  }

  /**
   * Stores that they may have been charged. n8n saves a cancelled execution at once, and nothing that comes later, so
   * this cannot wait for the responses.
   * @returns their outcomes
   */
  storeAsUnanswered(): readonly NumberOutcome[] {
    const outcomes = [...this.batches].flat().map((uniqueNumber): NumberOutcome => {
      const { e164 } = uniqueNumber.number;
      const previous = this.store.outcomeOf(e164);
      this.beforeCancel.set(e164, previous);
      return { uniqueNumber, outcome: addToHistory(previous, { kind: 'failed', failure: UNANSWERED }) };
    });
    this.store.save(outcomes, []);
    return outcomes;
  }

  /** What was stored about a number before its latest request. */
  previousOutcome(e164: string): LookupOutcome | null {
    const before = this.beforeCancel.get(e164);
    return before === undefined ? this.store.outcomeOf(e164) : before;
  }
}
