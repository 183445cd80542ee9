import { countryByName } from '../country';
import type { CountryCode } from '../libphonenumber';
import { tokenAt, type Token } from '../tokens/token';
import { NAMES_ABROAD } from '../countryData';
import { remembered } from '../tokens/remembered';
import { foldWord, hasRole } from '../tokens/words';
import { apart, digits, either, kind, match, touching, word } from '../tokens/match';
import type { Certainty } from './elements';
import { isPostcodeAfter } from './labelFigures';
import type { Scanner } from './scanner';

/** A country named by words. */
interface NamedCountry {
  readonly country: CountryCode;
  readonly certainty: Certainty;
  /** The index after the words. */
  readonly end: number;
}

/**
 * Reads a country in words or a flag: `India`, `St. Pierre & Miquelon`, `(UK)`, 🇮🇳. Returns false if there isn't one.
 */
export function readCountry(scanner: Scanner): boolean {
  const found =
    scanner.token.kind === 'flag'
      ? countryOfFlag(scanner)
      : (longestName(scanner) ?? nameAbroad(scanner) ?? plate(scanner));
  const certainty = found === null ? null : certaintyInText(scanner, found);
  if (found === null || certainty === null) return false;
  const { country, end } = found;
  const isBracketed = scanner.previous.kind === 'open';
  scanner.push({ kind: 'country', country, isBracketed, certainty }, end);
  if (match(scanner.tokens, end, ...POSTCODE) > 0) scanner.nextFigure = 'maybe';
  else if (isPostcodeAfter(scanner.tokens, end - 1)) scanner.nextFigure = 'postcode';
  return true;
}

// `D-10115 030 23125123`, `CH-8001 Zürich 044 …`: the digits decide.
const POSTCODE = [
  touching(kind('dash')),
  touching(digits(/^\d{4,5}$/)),
  apart(kind('digits', 'word', 'open', 'plus')),
];
const PLATES: Readonly<Record<string, CountryCode>> = {
  A: 'AT',
  B: 'BE',
  D: 'DE',
  E: 'ES',
  F: 'FR',
  H: 'HU',
  I: 'IT',
  L: 'LU',
  N: 'NO',
  P: 'PT',
  S: 'SE',
};

// Before a postal code, the letters of license plates are countries.
function plate({ tokens, index, token }: Scanner): NamedCountry | null {
  const country = PLATES[token.text];
  const end = index + 1;
  return country === undefined || match(tokens, end, ...POSTCODE) === 0
    ? null
    : { country, certainty: 'unsure', end };
}

// How certain it is after looking at the words around it; null if it isn't a country.
function certaintyInText(scanner: Scanner, { country, certainty, end }: NamedCountry): Certainty | null {
  const { tokens, index, token, previous } = scanner;
  if (token.kind === 'flag') return certainty;
  if (isStreet(tokens, index) || isTown(tokens, end, country)) return null;
  const isColon = tokenAt(tokens, end).kind === 'colon';
  // `Embassy of Mexico: …` may or may not be in Mexico.
  if (!standsAlone(scanner, end)) return isColon ? 'unsure' : null;
  // `Türkei-Reise`
  if (match(tokens, end, touching(kind('dash')), touching(kind('word'))) > 0) return 'unsure';
  const isLabel = isColon || (previous.kind === 'open' && tokenAt(tokens, end).kind === 'close');
  return isLabel && certainty === 'sure' ? 'direct' : certainty;
}

// `Restaurant Italia`, `India Smith` and `New Jersey` aren't countries; `Tel. India` and `India office` are.
function standsAlone({ tokens, index, previous }: Scanner, end: number): boolean {
  const before = previous.kind === 'dash' ? tokenAt(tokens, index - 2) : previous;
  return !isOtherWord(before) && !isOtherWord(tokenAt(tokens, end));
}

const JOINS_NAME = either(
  kind('dot', 'slash'),
  word(/^(?:de|del|della|dell|d|des|do|da|di|du|l|la|las|los|le)$/i),
);

// `Av. Brasil`, `C/ Francia`, `Place d'Italie`
function isStreet(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (at > index - 5 && JOINS_NAME(tokenAt(tokens, at))) at -= 1;
  return word('street')(tokenAt(tokens, at));
}

// `Italy, TX`, but not `Canada, CA`
function isTown(tokens: readonly Token[], end: number, country: CountryCode): boolean {
  const state = tokenAt(tokens, end + 1).text;
  return tokenAt(tokens, end).kind === 'comma' && STATES.has(state) && state !== country;
}

function isOtherWord({ kind, text }: Token): boolean {
  if (kind === 'hash') return true;
  return kind === 'word' && !hasRole(text, 'counting') && !hasRole(text, 'and');
}

const REGIONAL_INDICATOR_A = 0x1f1e6;

function countryOfFlag({ token, index }: Scanner): NamedCountry | null {
  const flag = [...token.text].map((letter) => REGIONAL_INDICATOR_A + letter.charCodeAt(0) - 65);
  const country = named(String.fromCodePoint(...flag));
  return country === null ? null : { country, certainty: 'direct', end: index + 1 };
}

const MAX_TOKENS = 7;
const INSIDE_A_NAME = new Set(['word', 'dot', 'ampersand', 'mark', 'dash']);

function longestName(scanner: Scanner): NamedCountry | null {
  const { tokens, index } = scanner;
  let name = '';
  let found: NamedCountry | null = null;
  for (let at = index; at < index + MAX_TOKENS && INSIDE_A_NAME.has(tokenAt(tokens, at).kind); at += 1) {
    const { kind, gap, text } = tokenAt(tokens, at);
    name += gap && at > index ? ` ${text}` : text;
    const certainty = at > index ? 'sure' : certaintyOf(scanner);
    const country = kind !== 'word' || certainty === null ? null : named(name);
    if (country !== null && certainty !== null) found = { country, certainty, end: at + 1 };
  }
  return found;
}

const named = remembered(countryByName);

const abroad = new Map(
  Object.entries(NAMES_ABROAD).flatMap(([country, names]) =>
    names.split(' ').map((name) => [foldWord(name), country as CountryCode] as const),
  ),
);
const ADJECTIVE = /(?:an|(?<!rei)ch|sh|sch|isch|che|er|ss|ni|ek)$/;

// `Indien: 98765…`, `Indian mobile 98765…`; but not `Indian restaurant`.
function nameAbroad({ tokens, index, token }: Scanner): NamedCountry | null {
  const folded = foldWord(token.text);
  const country = abroad.get(folded);
  if (country === undefined) return null;
  const next = tokenAt(tokens, index + 1);
  const isAdjective = next.kind === 'word' && hasRole(next.text, 'counting');
  return !isAdjective && ADJECTIVE.test(folded) ? null : { country, certainty: 'unsure', end: index + 1 };
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
// Labels and words that nobody means as a country: PH is a phone, MO a mobile, AT isn't Austria.
const LABELS = setOf('PH NO ID MO AM PM ME AT IS IT TO SO DO BE MY IN');
// Could be either: MD is a doctor or Moldova.
const ALSO_LABELS = setOf('HR PR MD PA GM VC CO DE LA TV FM CV MR ST');
// Names that people and places also have.
const ALSO_NAMES = setOf('jordan georgia chad jersey guinea israel holland montserrat dominica');
const STATES = setOf(
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY',
);

// Null if it isn't a country.
function certaintyOf(scanner: Scanner): Certainty | null {
  const { text } = scanner.token;
  if (text.length > 3) return ALSO_NAMES.has(text.toLowerCase()) ? 'unsure' : 'sure';
  // Short forms count as a country only in capitals.
  if (text !== text.toUpperCase()) return null;
  // `NIC 88123456`: an identity card is meant more often than Nicaragua.
  if (text.length === 3 && hasRole(text, 'identifier')) return null;
  return text === 'UK' || text.length === 3 ? 'sure' : certaintyOfTwoLetters(scanner);
}

const JOINED = either(kind('comma', 'semicolon'), touching(kind('dash', 'slash', 'equals')));

// Alone in brackets, at the beginning of a part, or at the end of the cell, two letters are unlikely to be a word. After
// `country`, they are the country.
function certaintyOfTwoLetters(scanner: Scanner): Certainty | null {
  const { token, tokens, index, isAtStartOfPart } = scanner;
  if (isGluedToGroups(scanner) || isOfNumber(tokens, index)) return null;
  if (LABELS.has(token.text)) return certaintyOfLabel(scanner);
  const isSure = isCertain(scanner) || isAlone(scanner);
  const isAtEdge = isAtStartOfPart || tokenAt(tokens, index + 1).kind === 'end';
  if (!isSure && !isAtEdge) return null;
  if (ALSO_LABELS.has(token.text)) return 'unsure';
  return isSure ? 'sure' : 'likely';
}

function certaintyOfLabel(scanner: Scanner): Certainty | null {
  if (isCertain(scanner) || (isAlone(scanner) && scanner.token.text === 'IN')) return 'sure';
  return isJoinedAtStart(scanner) ? 'likely' : null;
}

function isCertain({ tokens, index }: Scanner): boolean {
  return isAfterCountry(tokens, index) || tokenAt(tokens, index + 1).kind === 'pipe';
}

function isAlone({ tokens, index, previous }: Scanner): boolean {
  return previous.kind === 'open' && tokenAt(tokens, index + 1).kind === 'close';
}

const UNDIVIDED = digits(/^\d{8,}$/);

// `BR No`, `SV-Nr.`, and in Turkey and Colombia also `TC 53212345678` and `CC 3212345678`, in Brazil `NF 11987654321`
function isOfNumber(tokens: readonly Token[], index: number): boolean {
  const next = tokenAt(tokens, tokenAt(tokens, index + 1).kind === 'dash' ? index + 2 : index + 1);
  const isIdentity = /^(?:TC|CC|NF)$/.test(tokenAt(tokens, index).text) && UNDIVIDED(next);
  return isIdentity || word(/^(?:no|nr)$/i)(next);
}

// `98765 43210 3CX`
function isGluedToGroups({ token, previous, run }: Scanner): boolean {
  return previous.kind === 'digits' && !token.gap && run !== null && run.groups.length > 1;
}

// `IN-98765 43210`, `IN;98765…`
function isJoinedAtStart({ tokens, index, elements, run }: Scanner): boolean {
  return (
    elements.length === 0 && run === null && match(tokens, index + 1, JOINED, kind('digits', 'open')) > 0
  );
}

const COUNTRY_WORD = word(/^(?:country|land|pais|país|pays|paese|kraj|страна|ülke|国|国家|國家)$/i);

// `country=IN`, `Country: IN`
function isAfterCountry(tokens: readonly Token[], index: number): boolean {
  return match(tokens, index - 2, COUNTRY_WORD, kind('equals', 'colon')) > 0;
}
