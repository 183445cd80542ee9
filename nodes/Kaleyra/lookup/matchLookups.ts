import type { Lookup } from '../types';
import { matchMasked } from './matchMasked';
import type { ForEach, UniqueNumber } from './types';

/** Something that Kaleyra returned about a number. */
interface AboutNumber {
  /** As Kaleyra returned it; masked in the samples of its documentation. */
  readonly mobileNumber: string;
}

/** A number of a batch and what a response says about it, which can be several things. */
export interface Match<T> {
  readonly number: UniqueNumber;
  found: T[];
}

/** What a response contains, assigned to the numbers of its batch. */
export interface MatchedLookups<T = Lookup> {
  /** One for each number, in the order of the batch. */
  readonly matches: ReadonlyArray<Match<T>>;
  /** What matches no number of the batch. */
  readonly unmatched: readonly T[];
  /** Numbers that nothing matches. */
  readonly missing: readonly UniqueNumber[];
}

/**
 * Matches lookups to numbers by their digits, never by position, because the order of a response is not documented. A
 * lookup with masked digits (the documentation's samples show `9190XXXXXX`) is matched by the visible ones if it fits
 * exactly one number and no other lookup fits that number.
 */
export async function matchLookups<T extends AboutNumber>(
  batch: readonly UniqueNumber[],
  lookups: readonly T[],
  forEach: ForEach,
): Promise<MatchedLookups<T>> {
  const matches = batch.map((number): Match<T> => ({ number, found: [] }));
  const byDigits = new Map<string, Match<T>>();
  for (const match of matches) byDigits.set(match.number.digits, match);
  const remaining: T[] = [];

  await forEach(lookups, (lookup) => {
    const { mobileNumber } = lookup;
    const match = byDigits.get(mobileNumber) ?? byDigits.get(wholeNumber(mobileNumber) ?? '');
    if (match === undefined) remaining.push(lookup);
    else add(match, lookup);
  });
  const missing = (): UniqueNumber[] =>
    matches.filter(({ found }) => found.length === 0).map(({ number }) => number);
  const { pairs, unmatched } = await matchMasked(missing(), remaining, forEach);
  for (const [{ digits }, lookup] of pairs) add(byDigits.get(digits) as Match<T>, lookup);
  return { matches, unmatched, missing: missing() };
}

const WHOLE_NUMBER = /^[+\d\s().-]*$/;

// The visible digits of a masked number can be those of another one.
function wholeNumber(text: string): string | null {
  return WHOLE_NUMBER.test(text) ? text.replace(/\D/g, '') : null;
}

// `push` makes room for 17 at once, and nearly every number has only one.
function add<T>(match: Match<T>, one: T): void {
  if (match.found.length === 0) match.found = [one];
  else match.found.push(one);
}
