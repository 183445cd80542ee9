/** A request to Kaleyra, complete but for the key, which n8n's credential adds. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}

/** What came back: an answer of any status, or nothing at all. */
export type HttpOutcome =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: HttpHeaders; readonly body: string }
  | { readonly kind: 'fault'; readonly code: string };

/** Header names in lower case. */
export type HttpHeaders = Readonly<Record<string, unknown>>;

/** Sends once. Never throws but for a cancelled execution. */
export type Send = (request: HttpRequest) => Promise<HttpOutcome>;

/** Time and chance, handed in so that tests can own them. */
export interface Waiting {
  /** Resolves after so many milliseconds; rejects when the execution is cancelled. */
  sleep(ms: number): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
}

/** Why a request got no usable answer, in plain data: nothing of the request is in it. */
export interface ApiFailure {
  /** What happened, for a person. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  /** Kaleyra's code, or the network's. */
  readonly code: string | null;
  /** Kaleyra's own words. */
  readonly text: string | null;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  /** True: the request was a paid one and Kaleyra may have accepted and billed it. */
  readonly unconfirmed: boolean;
}

/** What Kaleyra says about one number. */
export interface LookupEntry {
  readonly mobileNumber: string;
  readonly lookupId: string | null;
  readonly requestId: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly status: 'accepted' | 'pending' | 'complete';
  readonly note?: string;
  readonly isPorted: boolean | null;
  readonly price?: { readonly request: string; readonly amount: number };
}

/** A paid request that was answered. */
export interface PaidAnswer {
  readonly requestId: string | null;
  readonly answers: readonly LookupEntry[];
  readonly entryCount: number;
  readonly invalidCount: number | null;
  readonly duplicateCount: number | null;
  /** What Kaleyra complained about although it gave entries. */
  readonly complaint: string | null;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ApiFailure };

/** Wraps what succeeded. */
export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps why it did not. */
export function failed<T>(failure: ApiFailure): Result<T> {
  return { ok: false, failure };
}

/** Whether an answer of a 2xx status came: which one is not documented, and codes in bodies do not tell. */
export function isSuccess(outcome: HttpOutcome): outcome is Extract<HttpOutcome, { kind: 'answer' }> {
  return outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300;
}
