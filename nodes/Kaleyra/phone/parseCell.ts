import { resolveCountry, type DefaultCountry } from './country';
import { parseText } from './parse/parseText';
import { filterRejection } from './resolve/filter';
import { possibleNumber } from './resolve/validNumber';
import type { ParsedFragment, ParsingRules, PhoneNumber, RejectedFragment } from './types';
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
    return cell.country === undefined
      ? parseOnce(cell.text, rowCountry)
      : parseStated(cell.text, countryOf(cell.country));
  };

  function* readContainer(cell: unknown, country: DefaultCountry): Generator<ParsedFragment | null> {
    for (const item of withCodes(unwrapValue(cell))) {
      if (item === null || 'reason' in item) yield item;
      else yield* parseTextCell(item, country);
    }
  }

  return (cell, defaultCountry) => {
    const country = countryOf(defaultCountry);
    if (typeof cell === 'string' && !MAY_BE_JSON.test(cell)) return parseOnce(cell, country);
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

// A list or object as JSON text.
const MAY_BE_JSON = /^\s*[[{"]/;

type Item = TextCell | RejectedFragment;

// A country code in a list element of its own belongs to the adjacent element: `["+44", "2079460123"]`.
function* withCodes(items: Iterable<Item | null>): Generator<Item | null> {
  let code: string | null = null;
  // The last item waits, because a code behind it may be the list's last element.
  let last: Item | null = null;
  for (const item of items) {
    const isItemCode = isCodeItem(item);
    if (item === null || (isItemCode && code === null)) {
      code = isItemCode ? item.text : code;
      yield null;
      continue;
    }
    yield last;
    if (isItemCode && code !== null) [last, code] = [{ text: code }, item.text];
    else if (!('text' in item) || code === null) last = item;
    else [last, code] = [{ ...item, text: `${code}; ${item.text}` }, null];
  }
  yield* code === null ? [last] : withLastCode(last, code);
}

function withLastCode(last: Item | null, code: string): Array<Item | null> {
  if (last === null || !('text' in last)) return [last, { text: code }];
  return [{ ...last, text: `${last.text}; ${code}` }];
}

function isCodeItem(item: Item | null): item is TextCell {
  return item !== null && 'text' in item && /^\s*\(?(?:\+|00)\s?\d{1,3}\)?\s*$/.test(item.text);
}
