import type { HttpHeaders, HttpOutcome, Waiting } from './types';

/** Further tries after the first. */
export const RETRIES = 4;
const BASE_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** A longer wait than this is the user's to decide. */
export const MAX_RETRY_AFTER_MS = 60_000;

/** Whether asking twice costs money. */
export type Stakes = 'read' | 'paid' | 'paidButRetryUnconfirmed';

// The connection was never made, so nothing can have been processed.
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether Kaleyra may have processed a paid request that came back like this. */
export function mayHaveBeenProcessed(outcome: HttpOutcome): boolean {
  if (outcome.kind === 'fault') return !NEVER_CONNECTED.has(outcome.code);
  if (outcome.status === 503) return outcome.headers['retry-after'] === undefined;
  return outcome.status >= 500 || outcome.status === 408;
}

function isWorthAnotherTry(outcome: HttpOutcome, stakes: Stakes): boolean {
  if (outcome.kind === 'answer' && outcome.status === 429) return true;
  const transient = outcome.kind === 'fault' || outcome.status >= 500 || outcome.status === 408;
  return transient && (stakes !== 'paid' || !mayHaveBeenProcessed(outcome));
}

/** Lets the requests of one run wait together: a 429 to one of them is meant for all. */
export class Gate {
  private openAt = 0;

  constructor(private readonly waiting: Waiting) {}

  async pass(): Promise<void> {
    for (let wait = this.openAt - this.waiting.now(); wait > 0; wait = this.openAt - this.waiting.now()) {
      await this.waiting.sleep(wait);
    }
  }

  closeFor(ms: number): void {
    this.openAt = Math.max(this.openAt, this.waiting.now() + ms);
  }
}

/**
 * Sends, and sends again while that is worth it and safe: reads after 429, 5xx and network faults, paid requests only
 * when they were surely not processed. Waits as `Retry-After` says, else with full jitter below an exponential cap.
 * @returns the last outcome
 */
export async function sendPatiently(
  send: () => Promise<HttpOutcome>,
  stakes: Stakes,
  waiting: Waiting,
  gate: Gate,
): Promise<HttpOutcome> {
  for (let retry = 0; ; retry += 1) {
    await gate.pass();
    const outcome = await send();
    if (retry === RETRIES || !isWorthAnotherTry(outcome, stakes)) return outcome;
    const asked = outcome.kind === 'answer' ? retryAfterMs(outcome.headers, waiting.now()) : null;
    if (asked !== null && asked > MAX_RETRY_AFTER_MS) return outcome;
    const delay = asked ?? Math.floor(waiting.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** retry));
    if (outcome.kind === 'answer' && outcome.status === 429) gate.closeFor(delay);
    else await waiting.sleep(delay);
  }
}

// Whatever is longer than that cannot be told as a date, and need not be.
const A_YEAR_MS = 31_536_000_000;

/**
 * Reads `Retry-After` (RFC 9110: seconds, or a date).
 * @returns milliseconds from now, at least 0; null where the header is absent or unreadable
 */
export function retryAfterMs(headers: HttpHeaders, now: number): number | null {
  const value = headers['retry-after'];
  const text = (Array.isArray(value) ? String(value[0]) : typeof value === 'string' ? value : '').trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, A_YEAR_MS);
  const date = /^[a-z]{3},/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, Math.min(date - now, A_YEAR_MS));
}
