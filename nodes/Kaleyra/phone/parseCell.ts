import { normalizeFragment, MAX_FRAGMENT_LENGTH, type NormalizedDigits } from './clean';
import { resolveCountry, type DefaultCountry } from './country';
import { splitCell } from './fragments';
import { resolveNumber, isNumber } from './number';
import { EMPTY, NOT_A_NUMBER, rejection, SCIENTIFIC_NOTATION, type Rejection } from './rejection';
import type { AllowedType, PhoneNumber, PhoneType, ParsedFragment, ParsingRules } from './types';

/** Reads one cell under one row's default country, synchronously. Never throws. */
export type CellParser = (cell: unknown, defaultCountry: unknown) => readonly ParsedFragment[];

// Whatever else may stand in a cell, here is nothing to split or to clean.
const NOTHING_BUT_DIGITS = /^\+?\d{1,20}$/;

/**
 * Makes a reader for one run. Equal texts under equal countries are read once; what it hands out is shared and must
 * not be changed.
 * @returns for each cell at least one reading: a list gives one or more for each element, a text one for each number
 * in it
 */
export function createCellParser(rules: ParsingRules): CellParser {
  const countries = new Map<unknown, DefaultCountry>();
  const known = new Map<DefaultCountry, Map<string, readonly ParsedFragment[]>>();

  const countryOf = (value: unknown): DefaultCountry => {
    let country = countries.get(value);
    if (country === undefined) countries.set(value, (country = resolveCountry(value)));
    return country;
  };

  function readText(text: string, country: DefaultCountry): readonly ParsedFragment[] {
    let texts = known.get(country);
    if (texts === undefined) known.set(country, (texts = new Map()));
    let readings = texts.get(text);
    if (readings === undefined) texts.set(text, (readings = readNewText(text, country, rules)));
    return readings;
  }

  function read(cell: unknown, country: DefaultCountry): readonly ParsedFragment[] {
    if (typeof cell === 'string') return readText(cell, country);
    if (typeof cell === 'number') return readJsNumber(cell, country);
    if (typeof cell === 'bigint') return readText(cell.toString(), country);
    if (cell === null || cell === undefined) return [toRejected('', EMPTY)];
    if (Array.isArray(cell)) return readList(cell, country);
    return [toRejected(describe(cell), NOT_A_NUMBER)];
  }

  function readJsNumber(cell: number, country: DefaultCountry): readonly ParsedFragment[] {
    const text = String(cell);
    if (text.includes('e')) return [toRejected(text, SCIENTIFIC_NOTATION)];
    if (!Number.isInteger(cell) || cell < 0) return [toRejected(text, NOT_A_NUMBER)];
    return readText(text, country);
  }

  function readList(cells: readonly unknown[], country: DefaultCountry): readonly ParsedFragment[] {
    const flat = cells.flat(MAX_LIST_DEPTH);
    if (flat.length === 0) return [toRejected('', EMPTY)];
    const readings: Array<readonly ParsedFragment[]> = [];
    for (const element of flat) {
      const isTooDeep = Array.isArray(element);
      readings.push(isTooDeep ? [toRejected(describe(element), NOT_A_NUMBER)] : read(element, country));
    }
    return readings.flat();
  }

  return (cell, defaultCountry) => read(cell, countryOf(defaultCountry));
}

/**
 * Reads the number in an answer of Kaleyra's: international digits, mostly without a plus.
 * @returns null where it is masked or empty
 */
export function parseKaleyraNumber(text: string): PhoneNumber | null {
  const digits = /^\+?(\d+)$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const rules = { bareDigits: 'international', allowPossible: true } as const;
  const outcome = resolveNumber({ plus: false, digits }, { country: null }, rules);
  return isNumber(outcome) ? outcome : null;
}

const MAX_LIST_DEPTH = 5;

function readNewText(text: string, country: DefaultCountry, rules: ParsingRules): readonly ParsedFragment[] {
  if (NOTHING_BUT_DIGITS.test(text)) {
    const plus = text.startsWith('+');
    return [readDialled(text, { plus, digits: plus ? text.slice(1) : text }, country, rules)];
  }
  return splitCell(text).map((fragment) => {
    const cleaned = normalizeFragment(fragment);
    return 'reason' in cleaned
      ? toRejected(fragment, cleaned)
      : readDialled(fragment, cleaned, country, rules);
  });
}

function readDialled(
  input: string,
  dialled: NormalizedDigits,
  country: DefaultCountry,
  rules: ParsingRules,
): ParsedFragment {
  const outcome = resolveNumber(dialled, country, rules);
  if (!isNumber(outcome)) return toRejected(input, outcome);
  const unwanted = filterRejection(outcome, rules);
  return unwanted === null
    ? { input, number: outcome }
    : { ...toRejected(input, unwanted), e164: outcome.e164 };
}

function filterRejection(number: PhoneNumber, rules: ParsingRules): Rejection | null {
  const { allowedCountries, allowedTypes } = rules;
  if (
    allowedCountries.length > 0 &&
    (number.country === null || !allowedCountries.includes(number.country))
  ) {
    const where = number.country ?? 'no country';
    return rejection(
      'COUNTRY_NOT_ALLOWED',
      `The number belongs to ${where}, which 'Allowed Countries' leaves out.`,
    );
  }
  if (allowedTypes.length > 0 && !allowedTypes.some((type) => matchesAllowedType(type, number.type))) {
    return rejection(
      'TYPE_NOT_ALLOWED',
      `The line type is '${number.type}', which 'Allowed Line Types' leaves out.`,
    );
  }
  return null;
}

// In North America and elsewhere mobile and fixed numbers look alike: who asks for mobiles wants those too.
function matchesAllowedType(allowed: AllowedType, type: PhoneType): boolean {
  return allowed === type || (allowed === 'mobile' && type === 'fixed_line_or_mobile');
}

function toRejected(input: string, { reason, reasonText }: Rejection): ParsedFragment {
  const shown = input.length > MAX_FRAGMENT_LENGTH ? `${input.slice(0, MAX_FRAGMENT_LENGTH)}…` : input;
  return { input: shown, reason, reasonText };
}

function describe(cell: unknown): string {
  try {
    return JSON.stringify(cell) ?? typeof cell;
  } catch {
    return typeof cell;
  }
}
