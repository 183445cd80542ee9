import type { Lookup } from '../types';
import { matchMasked } from './matchMasked';
import type { ForEach, UniqueNumber } from './types';

/** Something that Kaleyra returned about a number. */
interface AboutNumber {
  /** As Kaleyra returned it; masked in the samples of its documentation. */
  readonly mobileNumber: string;
}

/** What a response contains, assigned to the numbers of its batch. */
export interface MatchedLookups<T = Lookup> {
  /** By E.164; more than one if Kaleyra returned more than one. */
  readonly lookups: ReadonlyMap<string, readonly T[]>;
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
  const byDigits = new Map(batch.map((number) => [number.digits, number]));
  const matched = new Map<string, T[]>();
  const remaining: T[] = [];

  await forEach(lookups, (lookup) => {
    const { mobileNumber } = lookup;
    const number = byDigits.get(mobileNumber) ?? byDigits.get(wholeNumber(mobileNumber) ?? '');
    if (number === undefined) remaining.push(lookup);
    else add(matched, number, lookup);
  });
  const withoutLookup = (): UniqueNumber[] => batch.filter(({ number }) => !matched.has(number.e164));
  const { pairs, unmatched } = await matchMasked(withoutLookup(), remaining, forEach);
  for (const [number, lookup] of pairs) add(matched, number, lookup);
  return { lookups: matched, unmatched, missing: withoutLookup() };
}

const WHOLE_NUMBER = /^[+\d\s().-]*$/;

// The visible digits of a masked number can be those of another one.
function wholeNumber(text: string): string | null {
  return WHOLE_NUMBER.test(text) ? text.replace(/\D/g, '') : null;
}

function add<T>(matched: Map<string, T[]>, { number }: UniqueNumber, lookup: T): void {
  const previous = matched.get(number.e164);
  if (previous === undefined) matched.set(number.e164, [lookup]);
  else previous.push(lookup);
}
