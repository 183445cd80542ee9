import type { Lookup } from '../types';
import type { ForEach, UniqueNumber } from './types';

/** The lookups of a response, assigned to the numbers of its batch. */
export interface MatchedLookups {
  /** By E.164; more than one if Kaleyra returned more than one. */
  readonly lookups: ReadonlyMap<string, readonly Lookup[]>;
  /** Lookups that match no number of the batch. */
  readonly unmatched: readonly Lookup[];
  /** Numbers without a lookup. */
  readonly missing: readonly UniqueNumber[];
}

/**
 * Matches lookups to numbers by their digits, never by position, because the order of a response is not documented. A
 * lookup with masked digits (the documentation's samples show `9190XXXXXX`) is matched by the visible ones if it fits
 * exactly one number and no other lookup fits that number.
 */
export async function matchLookups(
  batch: readonly UniqueNumber[],
  lookups: readonly Lookup[],
  forEach: ForEach,
): Promise<MatchedLookups> {
  const byDigits = new Map(batch.map((number) => [number.digits, number]));
  const matched = new Map<string, Lookup[]>();
  const remaining: Lookup[] = [];

  await forEach(lookups, (lookup) => {
    const number = byDigits.get(lookup.mobileNumber.replace(/\D/g, ''));
    if (number === undefined) remaining.push(lookup);
    else add(matched, number, lookup);
  });
  const withoutLookup = (): UniqueNumber[] => batch.filter(({ number }) => !matched.has(number.e164));
  const unmatched = matchMasked(withoutLookup(), remaining, matched);
  return { lookups: matched, unmatched, missing: withoutLookup() };
}

function add(matched: Map<string, Lookup[]>, { number }: UniqueNumber, lookup: Lookup): void {
  const previous = matched.get(number.e164);
  if (previous === undefined) matched.set(number.e164, [lookup]);
  else previous.push(lookup);
}

/** @returns the lookups that still match no number */
function matchMasked(
  numbers: readonly UniqueNumber[],
  remaining: readonly Lookup[],
  matched: Map<string, Lookup[]>,
): Lookup[] {
  const candidateCounts = new Map<UniqueNumber, number>();
  const withCandidates = remaining.map((lookup) => {
    const mask = maskPattern(lookup.mobileNumber);
    const candidates = mask === null ? [] : numbers.filter(({ digits }) => mask.test(digits));
    for (const number of candidates) candidateCounts.set(number, (candidateCounts.get(number) ?? 0) + 1);
    return { lookup, candidates };
  });
  return withCandidates.flatMap(({ lookup, candidates: [only, ...others] }) => {
    if (only === undefined || others.length > 0 || candidateCounts.get(only) !== 1) return [lookup];
    add(matched, only, lookup);
    return [];
  });
}

const MASK = /^\+?(\d*)[Xx*•]+(\d*)$/;

// The samples mask with a fixed number of letters, so a mask can stand for more digits than it has letters.
function maskPattern(text: string): RegExp | null {
  const parts = MASK.exec(text.replace(/[\s-]/g, ''));
  if (parts === null || (parts[1] === '' && parts[2] === '')) return null;
  return new RegExp(`^${parts[1]}\\d+${parts[2]}$`);
}
