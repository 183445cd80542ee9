import type { PhoneNumber, PhoneReading, Reason } from '../phone';
import type { Lookup, RequestFailure } from '../types';

export type { ForEach } from '../types';

/** A number that is looked up once, no matter how many items contain it. */
export interface UniqueNumber {
  /** Its place among the unique numbers of the run. */
  readonly index: number;
  readonly number: PhoneNumber;
  /** The E.164 digits without the plus. */
  readonly digits: string;
  /** Ascending and distinct; the first item's input is the one shown with the lookup. */
  readonly itemIndexes: number[];
}

/** One number in one item. */
export interface NumberOccurrence {
  readonly itemIndex: number;
  /** The fragment as written in this item's cell. */
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
  /** In E.164: how a cell can be read that can be read in two ways. */
  readonly candidates?: readonly string[];
  readonly requestId?: string;
}

/** What to look up and what not: every fragment of an item that could be read is in `occurrences` or in `rejected`. */
export interface LookupPlan {
  readonly itemCount: number;
  /** In order of first appearance. */
  readonly uniqueNumbers: readonly UniqueNumber[];
  /** In the order of the items and, within an item, of its fragments. */
  readonly occurrences: readonly NumberOccurrence[];
  readonly rejected: readonly RejectedInput[];
  /** Items whose parameters could not be read. */
  readonly failed?: readonly FailedItem[];
  /** Whether every item has the same cell, because 'Phone' is not an expression. */
  readonly hasFixedPhone?: boolean;
}

/** How numbers are written in requests. */
export type NumberFormat = 'e164' | 'digits';

/** The outcome of one unique number. */
export type LookupOutcome =
  | { readonly kind: 'accepted'; readonly lookups: readonly Lookup[] }
  | {
      readonly kind: 'notAccepted';
      readonly requestId: string | null;
      readonly text: string;
      /** The *Number Format* in which Kaleyra rejected all numbers of a request: in the other one, it may be sent. */
      readonly rejectedAs?: NumberFormat;
      /** As below, for earlier requests. */
      readonly unconfirmedSends?: number;
    }
  | {
      readonly kind: 'failed';
      readonly failure: RequestFailure;
      /** How many requests with this number may have been charged. */
      readonly unconfirmedSends?: number;
    };

/** A number and what came of it. */
export interface NumberOutcome {
  readonly uniqueNumber: UniqueNumber;
  readonly outcome: LookupOutcome;
}

/** A lookup that matches no number of its request; `itemIndex` is the first item of that request. */
export interface UnmatchedLookup {
  readonly lookup: Lookup;
  readonly itemIndex: number;
}

/** What came of all unique numbers. */
export interface BatchResults {
  /** By the index of the number. */
  readonly outcomes: ReadonlyArray<LookupOutcome | undefined>;
  readonly unmatched: readonly UnmatchedLookup[];
  /** Why numbers without an outcome were not sent. */
  readonly notSentReason: RequestFailure;
}

/** Lookups by a key, kept for later tries of the node. */
export interface LookupStore {
  get(key: string): Lookup | undefined;
  set(key: string, lookup: Lookup): void;
}

/** Statistics that only the sending step knows. */
export interface RunStats {
  /** Requests in this try, without the client's own retries. */
  readonly requests: number;
  /** Unique numbers in those requests. */
  readonly sent: number;
  /** Unique numbers whose outcome comes from an earlier try. */
  readonly restored: number;
}

/** What has been paid for in an execution, or may have been. */
export interface Paid {
  readonly accepted: readonly AcceptedLookup[];
  /** The numbers, in E.164, that were sent without an answer. */
  readonly unconfirmed: readonly string[];
}

/** A lookup that Kaleyra accepted; its number is null if it matches none. */
export interface AcceptedLookup {
  readonly phone_number: string | null;
  readonly lookup_id: string | null;
}

export type OutputMode = 'lookups' | 'rows';

/** Where rejected items go: to their own output, among the others in the only output, or nowhere. */
export type RejectedItems = 'output' | 'together' | 'drop';

export type Json = Record<string, unknown>;

/** Returns an input item's own fields. */
export type GetRow = (itemIndex: number) => Json;

/** An output item before it becomes n8n's, and the input item it belongs to. */
export interface OutputItem {
  readonly itemIndex: number;
  readonly json: Json;
  /** Whether it includes the input item's own fields, and so its binary data. */
  readonly keepsRow: boolean;
}

/** Numbers of one item that failed for the same reason. */
export interface FailedItem {
  readonly itemIndex: number;
  readonly numbers: string[];
  readonly failure: RequestFailure;
}

/** Our own fields about a number; null if a lookup matches none. Only a cell has the last two. */
export interface PhoneFields {
  readonly phone_number: string | null;
  readonly phone_country: string | null;
  readonly phone_type: string | null;
  readonly is_mobile: boolean | null;
  readonly phone_input?: string | null;
  readonly phone_reading?: PhoneReading | null;
}
