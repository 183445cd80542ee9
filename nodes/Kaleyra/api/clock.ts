/** Clock and randomness, injected so that tests can control them. */
export interface Clock {
  /** Resolves after `ms` milliseconds; rejects when the execution is cancelled. */
  sleep(ms: number): Promise<void>;
  /**
   * Milliseconds since the epoch as of the start of the run, and from there by a clock that nobody can set: a wait is
   * as long as it should be whatever happens to the computer's own clock meanwhile.
   */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
}

/** A timer fires at once if it is set to more than this (2^31 - 1 ms, almost 25 days). */
export const MAX_TIMER_MS = 2_147_483_647;
