/** The range in which a concurrency limit moves. */
export interface ConcurrencyRange {
  /** Requests at once before anything is known about the server. */
  readonly start: number;
  readonly max: number;
}

const DECREASE = 0.75;
const FIRST_PROBE_ROUNDS = 8;
const MAX_PROBE_ROUNDS = 64;

// Below a level of one, where a round is a single request.
const INCREASE_WITH_RESTS = 0.05;
const MIN_LEVEL = 0.1;

/**
 * How many requests may be under way at once, learned from how the server responds: additive increase, multiplicative
 * decrease.
 *
 * The rules come from
 * - TCP congestion avoidance (RFC 5681, https://www.rfc-editor.org/rfc/rfc5681): slow start allows one more after each
 *   success, congestion avoidance one more after each full round, and losses of the same round count as one;
 * - the adaptive retry mode of the AWS SDKs (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html),
 *   which grows again only slowly near the rate that was last throttled, as CUBIC does (RFC 9438); hence the ceiling;
 * - Netflix's concurrency-limits (https://github.com/Netflix/concurrency-limits, `AIMDLimit`), where the limit is a
 *   number of requests at once, timeouts count as drops, and a limit of which less than half is used does not grow.
 *
 * The figures: the first refusal shows the server's limit exactly, one below what was under way. Halving, as TCP does,
 * would therefore leave too much unused: a server with a fixed limit of 4 or 16 then costs 4.7 and 6.9 times the ideal;
 * 0.75 (CUBIC's factor is 0.7) with the remembered ceiling costs about 1.2. Probing above the ceiling costs a refusal,
 * so each refused probe doubles the rounds before the next, from 8 to 64: below 2 % of the requests at a limit of 4.
 * After a refused probe the level is what worked before the probe, unless the server proved to take so much more that
 * 0.75 of it is no less. What was under way then is no better a ceiling: a part of it was on its way through the network,
 * and the burst that follows a pause reaches the server at once.
 *
 * A server that refuses a request with no other under way is shared with other runs, so the level falls below one: a
 * level of one half means one request, then a rest as long as a request takes. Without rests, the runs that were accepted
 * first would take each place again as soon as it is free, and those that were refused would never get one: of twenty
 * simulated runs that share a limit of 10, up to seven lost requests.
 */
export class ConcurrencyLimit {
  private level: number;
  private ceiling = Infinity;
  private isSlowStart = true;
  /** A probe succeeded, and no request was refused since. */
  private isRising = false;
  private successesOfRound = 0;
  private rounds = 0;
  private roundsBeforeProbe = FIRST_PROBE_ROUNDS;

  constructor(private readonly range: ConcurrencyRange) {
    this.level = range.start;
  }

  get current(): number {
    return Math.max(1, this.level);
  }

  /** How long to rest before the next request, as a multiple of how long a request takes. */
  get rest(): number {
    return this.level < 1 ? 1 / this.level - 1 : 0;
  }

  /** @param inFlight requests under way when this one succeeded, itself included */
  onSuccess(inFlight: number): void {
    if (inFlight * 2 < this.level) return;
    if (this.level < 1) {
      this.level = Math.min(1, this.level + INCREASE_WITH_RESTS);
      return;
    }
    if (this.isSlowStart) {
      this.raiseTo(this.level + 1);
      return;
    }
    this.successesOfRound += 1;
    if (this.successesOfRound >= this.level) this.endRound();
  }

  /**
   * Lowers the limit. Not called again for requests that were already under way at the time of an earlier call.
   * @param inFlight requests under way when the refused one was sent, itself included
   * @returns whether it was a probe of more than what has worked, and the limit is that again
   */
  onOverload(inFlight: number): boolean {
    const wasProbe = this.isRising || inFlight > this.ceiling;
    this.roundsBeforeProbe = wasProbe
      ? Math.min(MAX_PROBE_ROUNDS, this.roundsBeforeProbe * 2)
      : FIRST_PROBE_ROUNDS;
    this.isSlowStart = false;
    this.isRising = false;
    const lowered = Math.floor(inFlight * DECREASE);
    if (inFlight === 1) this.level = Math.max(MIN_LEVEL, Math.min(1, this.level) * DECREASE);
    else this.level = wasProbe ? Math.max(this.ceiling, lowered) : lowered;
    if (!wasProbe || lowered >= this.ceiling) this.ceiling = Math.max(1, inFlight - 1);
    this.successesOfRound = 0;
    this.rounds = 0;
    // Several runs that share a server's limit may each have a single request under way, and none that works.
    return wasProbe && this.level === this.ceiling && this.level > 1;
  }

  private endRound(): void {
    this.successesOfRound = 0;
    this.rounds += 1;
    // The server takes more than it did, and only its next refusal shows how much.
    if (this.level > this.ceiling) this.isRising = true;
    const isDue = this.isRising || this.level < this.ceiling || this.rounds >= this.roundsBeforeProbe;
    if (isDue) this.raiseTo(this.level + 1);
  }

  private raiseTo(level: number): void {
    this.level = Math.min(this.range.max, level);
    this.rounds = 0;
  }
}
