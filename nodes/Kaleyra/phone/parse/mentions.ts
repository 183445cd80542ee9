import { AREA_CODES, TOWNS } from '../countryData';
import { digitsFrom, kind, match, word, type Test } from '../tokens/match';
import { lazily, remembered } from '../tokens/remembered';
import { tokenAt, type Token } from '../tokens/token';
import { foldWord } from '../tokens/words';
import { BEGINS_NUMBER, IBERIAN, isAlone, isLong } from './countryCertainty';
import { byWord, isStreet, isTown, PLATES } from './countryWords';
import { digitsOf, type StatedCountry } from './elements';
import type { Scanner } from './scanner';

const towns = lazily(() => byWord(TOWNS));
const areasOf = remembered((country: string) => {
  const areas = new Map<string, string>();
  for (const [, names = '', area = ''] of (AREA_CODES[country] ?? '').matchAll(/(\D+) (\d+)/g))
    names.split(' ').forEach((name) => areas.set(foldWord(name), area));
  return areas;
});

/** The country that a label may mean: `(Wien)`, `A 0664 123456`. `(F) 06 12 34 56 78` may be French, or a fax. */
export function mentionIn(scanner: Scanner): StatedCountry | null {
  return mentionOfTown(scanner) ?? mentionOfLetter(scanner);
}

const ALSO_NAME = word(/^(?:roma|milano|napoli)$/i);

// `Col. Roma` is in Mexico City, `Pizzeria Napoli` anywhere; `20121 Milano` is a town.
function isOnlyName({ token, previous, defaultCountry }: Scanner): boolean {
  return ALSO_NAME(token) && previous.kind !== 'digits' && IBERIAN.has(defaultCountry ?? '');
}

/** The country that a town's name may mean: `(Wien)`, `Büro Zürich`, but not `Dublin, OH` or `London Road`. */
export function mentionOfTown(scanner: Scanner): StatedCountry | null {
  const { tokens, index, token, defaultCountry } = scanner;
  const name = foldWord(token.text);
  const area = defaultCountry === null ? undefined : areasOf(defaultCountry).get(name);
  const country = area === undefined ? (towns().get(name) ?? null) : defaultCountry;
  if (country === 'IT' && isOnlyName(scanner)) return null;
  if (country === null || isStreet(tokens, index) || word('street')(tokenAt(tokens, index + 1))) return null;
  if (isTown(tokens, index + 1, country)) return null;
  return { country, isBracketed: isAlone(scanner), certainty: 'doubtful', area };
}

// `D` is also direct, `F` fax, `H` home and `P` private.
const LABEL = word(/^[DFHP]$/);
const COUNTRY_LETTERS = new Set([...Object.keys(PLATES), ...Object.values(PLATES), 'CH']);
const COUNTRY_LETTER: Test = (token) => COUNTRY_LETTERS.has(token.text) && !LABEL(token);
const PART_END = kind('end', 'comma', 'semicolon', 'line', 'slash', 'pipe');

function mentionOfLetter(scanner: Scanner): StatedCountry | null {
  const { token } = scanner;
  const country = PLATES[token.text];
  const isBracketed = isAlone(scanner);
  if (country === undefined || !(isBracketed || isBesideNumber(scanner))) return null;
  const isLabel = LABEL(token) && !scanner.has(COUNTRY_LETTER);
  return { country, isBracketed, certainty: isLabel ? 'hint' : 'doubtful' };
}

// `Mobil A 0664 123456`, `A: 0664 123456`, `A-0664 123456`, `A0664 123456`, `0664 123456 A, …`
function isBesideNumber(scanner: Scanner): boolean {
  const { tokens, index, token, run, isAtStartOfPart } = scanner;
  if (run !== null && PART_END(tokenAt(tokens, index + 1)))
    return token.gap && WITH_TRUNK.test(token.text + digitsOf(run.groups));
  const isFirst = run !== null || isAtStartOfPart || scanner.isBehindPhoneWord;
  return isFirst && isBeforeNumber(tokens, index);
}

const JOINT = kind('colon', 'dash', 'slash');

function isBeforeNumber(tokens: readonly Token[], index: number): boolean {
  const next = match(tokens, index + 1, JOINT) || index + 1;
  const number = digitsFrom(tokens, next);
  return (
    BEGINS_NUMBER(tokenAt(tokens, next)) &&
    isLong(number) &&
    WITH_TRUNK.test(tokenAt(tokens, index).text + number)
  );
}

// The country has no trunk prefix, or the digits begin with it.
const WITH_TRUNK = /^(?:.0|[EILNP])/;
