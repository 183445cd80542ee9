import type { Clock } from './clock';
import type { ConcurrencyController, LoadSignal, Turn } from './concurrency';
import type { HttpHeaders, HttpOutcome, HttpResponse } from './http';
import { wasNeverSent } from './networkErrors';
import { mayContainLookups, type ParsedBody } from './response';

/** How often a request is retried. */
export const RETRIES = 4;
const BASE_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** Longer waits are left to the user. */
export const MAX_RETRY_AFTER_MS = 60_000;

/**
 * When a request may be retried: `safe` after any transient failure, because a read is not charged twice; `paid` only
 * if it was certainly not processed.
 */
export type RetryPolicy = 'safe' | 'paid';

/**
 * Whether Kaleyra may have processed a paid request despite this outcome.
 * @param receivedAt when it came, in the clock's time
 * @param body the response's body, if it was parsed already
 */
export function mayHaveBeenProcessed(outcome: HttpOutcome, receivedAt: number, body?: ParsedBody): boolean {
  if (outcome.kind === 'networkError') return !wasNeverSent(outcome);
  // What was accepted is paid for, even beside a status that says otherwise.
  return !saysNotProcessed(outcome, receivedAt) || mayContainLookups(outcome.body, body);
}

// A 2xx never says that, not even one whose body contains an error or another status.
function saysNotProcessed({ status, headers }: HttpResponse, receivedAt: number): boolean {
  // Some proxies say 0 whatever failed, a request that Kaleyra has read included.
  if (status === 503) return (retryAfterMs(headers, receivedAt) ?? 0) > 0;
  return status >= 400 && status < 500 && !UNCLEAR_REJECTIONS.has(status);
}

// A timeout, a conflict, perhaps with an earlier request of the same numbers, and nginx's word for a client that left.
const UNCLEAR_REJECTIONS = new Set([408, 409, 499]);

function isTransient(outcome: HttpOutcome): boolean {
  return outcome.kind === 'networkError' || outcome.status >= 500 || [408, 429].includes(outcome.status);
}

const TIMEOUTS = new Set(['ECONNABORTED', 'ETIMEDOUT']);

/** What an outcome says about Kaleyra's load. A rejected request was let through like any other. */
function loadSignal(outcome: HttpOutcome): LoadSignal {
  if (outcome.kind === 'networkError') return TIMEOUTS.has(outcome.code) ? 'overloaded' : 'neutral';
  if (outcome.status === 429) return 'refused';
  if ([408, 503, 504].includes(outcome.status)) return 'overloaded';
  return outcome.status >= 500 ? 'neutral' : 'accepted';
}

/** How a request is sent and retried. */
export interface RetryOptions {
  readonly policy: RetryPolicy;
  readonly controller: ConcurrencyController;
  readonly clock: Clock;
  /** In the clock's time: nothing is sent after it. */
  readonly deadline?: number;
  /** Called as soon as an outcome shows that the request was not charged. */
  readonly onUnprocessed?: () => void;
  /** Gets the outcome of the last try, before another request may take the place of this one. */
  readonly beforeNext?: (outcome: HttpOutcome, receivedAt: number) => Promise<void>;
}

/**
 * Sends a request when the controller lets it and retries it as its policy allows: after as long as `Retry-After` asks,
 * otherwise with exponential backoff and full jitter. A 429 pauses all requests, and uses up no retry while others
 * succeed: in the first minute, and in the minute after each success of this run, they may be those of other runs.
 * @returns the outcome of the last try; null if nothing was sent
 */
export async function sendWithRetry(
  send: () => Promise<HttpOutcome>,
  options: RetryOptions,
): Promise<HttpOutcome | null> {
  const { controller, clock, deadline = Infinity, beforeNext } = options;
  let last: HttpOutcome | null = null;
  let receivedAt = 0;
  for (let retries = 0; ; ) {
    const turn = await controller.enter(deadline);
    if (turn === null) break;
    try {
      last = await send();
      receivedAt = clock.now();
      report(last, turn, options);
      if (!mayRetry(last, receivedAt, retries, options)) {
        await beforeNext?.(last, receivedAt);
        return last;
      }
    } finally {
      controller.leave();
    }
    // The controller pauses after a refusal.
    if (isRefusal(last)) continue;
    const delay = retryAfterOf(last, clock.now()) ?? backoffMs(retries, clock);
    if (clock.now() + delay >= deadline) break;
    await controller.wait(delay);
    retries += 1;
  }
  if (last !== null) await beforeNext?.(last, receivedAt);
  return last;
}

function mayRetry(
  outcome: HttpOutcome,
  receivedAt: number,
  retries: number,
  { policy, controller, onUnprocessed }: RetryOptions,
): boolean {
  const mayBeCharged = policy === 'paid' && mayHaveBeenProcessed(outcome, receivedAt);
  if (!mayBeCharged) onUnprocessed?.();
  if (mayBeCharged || !isTransient(outcome) || asksForLongWait(outcome, receivedAt)) return false;
  return isRefusal(outcome) ? controller.pausesInVain <= RETRIES : retries < RETRIES;
}

function report(outcome: HttpOutcome, turn: Turn, { controller, clock }: RetryOptions): void {
  // Longer waits end the request, and whoever sends the others decides about them.
  const isLong = asksForLongWait(outcome, clock.now());
  controller.report(turn, loadSignal(outcome), isLong ? 0 : retryAfterOf(outcome, clock.now()));
}

function isRefusal(outcome: HttpOutcome): boolean {
  return outcome.kind === 'response' && outcome.status === 429;
}

function asksForLongWait(outcome: HttpOutcome, now: number): boolean {
  return (retryAfterOf(outcome, now) ?? 0) > MAX_RETRY_AFTER_MS;
}

function retryAfterOf(outcome: HttpOutcome, now: number): number | null {
  return outcome.kind === 'response' ? retryAfterMs(outcome.headers, now) : null;
}

/** How long to wait before a retry, in milliseconds: exponential backoff with full jitter. */
export function backoffMs(retry: number, clock: Pick<Clock, 'random'>): number {
  return Math.floor(clock.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** retry));
}

// Longer waits could overflow a Date, and nobody waits that long.
const A_YEAR_MS = 31_536_000_000;

// The only form of a date that a server may send (RFC 9110, section 5.6.7). `Date.parse` reads much more into a text.
const HTTP_DATE = /^[a-z]{3}, \d{2} [a-z]{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/i;

/**
 * Parses `Retry-After` (RFC 9110: seconds or a date). A date is compared with the response's own `Date`, since n8n's
 * clock may be wrong.
 * @returns milliseconds from now, at least 0; null if the header is absent, unreadable or a date in the past, which asks
 * for no wait and so does not say that the request was put off
 */
export function retryAfterMs(headers: HttpHeaders, now: number): number | null {
  const text = firstValue(headers['retry-after']);
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, A_YEAR_MS);
  const sentAt = parseDate(firstValue(headers.date));
  const wait = parseDate(text) - (Number.isNaN(sentAt) ? now : sentAt);
  return wait >= 0 ? Math.min(wait, A_YEAR_MS) : null;
}

function firstValue(header: unknown): string {
  const value: unknown = Array.isArray(header) ? header[0] : header;
  return typeof value === 'string' ? value.trim() : '';
}

function parseDate(text: string): number {
  return HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
}
