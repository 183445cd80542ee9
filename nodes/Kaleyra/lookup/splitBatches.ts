import type { ForEach, UniqueNumber } from './types';

/** The limits of one request. */
export interface BatchLimits {
  /** Maximum numbers per request. */
  readonly numbers: number;
  /** Maximum characters of its numbers together; a request always has at least one number. */
  readonly characters?: number;
  /** Characters of one number, including its separator. */
  readonly charactersOf?: (uniqueNumber: UniqueNumber) => number;
}

/** Splits numbers into batches, one per request, in order. */
export async function splitIntoBatches(
  numbers: readonly UniqueNumber[],
  limits: BatchLimits,
  forEach: ForEach,
): Promise<UniqueNumber[][]> {
  const batches: UniqueNumber[][] = [];
  let batch: UniqueNumber[] = [];
  let characters = 0;
  await forEach(numbers, (number) => {
    const size = limits.charactersOf?.(number) ?? 0;
    const isFull = batch.length >= limits.numbers || characters + size > (limits.characters ?? Infinity);
    if (isFull && batch.length > 0) {
      batches.push(batch);
      batch = [];
      characters = 0;
    }
    batch.push(number);
    characters += size;
  });
  if (batch.length > 0) batches.push(batch);
  return batches;
}
