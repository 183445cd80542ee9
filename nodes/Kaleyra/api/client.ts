import { failed, failureOf, type BatchResponse, type ForEach, type Lookup, type Result } from '../types';
import { readBatchResponse, type ToLookup } from './batchResponse';
import { encodePathSegment } from './baseUrl';
import type { Clock } from './clock';
import { ConcurrencyController } from './concurrency';
import type { ConcurrencyRange } from './concurrencyLimit';
import { DetailsEndpoint } from './detailsEndpoint';
import type { HttpOutcome, HttpRequest, Send } from './http';
import { acceptedLookup, completeLookup } from './lookupEntry';
import type { Envelope } from './response';
import { sendWithRetry } from './retry';

/** Reads time out after this, whatever the user set. */
const MAX_READ_TIMEOUT_MS = 30_000;
const MAX_URL_LENGTH = 2_000;

/** How many paid requests may be under way at once. */
export const PAID_CONCURRENCY: ConcurrencyRange = { start: 1, max: 4 };
/** How many requests for details may be under way at once. */
export const READ_CONCURRENCY: ConcurrencyRange = { start: 5, max: 32 };

/** The account and the settings of a client. */
export interface ClientSettings {
  readonly baseUrl: string;
  readonly sid: string;
  /** For paid requests; reads time out after 30 seconds at most. */
  readonly timeoutMs: number;
}

/** Gets a result before another request may take the place of its own, so that it can still end the sending. */
type BeforeNext = (result: Result<BatchResponse>) => Promise<void>;

/**
 * Called with true when a request is sent, and with false if its outcome shows that it was surely not processed and may
 * be repeated.
 */
type OnSend = (isUnderWay: boolean) => void;

/**
 * Sends a paid request. Rejects only when the execution is cancelled or `beforeNext` rejects.
 * @param numbers E.164 with or without the plus
 * @param beforeNext not called if nothing was sent, because `endPaid` had been called
 */
type SendPaid = (
  numbers: readonly string[],
  beforeNext?: BeforeNext,
  onSend?: OnSend,
) => Promise<Result<BatchResponse>>;

/** Kaleyra's API. */
export interface KaleyraClient {
  /** Starts a lookup of each number: `POST /v1/<SID>/lookup` (documentation page "POST API Lookup"). */
  readonly startBulk: SendPaid;
  /** Looks up numbers synchronously: `GET /v1/<SID>/lookup/<n1>,<n2>` (documentation page "GET API Lookup"). */
  readonly lookUpNow: SendPaid;
  /** Sends no more paid requests. */
  endPaid(): void;
  /** How many characters of the path the numbers of one `lookUpNow` can take: see `encodedLength`. */
  readonly maxPathCharacters: number;
  /**
   * Fetches what a lookup has found so far. The price of this request is not documented. Rejects only when the execution
   * is cancelled.
   * @param mobileNumber as Kaleyra returned it with the lookup: details of another number are not taken
   * @param url the URL that Kaleyra returned with the lookup; only its path is ever used
   * @param deadline in the clock's time: nothing is sent after it, and what is under way times out
   * @returns null if nothing was sent: the deadline had passed, or `endDetails` had been called
   */
  getDetails(
    lookupId: string,
    url?: string,
    mobileNumber?: string,
    deadline?: number,
  ): Promise<Result<Lookup> | null>;
  /** Sends no more requests for details. */
  endDetails(): void;
}

/** Characters that a number takes in the path of `lookUpNow`, including its comma. */
export function encodedLength(number: string): number {
  return encodePathSegment(number).length + 1;
}

/** Creates the client of one run. It remembers which form of the details path works for this account. */
export function createClient(
  settings: ClientSettings,
  send: Send,
  clock: Clock,
  forEach: ForEach,
): KaleyraClient {
  const paidRequests = new ConcurrencyController(PAID_CONCURRENCY, clock);
  const reads = new ConcurrencyController(READ_CONCURRENCY, clock);
  const lookupUrl = `${settings.baseUrl}/v1/${encodePathSegment(settings.sid)}/lookup`;

  const paid =
    (
      toRequest: (numbers: readonly string[]) => Omit<HttpRequest, 'timeoutMs'>,
      toLookup: (numbers: readonly string[]) => ToLookup,
    ): SendPaid =>
    async (numbers, beforeNext, onSend) => {
      const request = { ...toRequest(numbers), timeoutMs: settings.timeoutMs };
      const sendOnce = (): Promise<HttpOutcome> => {
        onSend?.(true);
        return send(request);
      };
      let result: Result<BatchResponse> = NOT_SENT;
      await sendWithRetry(sendOnce, {
        policy: 'paid',
        controller: paidRequests,
        clock,
        onUnprocessed: () => onSend?.(false),
        beforeNext: async (outcome, receivedAt) => {
          result = await readBatchResponse(outcome, receivedAt, toLookup(numbers), forEach);
          await beforeNext?.(result);
        },
      });
      return result;
    };

  const maxReadTimeoutMs = Math.min(settings.timeoutMs, MAX_READ_TIMEOUT_MS);
  const read = (path: string, deadline: number): Promise<HttpOutcome | null> => {
    const sendOnce = (): Promise<HttpOutcome> => {
      const timeoutMs = Math.min(maxReadTimeoutMs, Math.ceil(deadline - clock.now()));
      return send({ method: 'GET', url: settings.baseUrl + path, timeoutMs });
    };
    return sendWithRetry(sendOnce, { policy: 'safe', controller: reads, clock, deadline });
  };

  const detailsEndpoint = new DetailsEndpoint(settings.sid, read, () => clock.now(), forEach);

  return {
    maxPathCharacters: MAX_URL_LENGTH - `${lookupUrl}/`.length,
    startBulk: paid(
      (numbers) => ({ method: 'POST', url: lookupUrl, body: { mobile: numbers } }),
      () => acceptedLookup,
    ),
    lookUpNow: paid(
      (numbers) => ({ method: 'GET', url: `${lookupUrl}/${encodePathSegment(numbers.join(','))}` }),
      // A number that got no answer may be sent again, but not at the same moment.
      (numbers) => (entry, envelope, at) =>
        pricedLookup(completeLookup(entry, envelope, at), envelope, `${numbers[0]} ${at}`),
    ),
    endPaid: () => paidRequests.halt(),
    getDetails: (lookupId, url, mobileNumber, deadline) =>
      detailsEndpoint.get(lookupId, url, mobileNumber, deadline),
    endDetails: () => reads.halt(),
  };
}

const NOT_SENT: Result<BatchResponse> = failed(
  failureOf('The request was not sent', 'An earlier response made it pointless.'),
);

function pricedLookup(lookup: Lookup, { price }: Envelope, request: string): Lookup {
  return price === null ? lookup : { ...lookup, price: { request, amount: price } };
}
