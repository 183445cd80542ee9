import type { IncomingHttpHeaders } from 'node:http';

/** The endpoint that a request calls. */
export type RequestKind = 'startBulk' | 'lookUpNow' | 'details' | 'callbackProfiles' | 'balance' | 'other';

/** A request as received, and its outcome. */
export interface RecordedRequest {
  /** 0-based, among all requests since the last reset. */
  readonly index: number;
  /** 1-based, among requests of its kind since the last reset. */
  readonly nth: number;
  readonly kind: RequestKind;
  readonly method: string;
  /** As received: encoded, with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Digits without a plus, in the order sent, including duplicates; empty for kinds without numbers. */
  readonly numbers: readonly string[];
  /** Decoded; null except for `details`. */
  readonly lookupId: string | null;
  /** When its headers arrived, in milliseconds since the epoch. */
  readonly at: number;
  /** The name of the fault that was injected. */
  readonly fault: string | null;
  /** HTTP status of the response; null until there is one, and if the connection was cut. */
  readonly status: number | null;
}
