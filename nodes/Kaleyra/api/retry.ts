import type { Clock } from './clock';
import { isRedirect, type HttpHeaders, type HttpOutcome } from './http';
import { wasNeverSent } from './networkErrors';
import { containsLookups } from './response';

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

/** Whether Kaleyra may have processed a paid request despite this outcome. */
export function mayHaveBeenProcessed(outcome: HttpOutcome): boolean {
  if (outcome.kind === 'networkError') return !wasNeverSent(outcome);
  if (outcome.status === 503) return retryAfterMs(outcome.headers, 0) === null;
  const isRejected = outcome.status >= 400 && outcome.status < 500 && outcome.status !== 408;
  return !isRejected && !isRedirect(outcome.status);
}

function shouldRetry(outcome: HttpOutcome, policy: RetryPolicy): boolean {
  if (!isTransient(outcome)) return false;
  if (policy === 'safe') return true;
  // Lookups are paid for, even beside a status that would allow a retry.
  if (outcome.kind === 'response' && containsLookups(outcome.body)) return false;
  return !mayHaveBeenProcessed(outcome);
}

function isTransient(outcome: HttpOutcome): boolean {
  return outcome.kind === 'networkError' || outcome.status >= 500 || [408, 429].includes(outcome.status);
}

/** Shared rate-limit pause: a 429 to one request holds back the whole run. */
export class RateLimitPause {
  private resumesAt = 0;

  constructor(private readonly clock: Clock) {}

  async wait(): Promise<void> {
    for (;;) {
      const remaining = this.resumesAt - this.clock.now();
      if (remaining <= 0) return;
      await this.clock.sleep(remaining);
    }
  }

  pauseFor(ms: number): void {
    this.resumesAt = Math.max(this.resumesAt, this.clock.now() + ms);
  }
}

/**
 * Sends a request and retries it as its policy allows. Waits as long as `Retry-After` asks, otherwise with exponential
 * backoff and full jitter.
 * @returns the outcome of the last try
 */
export async function sendWithRetry(
  send: () => Promise<HttpOutcome>,
  policy: RetryPolicy,
  clock: Clock,
  rateLimitPause: RateLimitPause,
): Promise<HttpOutcome> {
  for (let retry = 0; ; retry += 1) {
    await rateLimitPause.wait();
    const outcome = await send();
    if (retry === RETRIES || !shouldRetry(outcome, policy)) return outcome;
    const retryAfter = outcome.kind === 'response' ? retryAfterMs(outcome.headers, clock.now()) : null;
    if (retryAfter !== null && retryAfter > MAX_RETRY_AFTER_MS) return outcome;
    const delay = retryAfter ?? backoffMs(retry, clock);
    if (outcome.kind === 'response' && outcome.status === 429) rateLimitPause.pauseFor(delay);
    else await clock.sleep(delay);
  }
}

/** How long to wait before a retry, in milliseconds: exponential backoff with full jitter. */
export function backoffMs(retry: number, clock: Pick<Clock, 'random'>): number {
  return Math.floor(clock.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** retry));
}

// Longer waits could overflow a Date, and nobody waits that long.
const A_YEAR_MS = 31_536_000_000;

/**
 * Parses `Retry-After` (RFC 9110: seconds or a date).
 * @returns milliseconds from now, at least 0; null if the header is absent or unreadable
 */
export function retryAfterMs(headers: HttpHeaders, now: number): number | null {
  const value = headers['retry-after'];
  const text = (Array.isArray(value) ? String(value[0]) : typeof value === 'string' ? value : '').trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, A_YEAR_MS);
  const date = /^[a-z]{3},/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, Math.min(date - now, A_YEAR_MS));
}
