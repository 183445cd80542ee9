import type { BatchResponse, Lookup, Result } from '../types';
import { readBatchResponse, type ToLookup } from './batchResponse';
import { encodePathSegment } from './baseUrl';
import type { Clock } from './clock';
import { DetailsEndpoint } from './detailsEndpoint';
import type { HttpOutcome, HttpRequest, Send } from './http';
import { acceptedLookup, completeLookup } from './lookupEntry';
import type { Envelope } from './response';
import { RateLimitPause, sendWithRetry, type RetryPolicy } from './retry';

/** Reads time out after this, whatever the user set. */
const MAX_READ_TIMEOUT_MS = 30_000;
const MAX_URL_LENGTH = 2_000;

/** The account and the settings of a client. */
export interface ClientSettings {
  readonly baseUrl: string;
  readonly sid: string;
  /** For paid requests; reads time out after 30 seconds at most. */
  readonly timeoutMs: number;
}

/** Kaleyra's API. A call rejects only when the execution is cancelled, and sends at least one request. */
export interface KaleyraClient {
  /**
   * Starts a lookup of each number: `POST /v1/<SID>/lookup` (documentation page "POST API Lookup"). Paid.
   * @param numbers E.164 with or without the plus
   */
  startBulk(numbers: readonly string[]): Promise<Result<BatchResponse>>;
  /**
   * Looks up numbers synchronously: `GET /v1/<SID>/lookup/<n1>,<n2>` (documentation page "GET API Lookup"). Paid.
   * @param numbers E.164 with or without the plus
   */
  lookUpNow(numbers: readonly string[]): Promise<Result<BatchResponse>>;
  /** How many characters of the path the numbers of one `lookUpNow` can take: see `encodedLength`. */
  readonly maxPathCharacters: number;
  /**
   * Fetches what a lookup has found so far. The price of this request is not documented.
   * @param mobileNumber as Kaleyra returned it with the lookup: details of another number are not taken
   * @param url the URL that Kaleyra returned with the lookup; only its path is ever used
   */
  getDetails(lookupId: string, url?: string, mobileNumber?: string): Promise<Result<Lookup>>;
}

/** Characters that a number takes in the path of `lookUpNow`, including its comma. */
export function encodedLength(number: string): number {
  return encodePathSegment(number).length + 1;
}

/** Creates the client of one run. It remembers which form of the details path works for this account. */
export function createClient(settings: ClientSettings, send: Send, clock: Clock): KaleyraClient {
  const rateLimitPause = new RateLimitPause(clock);
  const lookupPath = `/v1/${encodePathSegment(settings.sid)}/lookup`;

  const request = (path: string, policy: RetryPolicy, body?: HttpRequest['body']): Promise<HttpOutcome> => {
    const { timeoutMs } = settings;
    const httpRequest: HttpRequest = {
      method: body === undefined ? 'GET' : 'POST',
      url: settings.baseUrl + path,
      timeoutMs: policy === 'safe' ? Math.min(timeoutMs, MAX_READ_TIMEOUT_MS) : timeoutMs,
      ...(body === undefined ? {} : { body }),
    };
    return sendWithRetry(() => send(httpRequest), policy, clock, rateLimitPause);
  };

  const detailsEndpoint = new DetailsEndpoint(
    settings.sid,
    (path) => request(path, 'safe'),
    () => clock.now(),
  );
  const toBatchResponse = (outcome: HttpOutcome, toLookup: ToLookup): Result<BatchResponse> =>
    readBatchResponse(outcome, 'paid', clock.now(), toLookup);

  return {
    maxPathCharacters: MAX_URL_LENGTH - `${settings.baseUrl}${lookupPath}/`.length,
    async startBulk(numbers) {
      const outcome = await request(lookupPath, 'paid', { mobile: numbers });
      return toBatchResponse(outcome, acceptedLookup);
    },
    async lookUpNow(numbers) {
      const outcome = await request(`${lookupPath}/${encodePathSegment(numbers.join(','))}`, 'paid');
      return toBatchResponse(outcome, (entry, envelope, at) =>
        pricedLookup(completeLookup(entry, envelope, at), envelope, numbers),
      );
    },
    getDetails: (lookupId, url, mobileNumber) => detailsEndpoint.get(lookupId, url, mobileNumber),
  };
}

// The first number identifies the request within a run, because no number is sent twice.
function pricedLookup(lookup: Lookup, { price }: Envelope, numbers: readonly string[]): Lookup {
  if (price === null) return lookup;
  return { ...lookup, price: { request: numbers[0] ?? '', amount: price } };
}
