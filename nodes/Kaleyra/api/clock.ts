/** Clock and randomness, injected so that tests can control them. */
export interface Clock {
  /** Resolves after `ms` milliseconds; rejects when the execution is cancelled. */
  sleep(ms: number): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
}
