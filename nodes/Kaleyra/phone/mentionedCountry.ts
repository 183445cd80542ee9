import { unclearCountry } from './parse/chooseCountry';
import { isUsualGrouping, validInternational } from './resolve/validNumber';
import type { ParsedFragment } from './types';

/**
 * What a text is if its numbers may be of another country, such as that of an address. Where only one of them has the
 * number, it is that one's. Where both have it, it is unclear, unless only one writes its numbers in these groups.
 * @param here what the text is otherwise
 * @param thereOf what a text is in the other country
 */
export function orElsewhere(
  text: string,
  here: readonly ParsedFragment[],
  thereOf: (text: string) => readonly ParsedFragment[],
): readonly ParsedFragment[] {
  if (numbersIn(here).size > 0) return here.map((fragment) => orUnclear(fragment, thereOf));
  const isUnclear = here.some((fragment) => 'reason' in fragment && fragment.reason === 'AMBIGUOUS');
  const there = isUnclear ? [] : thereOf(text);
  return numbersIn(there).size > 0 ? there : here;
}

function orUnclear(
  fragment: ParsedFragment,
  thereOf: (text: string) => readonly ParsedFragment[],
): ParsedFragment {
  if (!('number' in fragment)) return fragment;
  const { input, number } = fragment;
  const [there] = thereOf(input);
  if (there === undefined || !('number' in there) || there.number.e164 === number.e164) return fragment;
  if (isUsual(number.e164, input) && !isUsual(there.number.e164, input)) return fragment;
  const { e164, country } = there.number;
  return { input, ...unclearCountry(country ?? '', [e164, number.e164]) };
}

/** The numbers of fragments, as E.164. */
export function numbersIn(fragments: readonly ParsedFragment[]): ReadonlySet<string> {
  return new Set(fragments.flatMap((fragment) => ('number' in fragment ? [fragment.number.e164] : [])));
}

// `(415) 555-0132`, as only America writes it
function isUsual(e164: string, written: string): boolean {
  const groups = written.match(/\d+/g) ?? [];
  const number = validInternational(e164.slice(1));
  return groups.length > 1 && number !== null && isUsualGrouping(number, groups);
}
