import { resolveCountry, type DefaultCountry } from './country';
import { numbersIn, orElsewhere } from './mentionedCountry';
import { parseText } from './parse/parseText';
import { filterRejection } from './resolve/filter';
import { possibleNumber } from './resolve/validNumber';
import type { ParsedFragment, ParsingRules, PhoneNumber } from './types';
import { groupsOf, joined, type Part } from './unwrap/listGroups';
import type { TextCell } from './unwrap/textCell';
import { unwrapValue } from './unwrap/values';

/**
 * Parses one cell under one row's default country: at least one fragment, a list gives one or more for each element, a
 * text one for each number in it. Synchronous, pure, never throws.
 */
export type CellParser = (cell: unknown, defaultCountry: unknown) => readonly ParsedFragment[];

/**
 * Parses one cell step by step, so that a list of any length doesn't hold the thread: the work for each fragment is
 * done when it is asked for. Null stands for a step without a fragment.
 */
export type CellReader = (cell: unknown, defaultCountry: unknown) => Iterable<ParsedFragment | null>;

/** Creates a parser that reads whole cells at once. */
export function createCellParser(rules: ParsingRules): CellParser {
  const read = createCellReader(rules);
  return (cell, defaultCountry) => [...read(cell, defaultCountry)].filter((fragment) => fragment !== null);
}

/**
 * Creates a reader for one run. Identical texts under identical countries are parsed once; the results are shared and
 * must not be modified.
 */
export function createCellReader(rules: ParsingRules): CellReader {
  const countries = new Map<unknown, DefaultCountry>();
  const parseOnce = memoize(rules);
  // A country stated by an object decides what its digits are, whatever the option says.
  const parseStated = memoize({ ...rules, bareDigits: 'national' });

  const countryOf = (value: unknown): DefaultCountry => {
    let country = countries.get(value);
    if (country === undefined) countries.set(value, (country = resolveCountry(value)));
    return country;
  };

  const parseTextCell = (cell: TextCell, rowCountry: DefaultCountry): readonly ParsedFragment[] => {
    if (cell.isInternational === true && /^\d+$/.test(cell.text)) {
      return parseOnce(`+${cell.text}`, rowCountry).map((fragment) => ({ ...fragment, input: cell.text }));
    }
    if (cell.country !== undefined) return parseStated(cell.text, countryOf(cell.country));
    const fragments = parseOnce(cell.text, rowCountry);
    const mentioned = (cell.mentioned ?? []).map(countryOf).filter((country) => 'countries' in country);
    return mentioned.reduce(
      (found, country) => orElsewhere(cell.text, found, (text) => parseStated(text, country)),
      fragments,
    );
  };

  // A country or code in a list element of its own is read as next to its number: `["+44", "2079460123"]`.
  function* readGroup(group: readonly Part[], country: DefaultCountry): Generator<ParsedFragment> {
    const read = (part: Part): readonly ParsedFragment[] =>
      'reason' in part ? [part] : parseTextCell(part, country);
    const whole = joined(group);
    if (whole === null) {
      for (const part of group) yield* read(part);
      return;
    }
    const [together, apart] = [read(whole), group.flatMap(read)];
    yield* decides(together, apart) ? [...group.filter((part) => 'reason' in part), ...together] : apart;
  }

  function* readContainer(cell: unknown, country: DefaultCountry): Generator<ParsedFragment | null> {
    for (const group of groupsOf(unwrapValue(cell))) {
      if (group === null) yield null;
      else yield* readGroup(group, country);
    }
  }

  return (cell, defaultCountry) => {
    const country = countryOf(defaultCountry);
    if (typeof cell === 'string' && !MAY_BE_CONTAINER.test(cell)) return parseOnce(cell, country);
    return withoutEmptyParts(readContainer(cell, country));
  };
}

function memoize(rules: ParsingRules): (text: string, country: DefaultCountry) => readonly ParsedFragment[] {
  const known = new Map<DefaultCountry, Map<string, readonly ParsedFragment[]>>();
  return (text, country) => {
    let texts = known.get(country);
    if (texts === undefined) known.set(country, (texts = new Map()));
    let fragments = texts.get(text);
    if (fragments === undefined) {
      fragments = parseText(text, country, rules).map((fragment) => filtered(fragment, rules));
      texts.set(text, fragments);
    }
    return fragments;
  };
}

/**
 * Parses the number in a response from Kaleyra: international digits, usually without a plus.
 * @returns null if it is masked or empty
 */
export function parseKaleyraNumber(text: string): PhoneNumber | null {
  const digits = /^\+?(?:00)?(\d{1,20})$/.exec(text)?.[1];
  return digits === undefined ? null : possibleNumber(digits, null, 'international');
}

function filtered(fragment: ParsedFragment, rules: ParsingRules): ParsedFragment {
  if (!('number' in fragment)) return fragment;
  const unwanted = filterRejection(fragment.number, rules);
  return unwanted === null ? fragment : { input: fragment.input, ...unwanted, e164: fragment.number.e164 };
}

// `[{ value: '+44…' }, null, '']`: an empty element next to others isn't a fragment.
function* withoutEmptyParts(fragments: Iterable<ParsedFragment | null>): Generator<ParsedFragment | null> {
  let empty: ParsedFragment | null = null;
  let isFilled = false;
  for (const fragment of fragments) {
    const isEmpty = fragment !== null && 'reason' in fragment && fragment.reason === 'EMPTY';
    if (isEmpty) empty ??= fragment;
    else isFilled ||= fragment !== null;
    yield isEmpty ? null : fragment;
  }
  if (!isFilled) yield empty;
}

// A list or object as JSON text, or a form.
const MAY_BE_CONTAINER = /^\s*[[{"]|^[^\s=&]{1,100}=[^=&]{0,1000}&/;

// Whether the texts of a list mean something else together than apart: other numbers, or nothing that is left over.
function decides(together: readonly ParsedFragment[], apart: readonly ParsedFragment[]): boolean {
  const numbers = numbersIn([...together, ...apart]);
  if (numbers.size > Math.min(numbersIn(together).size, numbersIn(apart).size)) return true;
  const left = apart.filter((fragment) => 'reason' in fragment && /\p{Nd}/u.test(fragment.input));
  return left.length > 0 && together.length === numbers.size;
}
