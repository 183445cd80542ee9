import { segment } from './address';
import { DetailsPaths } from './details';
import { acceptedEntry, completeEntry } from './entry';
import { isEnvelope, readBody, type Envelope, type WireObject } from './envelope';
import { failureOf } from './failure';
import { Gate, sendPatiently, type Stakes } from './retry';
import {
  failed,
  isSuccess,
  success,
  type HttpOutcome,
  type HttpRequest,
  type LookupEntry,
  type PaidAnswer,
  type Result,
  type Send,
  type Waiting,
} from './types';

/** Reads never keep a run waiting longer than this. */
const MAX_READ_TIMEOUT_MS = 30_000;

/** What a client is made for. */
export interface ClientSettings {
  readonly baseUrl: string;
  readonly sid: string;
  /** Of a paid request. */
  readonly timeoutMs: number;
  /** Send a paid request again even if Kaleyra may have processed it. */
  readonly retryUnconfirmed: boolean;
}

/** All that can be asked of Kaleyra. Nothing throws but a cancelled execution; each call sends at least once. */
export interface KaleyraClient {
  /**
   * Starts a lookup for each number: `POST /v1/<SID>/lookup` (documentation page "POST API Lookup"). Paid.
   * @param numbers E.164 with or without the plus
   */
  startBulk(numbers: readonly string[]): Promise<Result<PaidAnswer>>;
  /**
   * Looks numbers up at once: `GET /v1/<SID>/lookup/<n1>,<n2>` (documentation page "GET API Lookup"). Paid.
   * @param numbers E.164 with or without the plus
   */
  lookUpNow(numbers: readonly string[]): Promise<Result<PaidAnswer>>;
  /** Characters that the numbers of one `lookUpNow` may take in its address: see `pathLength`. */
  readonly roomForNumbers: number;
  /**
   * What a lookup found so far. The price of asking is not documented.
   * @param url the address Kaleyra gave with the lookup; only its path is ever used
   */
  getDetails(lookupId: string, url?: string): Promise<Result<LookupEntry>>;
}

const MAX_URL_LENGTH = 2_000;

/** Characters a number takes in the address of `lookUpNow`, its comma included. */
export function pathLength(number: string): number {
  return segment(number).length + 1;
}

/** Makes the client of one run; it remembers which form of details path this account answers. */
export function createClient(settings: ClientSettings, send: Send, waiting: Waiting): KaleyraClient {
  const gate = new Gate(waiting);
  const lookupPath = `/v1/${segment(settings.sid)}/lookup`;
  const paidStakes: Stakes = settings.retryUnconfirmed ? 'paidButRetryUnconfirmed' : 'paid';

  const ask = (path: string, stakes: Stakes, body?: HttpRequest['body']): Promise<HttpOutcome> => {
    const request: HttpRequest = {
      method: body === undefined ? 'GET' : 'POST',
      url: settings.baseUrl + path,
      timeoutMs: stakes === 'read' ? Math.min(settings.timeoutMs, MAX_READ_TIMEOUT_MS) : settings.timeoutMs,
      ...(body === undefined ? {} : { body }),
    };
    return sendPatiently(() => send(request), stakes, waiting, gate);
  };

  const details = new DetailsPaths(
    settings.sid,
    (path) => ask(path, 'read'),
    () => waiting.now(),
  );

  return {
    roomForNumbers: MAX_URL_LENGTH - `${settings.baseUrl}${lookupPath}/`.length,
    async startBulk(numbers) {
      const outcome = await ask(lookupPath, paidStakes, { mobile: numbers });
      return readPaid(outcome, paidStakes, waiting, (entry, envelope) => acceptedEntry(entry, envelope));
    },
    async lookUpNow(numbers) {
      const outcome = await ask(`${lookupPath}/${segment(numbers.join(','))}`, paidStakes);
      return readPaid(outcome, paidStakes, waiting, (entry, envelope) =>
        pricedEntry(entry, envelope, numbers),
      );
    },
    getDetails: (lookupId, url) => details.ask(lookupId, url),
  };
}

// The first number tells this request from the others of a run: no number is sent twice.
function pricedEntry(entry: WireObject, envelope: Envelope, numbers: readonly string[]): LookupEntry {
  const complete = completeEntry(entry, envelope);
  if (envelope.price === null) return complete;
  return { ...complete, price: { request: numbers[0] ?? '', amount: envelope.price } };
}

function readPaid(
  outcome: HttpOutcome,
  stakes: Stakes,
  waiting: Waiting,
  toEntry: (entry: WireObject, envelope: Envelope) => LookupEntry,
): Result<PaidAnswer> {
  const body = outcome.kind === 'answer' ? readBody(outcome.body) : null;
  if (!isSuccess(outcome) || body === null || !isEnvelope(body) || !saysWhatBecame(body)) {
    return failed(failureOf(outcome, stakes, waiting.now(), body));
  }
  const entries = body.entries.map((entry) => toEntry(entry, body));
  return success({
    requestId: body.id,
    answers: entries.filter((entry) => entry.status === 'complete' || entry.lookupId !== null),
    entryCount: entries.length,
    invalidCount: body.invalidCount,
    duplicateCount: body.duplicateCount,
    complaint: body.complaint?.text ?? body.complaint?.code ?? null,
  });
}

// Entries were paid for, so they count even beside a complaint. Without entries only Kaleyra's own count of invalid
// numbers says that nothing was accepted.
function saysWhatBecame({ entries, complaint, invalidCount }: Envelope): boolean {
  return entries.length > 0 || (complaint === null && (invalidCount ?? 0) > 0);
}
