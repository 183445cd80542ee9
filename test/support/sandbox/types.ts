import type { IncomingHttpHeaders } from 'node:http';
import type { Fault, FaultWhere } from './faultTypes';

/** How a sandbox behaves; everything has a default. */
export interface SandboxOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** The one account it knows. */
  readonly sid?: string;
  /** The one key it accepts. */
  readonly apiKey?: string;
  /** So many polls of a lookup ID are answered "pending" before it is complete; default 1. */
  readonly pendingPolls?: number;
  /** Milliseconds before each answer; default 0. */
  readonly latencyMs?: number;
  /** Whether entries come in another order than asked, always the same one; default true. */
  readonly shuffle?: boolean;
  /** In no stated currency; default 0.2, as Kaleyra's documentation (get-api-lookup) shows 0.8 for four. */
  readonly pricePerLookup?: number;
  /** Of reading a callback profile; default 0. */
  readonly pricePerCheck?: number;
  /** What the account had when nothing was billed yet. Default: none, and there is no such address. */
  readonly balance?: number | null;
  /** Which details path exists, for its prefix is not documented; default `both`. */
  readonly detailsPath?: DetailsPath;
  /** Only the first so many numbers of a request are processed, and no counter says so; default: all. */
  readonly maxNumbers?: number;
  /** Called once for each request: when it is answered, cut or given up by the client. */
  readonly onAnswer?: (request: RecordedRequest) => void;
}

/**
 * `api`: `/api/v1/<SID>/…`. `plain`: `/v1/<SID>/…`. `both`: these two. `url`: only the path that stands in the
 * answers' `url`, whose account is not the SID. What does not exist answers 404.
 */
export type DetailsPath = 'api' | 'plain' | 'both' | 'url';

/** What can be changed while it runs. */
export type SandboxSettings = Pick<
  SandboxOptions,
  'pendingPolls' | 'latencyMs' | 'shuffle' | 'detailsPath' | 'maxNumbers'
>;

/** Which call of the API a request is. */
export type RequestKind = 'startBulk' | 'lookUpNow' | 'details' | 'callbackProfiles' | 'balance' | 'other';

/** A request as it arrived, and what became of it. */
export interface RecordedRequest {
  /** 0-based, among all requests since the last reset. */
  readonly index: number;
  /** 1-based, among requests of its kind since the last reset. */
  readonly nth: number;
  readonly kind: RequestKind;
  readonly method: string;
  /** As received, still encoded, with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Digits without plus, in the order sent, doubles included; empty where the kind has none. */
  readonly numbers: readonly string[];
  /** Decoded; null but for `details`. */
  readonly lookupId: string | null;
  /** When its head arrived, in milliseconds since the epoch. */
  readonly at: number;
  /** Name of the fault that was applied. */
  readonly fault: string | null;
  /** HTTP status of the answer; null while there is none, and for ever if the connection was cut. */
  readonly status: number | null;
}

/** A running server that answers as Kaleyra's Lookup API does. */
export interface Sandbox {
  /** Base URL without trailing slash. */
  readonly url: string;
  readonly sid: string;
  readonly apiKey: string;
  readonly requests: readonly RecordedRequest[];
  ofKind(kind: RequestKind): RecordedRequest[];
  /** Digits -> number of paid requests that arrived here, head and body, with this number in them. */
  timesSent(): Map<string, number>;
  /** Digits -> number of times accepted and billed, whatever happened to the answer. */
  timesBilled(): Map<string, number>;
  /** Requests that are neither answered nor given up. */
  readonly openRequests: number;
  readonly maxOpenRequests: number;
  /** Every lookup ID that left in a readable answer, in `lookup_id` or in `url` -> the digits it is about. */
  readonly lookups: ReadonlyMap<string, string>;
  /** Adds a rule. Rules are tried in the order they were added; the first that applies is used. */
  fault(kind: RequestKind | 'any', fault: Fault, where?: FaultWhere): void;
  /** The lookups for which it holds stay pending. */
  neverComplete(predicate: (lookupId: string, digits: string) => boolean): void;
  set(settings: SandboxSettings): void;
  /** Forgets requests, rules, lookups and counters; settings stay. */
  reset(): void;
  /** Cuts what is open and closes the port. */
  stop(): Promise<void>;
}
