/** What Kaleyra says about one number. */
export interface Lookup {
  /** As Kaleyra wrote it; masked in its documentation's samples. */
  readonly mobileNumber: string;
  readonly lookupId: string | null;
  readonly requestId: string | null;
  /** Kaleyra's own fields under Kaleyra's names. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly status: 'accepted' | 'pending' | 'complete';
  /** Why it is not complete, where there is a reason. */
  readonly note?: string;
  readonly isPorted: boolean | null;
  /** Kaleyra's price for the whole request, and which request that was. */
  readonly price?: { readonly request: string; readonly amount: number };
}

/** Why a request got no usable response, in plain data: nothing of the request is in it, so neither is the API key. */
export interface RequestFailure {
  /** What happened, for a person. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  /** Kaleyra's code, or the network's. */
  readonly code: string | null;
  /** Kaleyra's own message. */
  readonly text: string | null;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  /** True: it was a paid request, and Kaleyra may have accepted and billed it all the same. */
  readonly unconfirmed: boolean;
}

/** The response to one paid request. */
export interface BatchResponse {
  readonly requestId: string | null;
  /** The entries that can be used. */
  readonly lookups: readonly Lookup[];
  /** Entries in the response; more than `lookups` where some have no lookup ID. */
  readonly entryCount: number;
  /** Kaleyra's own counts; null where the response does not carry them. */
  readonly invalidCount: number | null;
  readonly duplicateCount: number | null;
  /** What Kaleyra reported as an error although it returned entries. */
  readonly apiError: string | null;
}

/** A value, or why there is none. */
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
