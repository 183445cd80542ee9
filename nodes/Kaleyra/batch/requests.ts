import type { Wanted } from './types';

/** What one request can hold. */
export interface RequestLimits {
  /** Numbers in one request. */
  readonly numbers: number;
  /** Characters that the numbers may take together; one number may always go. */
  readonly characters?: number;
  /** Characters that a number takes, its separator included. */
  readonly charactersOf?: (wanted: Wanted) => number;
}

/** Divides numbers over requests, keeping their order. */
export function inRequests(wanted: readonly Wanted[], limits: RequestLimits): Wanted[][] {
  const requests: Wanted[][] = [];
  let current: Wanted[] = [];
  let characters = 0;
  for (const one of wanted) {
    const size = limits.charactersOf?.(one) ?? 0;
    const full = current.length >= limits.numbers || characters + size > (limits.characters ?? Infinity);
    if (full && current.length > 0) {
      requests.push(current);
      current = [];
      characters = 0;
    }
    current.push(one);
    characters += size;
  }
  if (current.length > 0) requests.push(current);
  return requests;
}
