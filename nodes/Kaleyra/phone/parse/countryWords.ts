import { countryByName } from '../country';
import type { CountryCode } from '../libphonenumber';
import { tokenAt, type Token } from '../tokens/token';
import { NAMES_ABROAD } from '../countryData';
import { foldWord, hasRole } from '../tokens/words';
import { apart, digits, either, kind, match, touching, word } from '../tokens/match';
import type { Certainty } from './elements';
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
  if (found === null) return false;
  const isAlone = standsAlone(scanner, found.end);
  // `Embassy of Mexico: …` may or may not be in Mexico.
  if (!isAlone && tokenAt(scanner.tokens, found.end).kind !== 'colon') return false;
  const { country, end } = found;
  const isBracketed = scanner.previous.kind === 'open';
  scanner.push(
    { kind: 'country', country, isBracketed, certainty: isAlone ? found.certainty : 'unsure' },
    end,
  );
  if (match(scanner.tokens, end, ...POSTCODE) > 0) scanner.nextFigure = 'maybe';
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

// `Restaurant Italia`, `India Smith` and `New Jersey` aren't countries; `Tel. India` and `India office` are.
function standsAlone({ tokens, index, token, previous }: Scanner, end: number): boolean {
  if (token.kind === 'flag') return true;
  const before = previous.kind === 'dash' ? tokenAt(tokens, index - 2) : previous;
  return !isOtherWord(before) && !isOtherWord(tokenAt(tokens, end));
}

function isOtherWord({ kind, text }: Token): boolean {
  if (kind === 'hash') return true;
  return kind === 'word' && !hasRole(text, 'counting') && !hasRole(text, 'and');
}

const REGIONAL_INDICATOR_A = 0x1f1e6;

function countryOfFlag({ token, index }: Scanner): NamedCountry | null {
  const flag = [...token.text].map((letter) => REGIONAL_INDICATOR_A + letter.charCodeAt(0) - 65);
  const country = named(String.fromCodePoint(...flag));
  return country === null ? null : { country, certainty: 'sure', end: index + 1 };
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

const known = new Map<string, CountryCode | null>();
const MAX_KNOWN = 5_000;

function named(words: string): CountryCode | null {
  let country = known.get(words);
  if (country === undefined) {
    country = countryByName(words);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(words, country);
  }
  return country;
}

const abroad = new Map(
  Object.entries(NAMES_ABROAD).flatMap(([country, names]) =>
    names.split(' ').map((name) => [foldWord(name), country as CountryCode] as const),
  ),
);
const ADJECTIVE = /(?:an|ch|sh|sch|isch|che|er|ss|ni|ek)$/;

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
const ALSO_NAMES = setOf('jordan georgia chad jersey guinea');

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
  if (isGluedToGroups(scanner)) return null;
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
