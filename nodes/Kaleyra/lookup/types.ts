import type { PhoneNumber, PhoneReading, Reason } from '../phone';
import type { Lookup, RequestFailure } from '../types';

/**
 * Works through a list in order. Injected, because only the caller knows what else runs on the thread: n8n's
 * implementation gives way to other workflows between two steps.
 */
export type ForEach = <T>(list: Iterable<T>, work: (one: T, index: number) => void) => Promise<void>;

/** A number that is looked up once, however many items hold it. */
export interface UniqueNumber {
  readonly number: PhoneNumber;
  /** The E.164 digits without the plus. */
  readonly digits: string;
  /** Ascending, each once; the first item decides how the number is shown. */
  readonly itemIndexes: number[];
}

/** One number in one item. */
export interface NumberOccurrence {
  readonly itemIndex: number;
  /** The fragment as it stood in this item's cell. */
  readonly input: string;
  readonly reading: PhoneReading;
  readonly uniqueNumber: UniqueNumber;
}

/** A fragment that is not looked up. */
export interface RejectedInput {
  readonly itemIndex: number;
  readonly input: string;
  readonly reason: Reason;
  readonly reasonText: string;
  readonly e164?: string;
  readonly requestId?: string;
}

/** What to do with all items: every fragment is in `occurrences` or in `rejected`. */
export interface LookupPlan {
  readonly itemCount: number;
  /** In order of first appearance. */
  readonly uniqueNumbers: readonly UniqueNumber[];
  /** In order of items and, within an item, of fragments. */
  readonly occurrences: readonly NumberOccurrence[];
  readonly rejected: readonly RejectedInput[];
}

/** What became of one unique number. */
export type LookupOutcome =
  | { readonly kind: 'accepted'; readonly lookups: readonly Lookup[] }
  | { readonly kind: 'notAccepted'; readonly requestId: string | null; readonly text: string }
  | { readonly kind: 'failed'; readonly failure: RequestFailure };

/** A lookup that matches no number sent; `itemIndex` is the first item of its request. */
export interface UnmatchedLookup {
  readonly lookup: Lookup;
  readonly itemIndex: number;
}

/** What became of all unique numbers, by E.164. */
export interface BatchResults {
  readonly outcomes: ReadonlyMap<string, LookupOutcome>;
  readonly unmatched: readonly UnmatchedLookup[];
  /** Why the numbers without an outcome were not sent. */
  readonly notSentReason: RequestFailure;
}

/** What a run of paid requests took. */
export interface RunStats {
  /** Requests sent in this try. */
  readonly requests: number;
  /** Numbers whose outcome is known from an earlier try. */
  readonly restored: number;
  /** Lookups whose details are still pending; absent where nobody waited for them. */
  readonly pending?: number;
}

/** A lookup that was paid for; its number is null where it is not known which one that is. */
export interface AcceptedLookup {
  readonly phone_number: string | null;
  readonly lookup_id: string | null;
}

export type OutputMode = 'lookups' | 'rows';

export type Json = Record<string, unknown>;

/** An item to be, and the input item it comes from. */
export interface OutputItem {
  readonly itemIndex: number;
  readonly json: Json;
  /** Whether the input item itself is carried on, and with it its binary data. */
  readonly keepsRow: boolean;
}

/** An item some of whose numbers failed alike. */
export interface FailedItem {
  readonly itemIndex: number;
  readonly numbers: string[];
  readonly failure: RequestFailure;
}

/** Our own fields about a number; null where a lookup matches none. */
export interface PhoneFields {
  readonly phone_number: string | null;
  readonly phone_country: string | null;
  readonly phone_type: string | null;
  readonly phone_input: string | null;
  readonly phone_reading: PhoneReading | null;
}
