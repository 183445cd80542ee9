import type { Fault, FaultWhere } from './faultTypes';
import type { RecordedRequest, RequestKind } from './recordedRequest';

/** The behavior of a sandbox; everything has a default. */
export interface SandboxOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** The one account it knows. */
  readonly sid?: string;
  /** The one key it accepts. */
  readonly apiKey?: string;
  /** How many polls of a lookup return "pending" before it is complete; default 1. */
  readonly pendingPolls?: number;
  /** Milliseconds before each response; default 0. */
  readonly latencyMs?: number;
  /** Whether entries are in a different order than the numbers sent, always the same one; default true. */
  readonly shuffle?: boolean;
  /** Without a currency; default 0.2, because Kaleyra's documentation (get-api-lookup) shows 0.8 for four. */
  readonly pricePerLookup?: number;
  /** The price of reading a callback profile; default 0. */
  readonly pricePerCheck?: number;
  /** The balance before anything is billed. By default there is none, and its path returns 404. */
  readonly balance?: number | null;
  /** Which details path exists, because its prefix is not documented; default `both`. */
  readonly detailsPath?: DetailsPath;
  /** How many numbers of a request are processed, without any counter showing it; default: all. */
  readonly maxNumbers?: number;
  /** Whether each response waits for a `release`; default false. */
  readonly holdsResponses?: boolean;
  /** Called once for each request, when it is answered, cut or aborted by the client. */
  readonly onAnswer?: (request: RecordedRequest) => void;
}

/**
 * `api`: `/api/v1/<SID>/…`. `plain`: `/v1/<SID>/…`. `both`: these two. `url`: only the path in the
 * `url` of responses, whose account is not the SID. A path that does not exist returns 404.
 */
export type DetailsPath = 'api' | 'plain' | 'both' | 'url';

/** The settings that can be changed while it runs. */
export type SandboxSettings = Pick<
  SandboxOptions,
  'pendingPolls' | 'latencyMs' | 'shuffle' | 'detailsPath' | 'maxNumbers' | 'holdsResponses'
>;

/** A running mock of Kaleyra's Lookup API. */
export interface Sandbox {
  /** Base URL without trailing slash. */
  readonly url: string;
  readonly sid: string;
  readonly apiKey: string;
  readonly requests: readonly RecordedRequest[];
  ofKind(kind: RequestKind): RecordedRequest[];
  /** By digits: in how many paid requests, read in full, the number was. */
  timesSent(): Map<string, number>;
  /** By digits: how often the number was accepted and billed, whatever happened to the response. */
  timesBilled(): Map<string, number>;
  /** Requests that are neither answered nor aborted. */
  readonly openRequests: number;
  readonly maxOpenRequests: number;
  /** The digits of each lookup ID that was sent in a readable response, in `lookup_id` or in `url`. */
  readonly lookups: ReadonlyMap<string, string>;
  /** Adds a rule. Rules are tried in the order they were added; the first match is used. */
  fault(kind: RequestKind | 'any', fault: Fault, where?: FaultWhere): void;
  /** Lookups that match the predicate stay pending. */
  neverComplete(predicate: (lookupId: string, digits: string) => boolean): void;
  set(settings: SandboxSettings): void;
  /** Sends the response that has been held for the shortest time, so that it overtakes all others. */
  release(): void;
  /** Clears requests, rules, lookups and counters, but not the settings. */
  reset(): void;
  /** Cuts open connections and closes the port. */
  stop(): Promise<void>;
}
