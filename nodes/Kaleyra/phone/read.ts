import { mapInSteps, type Steps } from '../steps';
import { cleanFragment, MAX_FRAGMENT_LENGTH, type Dialled } from './clean';
import { resolveCountry, type DefaultCountry } from './country';
import { splitCell } from './fragments';
import { interpret, isNumber } from './number';
import { EMPTY, NOT_A_NUMBER, refusal, SCIENTIFIC_NOTATION, type Refusal } from './reasons';
import type { AllowedType, PhoneNumber, PhoneType, Reading, ReadingRules } from './types';

/** Reads one cell under one row's default country, with a step for each part of it. Never throws. */
export type CellReader = (cell: unknown, defaultCountry: unknown) => Steps<readonly Reading[]>;

// Whatever else may stand in a cell, here is nothing to split or to clean.
const NOTHING_BUT_DIGITS = /^\+?\d{1,20}$/;

/**
 * Makes a reader for one run. Equal texts under equal countries are read once; what it hands out is shared and must
 * not be changed.
 * @returns for each cell at least one reading: a list gives one or more for each element, a text one for each number
 * in it
 */
export function createCellReader(rules: ReadingRules): CellReader {
  const countries = new Map<unknown, DefaultCountry>();
  const known = new Map<DefaultCountry, Map<string, readonly Reading[]>>();

  const countryOf = (value: unknown): DefaultCountry => {
    let country = countries.get(value);
    if (country === undefined) countries.set(value, (country = resolveCountry(value)));
    return country;
  };

  function* readText(text: string, country: DefaultCountry): Steps<readonly Reading[]> {
    let texts = known.get(country);
    if (texts === undefined) known.set(country, (texts = new Map()));
    let readings = texts.get(text);
    if (readings === undefined) texts.set(text, (readings = yield* readNewText(text, country, rules)));
    return readings;
  }

  function* read(cell: unknown, country: DefaultCountry): Steps<readonly Reading[]> {
    if (typeof cell === 'string') return yield* readText(cell, country);
    if (typeof cell === 'number') return yield* readJsNumber(cell, country);
    if (typeof cell === 'bigint') return yield* readText(cell.toString(), country);
    if (cell === null || cell === undefined) return [refused('', EMPTY)];
    if (Array.isArray(cell)) return yield* readList(cell, country);
    return [refused(describe(cell), NOT_A_NUMBER)];
  }

  function* readJsNumber(cell: number, country: DefaultCountry): Steps<readonly Reading[]> {
    const text = String(cell);
    if (text.includes('e')) return [refused(text, SCIENTIFIC_NOTATION)];
    if (!Number.isInteger(cell) || cell < 0) return [refused(text, NOT_A_NUMBER)];
    return yield* readText(text, country);
  }

  function* readList(cells: readonly unknown[], country: DefaultCountry): Steps<readonly Reading[]> {
    const flat = cells.flat(MAX_LIST_DEPTH);
    if (flat.length === 0) return [refused('', EMPTY)];
    const readings: Array<readonly Reading[]> = [];
    for (const element of flat) {
      const isTooDeep = Array.isArray(element);
      readings.push(isTooDeep ? [refused(describe(element), NOT_A_NUMBER)] : yield* read(element, country));
      yield;
    }
    return readings.flat();
  }

  return (cell, defaultCountry) => read(cell, countryOf(defaultCountry));
}

/**
 * Reads the number in an answer of Kaleyra's: international digits, mostly without a plus.
 * @returns null where it is masked or empty
 */
export function readKaleyraNumber(text: string): PhoneNumber | null {
  const digits = /^\+?(\d+)$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const rules = { bareDigits: 'international', allowPossible: true } as const;
  const outcome = interpret({ plus: false, digits }, { country: null }, rules);
  return isNumber(outcome) ? outcome : null;
}

const MAX_LIST_DEPTH = 5;

function* readNewText(text: string, country: DefaultCountry, rules: ReadingRules): Steps<readonly Reading[]> {
  if (NOTHING_BUT_DIGITS.test(text)) {
    const plus = text.startsWith('+');
    return [readDialled(text, { plus, digits: plus ? text.slice(1) : text }, country, rules)];
  }
  return yield* mapInSteps(splitCell(text), (fragment) => {
    const cleaned = cleanFragment(fragment);
    return 'reason' in cleaned ? refused(fragment, cleaned) : readDialled(fragment, cleaned, country, rules);
  });
}

function readDialled(input: string, dialled: Dialled, country: DefaultCountry, rules: ReadingRules): Reading {
  const outcome = interpret(dialled, country, rules);
  if (!isNumber(outcome)) return refused(input, outcome);
  const unwanted = whyUnwanted(outcome, rules);
  return unwanted === null ? { input, number: outcome } : { ...refused(input, unwanted), e164: outcome.e164 };
}

function whyUnwanted(number: PhoneNumber, rules: ReadingRules): Refusal | null {
  const { allowedCountries, allowedTypes } = rules;
  if (
    allowedCountries.length > 0 &&
    (number.country === null || !allowedCountries.includes(number.country))
  ) {
    const where = number.country ?? 'no country';
    return refusal(
      'COUNTRY_NOT_ALLOWED',
      `The number belongs to ${where}, which 'Allowed Countries' leaves out.`,
    );
  }
  if (allowedTypes.length > 0 && !allowedTypes.some((type) => admits(type, number.type))) {
    return refusal(
      'TYPE_NOT_ALLOWED',
      `The line type is '${number.type}', which 'Allowed Line Types' leaves out.`,
    );
  }
  return null;
}

// In North America and elsewhere mobile and fixed numbers look alike: who asks for mobiles wants those too.
function admits(allowed: AllowedType, type: PhoneType): boolean {
  return allowed === type || (allowed === 'mobile' && type === 'fixed_line_or_mobile');
}

function refused(input: string, { reason, reasonText }: Refusal): Reading {
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
