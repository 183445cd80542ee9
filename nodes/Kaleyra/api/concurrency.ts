import type { Clock } from './clock';
import { ConcurrencyLimit, type ConcurrencyRange } from './concurrencyLimit';

/**
 * What an outcome says about the server's load: it `accepted` the request, `refused` it as one too many (429), or is
 * `overloaded` (503, timeout). Anything else is `neutral`.
 */
export type LoadSignal = 'accepted' | 'refused' | 'overloaded' | 'neutral';

/** Permission to send one request, until `leave` is called. */
export interface Turn {
  /** Requests under way when this one was sent, itself included. */
  readonly inFlight: number;
  readonly startedAt: number;
  /** How often the limit had been lowered by then. */
  readonly decreases: number;
}

const SPACING_MS = 2;
// Sums of times since 1970 are not exact.
const ROUNDING_MS = 0.01;
const MAX_PAUSE_MS = 30_000;
const PATIENCE_MS = 60_000;

// A pause after which nothing succeeds is followed by a longer one.
const PAUSE_GROWTH = 1.5;
// Before it is known how long a request takes.
const FIRST_PAUSE_MS = 500;

// TCP's weight of a new sample of the round-trip time (RFC 6298).
const SAMPLE_WEIGHT = 1 / 8;

/**
 * Decides when a request may be sent: as many at once as the server lets through (see `ConcurrencyLimit`), in order,
 * and never two within 2 ms, because a server refuses a burst although it would take the same requests spread out.
 *
 * A refusal pauses all requests: for as long as the server asks, else for about one round trip, so that those under way
 * make room. A refused probe needs no room: nothing is sent until fewer are under way than have worked. If nothing
 * succeeds after the pause, the server refuses more than the surplus, so the pauses grow and only one request at a time
 * tests whether it accepts requests again. Once one succeeds, the limit is what last worked.
 *
 * The pauses are random, because several runs that were refused together would otherwise be refused together again:
 * half to one and a half times a known round trip, or full jitter before the first success
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). They grow by half, not twofold: in a
 * simulation of twenty runs that share a server's limit of 10, longer pauses leave the server to those it accepted
 * first. For the same reason a run keeps trying for a minute, also before its first success (see `pausesInVain`).
 */
export class ConcurrencyController {
  private readonly limit: ConcurrencyLimit;
  private queue: Promise<unknown> = Promise.resolve();
  private inFlight = 0;
  private decreases = 0;
  private pauses = 0;
  private startsAt = 0;
  private resumesAt = 0;
  private patientSince: number | null = null;
  private roundTripMs: number | null = null;
  private isHalted = false;
  private onHalt: () => void = () => undefined;
  private readonly halted = new Promise<void>((resolve) => {
    this.onHalt = resolve;
  });
  private onChange: () => void = () => undefined;

  constructor(
    range: ConcurrencyRange,
    private readonly clock: Clock,
  ) {
    this.limit = new ConcurrencyLimit(range);
  }

  /**
   * Pauses in a row after which no request was accepted; 0 for a minute after the first request and after each success,
   * because the server may be refusing only the surplus, of other runs too.
   */
  get pausesInVain(): number {
    const now = this.clock.now();
    return now - (this.patientSince ?? now) < PATIENCE_MS ? 0 : this.pauses;
  }

  /**
   * Waits until one more request may be sent.
   * @param deadline in the clock's time
   * @returns null if that is not before `deadline`, or never, after `halt`
   * @throws when the execution is cancelled
   */
  async enter(deadline = Infinity): Promise<Turn | null> {
    const turn = this.queue.then(() => this.waitForTurn(deadline));
    this.queue = turn.catch(() => undefined);
    return await turn;
  }

  /** Learns from an outcome. `retryAfterMs` is how long a server that did not accept the request asks to wait. */
  report(turn: Turn, signal: LoadSignal, retryAfterMs: number | null = null): void {
    if (signal === 'accepted') this.onAccepted(turn);
    else if (signal !== 'neutral') this.onOverload(turn, signal === 'refused', retryAfterMs);
  }

  /** Ends a turn, so that another request may take its place. */
  leave(): void {
    this.inFlight -= 1;
    this.onChange();
  }

  /** Stops all sending: requests that are waiting for a turn do not get one. */
  halt(): void {
    this.isHalted = true;
    this.onHalt();
    this.onChange();
  }

  /** Waits for `ms` milliseconds, or until `halt`. */
  async wait(ms: number): Promise<void> {
    await Promise.race([this.clock.sleep(ms), this.halted]);
  }

  private async waitForTurn(deadline: number): Promise<Turn | null> {
    for (;;) {
      const now = this.clock.now();
      const start = Math.max(now, this.resumesAt, this.startsAt);
      if (this.isHalted || start >= deadline) return null;
      if (this.inFlight >= this.allowed) await this.nextChange();
      else if (start - now > ROUNDING_MS)
        await Promise.race([this.clock.sleep(start - now), this.nextChange()]);
      else return this.startTurn(now);
    }
  }

  private get allowed(): number {
    return this.pauses > 1 ? 1 : this.limit.current;
  }

  private startTurn(startedAt: number): Turn {
    this.patientSince ??= startedAt;
    this.startsAt = startedAt + SPACING_MS;
    this.inFlight += 1;
    return { inFlight: this.inFlight, startedAt, decreases: this.decreases };
  }

  // Only the first in the queue waits for it.
  private async nextChange(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.onChange = resolve;
    });
  }

  private onAccepted({ inFlight, startedAt, decreases }: Turn): void {
    const now = this.clock.now();
    this.patientSince = now;
    const sample = Math.max(1, now - startedAt);
    this.roundTripMs = (this.roundTripMs ?? sample) * (1 - SAMPLE_WEIGHT) + sample * SAMPLE_WEIGHT;
    if (decreases !== this.decreases) return;
    this.pauses = 0;
    this.limit.onSuccess(inFlight);
    const restMs = this.limit.rest * this.aroundMs(this.roundTripMs);
    this.startsAt = Math.max(this.startsAt, now + restMs);
  }

  // Requests that were under way when the limit was lowered say nothing about the lower limit. Nor does a refusal after
  // a pause in vain, because then the server refuses everything.
  private onOverload({ inFlight, decreases }: Turn, isRefusal: boolean, retryAfterMs: number | null): void {
    if (retryAfterMs !== null) this.pauseFor(retryAfterMs);
    if (decreases !== this.decreases) return;
    this.decreases += 1;
    const hasWorked = this.pauses === 0 && this.limit.onOverload(inFlight);
    if (isRefusal && (retryAfterMs !== null || !hasWorked)) this.onRefusal(retryAfterMs);
  }

  // What the server asks for is enough until it was in vain.
  private onRefusal(retryAfterMs: number | null): void {
    this.pauses += 1;
    if (retryAfterMs === null || this.pauses > 1) this.pauseFor(this.ownPauseMs());
  }

  private ownPauseMs(): number {
    const growth = PAUSE_GROWTH ** (this.pauses - 1);
    const { roundTripMs, clock } = this;
    return roundTripMs === null
      ? Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * growth) * clock.random()
      : this.aroundMs(Math.min(MAX_PAUSE_MS, roundTripMs * growth));
  }

  private aroundMs(ms: number): number {
    return ms * (0.5 + this.clock.random());
  }

  private pauseFor(ms: number): void {
    this.resumesAt = Math.max(this.resumesAt, this.clock.now() + ms);
  }
}
