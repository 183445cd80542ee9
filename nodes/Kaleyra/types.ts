/** Kaleyra's data about one number. */
export interface Lookup {
  /** As Kaleyra returned it; masked in the samples of its documentation. */
  readonly mobileNumber: string;
  readonly lookupId: string | null;
  readonly requestId: string | null;
  /** Kaleyra's own fields under Kaleyra's names. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** `failed`: Kaleyra says that it will not find out. */
  readonly status: 'accepted' | 'pending' | 'complete' | 'failed';
  /** Why it is not complete, if known. */
  readonly note?: string;
  /** When Kaleyra accepted it, in ISO 8601 and UTC; null for details, which do not say. */
  readonly lookedUpAt: string | null;
  readonly isPorted: boolean | null;
  /** Kaleyra's price for the whole request, and what identifies that request. */
  readonly price?: { readonly request: string; readonly amount: number };
}

/** Why a request got no usable response. Plain data without any part of the request, so it cannot leak the API key. */
export interface RequestFailure {
  /** What happened, as shown to the user. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  /** Kaleyra's code, or the network's. */
  readonly code: string | null;
  /** Kaleyra's own message. */
  readonly text: string | null;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  /** True for a paid request that Kaleyra may have accepted and billed despite the failure. */
  readonly unconfirmed: boolean;
  /** How long Kaleyra asked to wait, in milliseconds from the response. */
  readonly retryAfterMs?: number;
  /** The start of a body that could not be read. */
  readonly response?: string;
}

/** The response to one paid request. */
export interface BatchResponse {
  readonly requestId: string | null;
  readonly lookups: readonly Lookup[];
  /** Entries about a number that contain no lookup. */
  readonly withoutLookup: readonly EntryWithoutLookup[];
  /** Kaleyra's own counts; null if the response does not include them. */
  readonly invalidCount: number | null;
  readonly duplicateCount: number | null;
  /** An error that Kaleyra reported alongside entries. */
  readonly apiError: string | null;
  /**
   * Why the numbers without a lookup failed: the status rejects the request, or a part of the body could not be read.
   * Null if only the counters can tell.
   */
  readonly failure: RequestFailure | null;
  /** The start of the body. */
  readonly excerpt: string;
}

/** An entry about a number that contains no lookup. */
export interface EntryWithoutLookup {
  /** As Kaleyra returned it. */
  readonly mobileNumber: string;
  /** Kaleyra's reason for not accepting the number, or null if it gives none. */
  readonly reason: string | null;
}

/**
 * A failure of which nothing is known but this: before any request unless `details` say more.
 * @param details whatever else is known
 */
export function failureOf(
  message: string,
  advice: string,
  details: Partial<Omit<RequestFailure, 'message' | 'advice'>> = {},
): RequestFailure {
  const nothing = { code: null, text: null, httpStatus: null, requestId: null, unconfirmed: false };
  return { message, advice, ...nothing, ...details };
}

/** A value, or the reason there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: RequestFailure };

/** Wraps a value. */
export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a failure. */
export function failed<T>(failure: RequestFailure): Result<T> {
  return { ok: false, failure };
}

/**
 * Calls `work` for each entry of a list, in order. Injected, because only the caller knows what else runs on the
 * thread: the implementation for n8n yields to other workflows between steps.
 */
export type ForEach = <T>(list: Iterable<T>, work: (one: T, index: number) => void) => Promise<void>;
