import type { UniqueNumber } from './types';

/** What one request can hold. */
export interface BatchLimits {
  /** Numbers in one request. */
  readonly numbers: number;
  /** Characters that the numbers may take together; a request always holds at least one number. */
  readonly characters?: number;
  /** Characters that a number takes, its separator included. */
  readonly charactersOf?: (uniqueNumber: UniqueNumber) => number;
}

/** Splits numbers into batches, one for each request, and keeps their order. */
export function splitIntoBatches(numbers: readonly UniqueNumber[], limits: BatchLimits): UniqueNumber[][] {
  const batches: UniqueNumber[][] = [];
  let batch: UniqueNumber[] = [];
  let characters = 0;
  for (const number of numbers) {
    const size = limits.charactersOf?.(number) ?? 0;
    const isFull = batch.length >= limits.numbers || characters + size > (limits.characters ?? Infinity);
    if (isFull && batch.length > 0) {
      batches.push(batch);
      batch = [];
      characters = 0;
    }
    batch.push(number);
    characters += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
