import { asCountryCode, countriesByName } from '../country';
import { countryNamedAbroad, countryNamedIn } from '../countryNames';
import type { CountryCode } from '../libphonenumber';
import { validNational } from '../resolve/validNumber';
import { tokenAt, type Token } from '../tokens/token';
import { ADJECTIVES, NAMES_ABROAD, VIETNAMESE_NAMES } from '../countryData';
import { lazily, remembered } from '../tokens/remembered';
import { isOfPhone, isPhoneWord } from '../tokens/identifierWords';
import { foldWord, hasRole } from '../tokens/words';
import {
  apart,
  digits,
  digitsFrom,
  either,
  kind,
  match,
  SPACED,
  touching,
  word,
  type Test,
} from '../tokens/match';
import { BEGINS_NUMBER, certaintyOf, COUNTRY_WORD, NAMESAKES, SEPARATES, STATES } from './countryCertainty';
import { digitsOf, type Certainty } from './elements';
import { NUMBER_WORD } from './identifiers';
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
  if (isOfFigure(scanner)) return false;
  const found = scanner.token.kind === 'flag' ? countryOfFlag(scanner) : countryInWords(scanner);
  const certainty = found === null ? null : certaintyInText(scanner, found);
  if (found === null || certainty === null) return false;
  const { country, end } = found;
  const isBracketed = scanner.previous.kind === 'open';
  const isCode = TWO_LETTERS(scanner.token) && end === scanner.index + 1;
  const isLabel = isCode && tokenAt(scanner.tokens, end).kind === 'colon';
  const side = sideOfNumber(scanner, end);
  scanner.push({ kind: 'country', country, isBracketed, certainty, isCode, isLabel, side }, end);
  if (match(scanner.tokens, end, ...POSTCODE) > 0) scanner.nextFigure = 'maybe';
  else if (isPostcodeAfter(scanner.tokens, end - 1)) scanner.nextFigure = 'postcode';
  return true;
}

function countryInWords(scanner: Scanner): NamedCountry | null {
  return (
    longestName(scanner) ??
    otherName(scanner) ??
    vietnameseName(scanner) ??
    dottedCode(scanner) ??
    plate(scanner) ??
    codeInSmallLetters(scanner)
  );
}

function sideOfNumber({ tokens, index }: Scanner, end: number): 'left' | 'right' | null {
  const before = match(tokens, index - 1, kind('open')) > 0 ? index - 2 : index - 1;
  const behind = match(tokens, end, kind('close')) || end;
  const [isBefore, isBehind] = [before, behind].map((at) => SEPARATES(tokenAt(tokens, at)));
  if (isBefore === isBehind) return null;
  return isBehind ? 'left' : 'right';
}

const TWO_LETTERS = word(/^(?!UK)[A-Z]{2}$/);

const LETTER_APART = [word(/^\p{Lu}$/u), SPACED];

// `… 3CX`, `IE1234567T T: …`
function isOfFigure({ token, tokens, index, previous }: Scanner): boolean {
  if (token.gap || previous.kind !== 'digits') return false;
  return (previous.gap && previous.text.length <= 2) || match(tokens, index, ...LETTER_APART) > 0;
}

// `D-10115 030 23125123`, `CH-8001 Zürich 044 …`: the digits decide.
const POSTCODE = [
  touching(kind('dash')),
  touching(digits(/^(?:[1-9]\d{3}|\d{5})$/)),
  apart(kind('digits', 'word', 'open', 'plus')),
];
/** The letters of license plates. */
export const PLATES: Readonly<Record<string, CountryCode>> = {
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

const LETTER = word(/^[A-Z]$/);
const DOTTED_CODE = [LETTER, touching(kind('dot')), touching(LETTER), touching(kind('dot'))];
const BESIDE_CODE = either(BEGINS_NUMBER, kind('colon', 'close'));
const DOTTED: Readonly<Record<string, CountryCode>> = { GB: 'GB', HK: 'HK', NZ: 'NZ' };

// `N.Z. 021 …`, `(H.K.) 9123 …`, but not `J.P. Martin 06 …`
function dottedCode({ tokens, index, previous, isAtStartOfPart }: Scanner): NamedCountry | null {
  const end = match(tokens, index, ...DOTTED_CODE);
  if (end === 0 || !BESIDE_CODE(tokenAt(tokens, end))) return null;
  const country = DOTTED[tokenAt(tokens, index).text + tokenAt(tokens, index + 2).text];
  if (country === undefined || !(isAtStartOfPart || previous.kind === 'open')) return null;
  return { country, certainty: 'unsure', end };
}

// `Mỹ: 212-…`; in `Anh Minh 0912 …`, it is a person.
function vietnameseName(scanner: Scanner): NamedCountry | null {
  const { token, tokens, index, previous, defaultCountry } = scanner;
  const country = VIETNAMESE_NAMES.get(token.text.normalize('NFC'));
  const isAmongWords = previous.kind === 'word' || tokenAt(tokens, index + 1).kind === 'word';
  if (country === undefined || defaultCountry !== 'VN' || isAmongWords) return null;
  return { country, certainty: 'hint', end: index + 1 };
}

// Before a postal code, they are countries.
function plate({ tokens, index, token }: Scanner): NamedCountry | null {
  const country = PLATES[token.text];
  const end = index + 1;
  if (country === undefined || match(tokens, end, ...POSTCODE) === 0) return null;
  return { country, certainty: 'unsure', end };
}

// How certain it is after looking at the words around it; null if it isn't a country.
function certaintyInText(scanner: Scanner, { country, certainty, end }: NamedCountry): Certainty | null {
  const { tokens, index, token, previous } = scanner;
  if (token.kind === 'flag') return certainty;
  if (isStreet(tokens, index) || isTown(tokens, end, country)) return null;
  const next = tokenAt(tokens, end);
  const isColon = next.kind === 'colon';
  if (!standsAlone(scanner, end)) return certaintyAmongWords(tokens, index, end);
  // `Türkei-Reise`
  if (match(tokens, end, touching(kind('dash')), touching(kind('word'))) > 0) return 'unsure';
  if (certainty === 'sure' && isOfOtherMatter(scanner, next)) return 'likely';
  const isLabel = isColon || (previous.kind === 'open' && tokenAt(tokens, end).kind === 'close');
  return isLabel && certainty === 'sure' ? 'direct' : certainty;
}

// `Destination: Germany | Mobile: …`, `Viaje a Portugal, …`, but not `Country: Germany | …`, `Office: India 98765 43210` or
// `0612345678 en France`
function isOfOtherMatter({ tokens, index, previous, run, elements }: Scanner, next: Token): boolean {
  if (next.kind === 'colon' || BEGINS_NUMBER(next)) return false;
  const isBehindNumber = run !== null || elements.slice(-2).some(({ kind }) => kind === 'run');
  if (previous.kind !== 'colon') return IN(previous) && !isBehindNumber;
  const label = tokenAt(tokens, index - 2);
  return isOtherWord(label) && (!COUNTRY_WORD(label) || isOtherWord(tokenAt(tokens, index - 3)));
}

// `Embassy of Mexico: …`, `Mexico City 55 1234 5678` and `lives in Mexico, …` may or may not be in Mexico; Dupont Frankreich
// is a person, Bella Italia a place.
function certaintyAmongWords(tokens: readonly Token[], index: number, end: number): Certainty | null {
  const next = tokenAt(tokens, end);
  if (next.kind === 'colon') return IN(tokenAt(tokens, index - 1)) ? 'likely' : 'unsure';
  const isEnd =
    next.kind === 'word' ? ENDS_WORDS(tokenAt(tokens, end + 1)) : ENDS_WORDS(next) || ENDS_PART(next);
  return isEnd ? 'doubtful' : null;
}

// `in Mexico: …`
const IN = word(/^(?:in|en|em|im|a|à|au|aux|to|nach|w|v|в|у)$/i);
const ENDS_WORDS = kind('digits', 'open', 'close', 'colon', 'end');
const ENDS_PART = either(kind('comma', 'line', 'slash'), apart(kind('dash')));

// `Restaurant Italia`, `Sr. Portugal`, `India Smith` and `New Jersey` aren't countries; `Tel. India` and `India office` are.
function standsAlone({ tokens, index, previous }: Scanner, end: number): boolean {
  const isJoint = previous.kind === 'dash' || previous.kind === 'dot';
  const before = isJoint ? tokenAt(tokens, index - 2) : previous;
  return !isOtherWord(before) && !isOtherWord(tokenAt(tokens, end));
}

const JOINS_NAME = either(
  kind('dot', 'slash'),
  word(/^(?:de|del|della|dell|d|des|do|da|di|du|l|la|las|los|le)$/i),
);

/** Whether a street's word precedes: `Av. Brasil`, `C/ Francia`, `Place d'Italie`. */
export function isStreet(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (at > index - 5 && JOINS_NAME(tokenAt(tokens, at))) at -= 1;
  return word('street')(tokenAt(tokens, at));
}

/** Whether a name is a town in the US: `Italy, TX`, but not `Canada, CA`. */
export function isTown(tokens: readonly Token[], end: number, country: CountryCode): boolean {
  const state = tokenAt(tokens, end + 1).text;
  return tokenAt(tokens, end).kind === 'comma' && STATES.has(state) && state !== country;
}

function isOtherWord({ kind, text }: Token): boolean {
  if (kind === 'hash') return true;
  return kind === 'word' && !hasRole(text, 'counting') && !hasRole(text, 'and') && !isPhoneWord(text);
}

const REGIONAL_INDICATOR_A = 0x1f1e6;

function countryOfFlag({ token, index }: Scanner): NamedCountry | null {
  const flag = [...token.text].map((letter) => REGIONAL_INDICATOR_A + letter.charCodeAt(0) - 65);
  const [country] = named(String.fromCodePoint(...flag));
  return country === undefined ? null : { country, certainty: 'direct', end: index + 1 };
}

// No town or street has such a name.
const NO_PLACE = /^(?:U\.?S\.?A|E\.?U\.?A|E\.?E\.? ?U\.?U|U\.?K|U\.?A\.?E)$/;
const MAX_TOKENS = 7;
const INSIDE_A_NAME = new Set(['word', 'dot', 'ampersand', 'mark', 'dash']);

// `(gb)`: what can't be a country in small letters has no certainty.
function codeInSmallLetters(scanner: Scanner): NamedCountry | null {
  const { token, index } = scanner;
  const certainty = CODE(token) ? certaintyOf(scanner) : null;
  const country = certainty === null ? null : asCountryCode(token.text);
  return certainty === null || country === null ? null : { country, certainty, end: index + 1 };
}

const CODE = word(/^[a-z]{2,3}$/i);

function longestName(scanner: Scanner): NamedCountry | null {
  const { tokens, index } = scanner;
  let name = '';
  let found: NamedCountry | null = null;
  for (let at = index; at < index + MAX_TOKENS && INSIDE_A_NAME.has(tokenAt(tokens, at).kind); at += 1) {
    const { kind, gap, text } = tokenAt(tokens, at);
    name += gap && at > index ? ` ${text}` : text;
    const certainty = at > index ? 'sure' : certaintyOf(scanner);
    if (kind === 'word' && certainty !== null)
      found = countryNamed(name, certainty, scanner, at + 1) ?? found;
  }
  return found;
}

const named = remembered(countriesByName);
const namedInLanguages = remembered((key) =>
  key === '' ? null : countryNamedIn(key.slice(0, 2) as CountryCode, key.slice(2)),
);

const namedAbroad = remembered(countryNamedAbroad);

function countryNamed(
  name: string,
  certainty: Certainty,
  scanner: Scanner,
  end: number,
): NamedCountry | null {
  const { defaultCountry } = scanner;
  const countries = named(name);
  const [country] = countries;
  if (countries.length > 1) return { country: sharing(countries, scanner, end), certainty: 'unsure', end };
  if (country !== undefined) return { country, certainty: NO_PLACE.test(name) ? 'direct' : certainty, end };
  const translated = defaultCountry === null ? null : namedInLanguages(defaultCountry + name);
  if (translated !== null)
    return { country: translated, certainty: NAMESAKES.has(translated) ? 'unsure' : certainty, end };
  const abroad = namedAbroad(name);
  return abroad === null ? null : { country: abroad, certainty: 'unsure', end };
}

// `Congo: 081 234 5678`, `02 312 3456 (Korea)`: the number decides which of them it may be.
function sharing(countries: readonly CountryCode[], { tokens, run }: Scanner, end: number): CountryCode {
  const behind = digitsFrom(tokens, match(tokens, end, kind('colon')) || end);
  const numbers = [digitsOf(run?.groups ?? []), behind];
  const valid = countries.find((country) =>
    numbers.some((digits) => validNational(digits, country) !== null),
  );
  return valid ?? (countries.at(-1) as CountryCode);
}

/** Words, folded, by country. */
export const byWord = (words: Readonly<Record<string, string>>): ReadonlyMap<string, CountryCode> =>
  new Map(
    Object.entries(words).flatMap(([country, each]) =>
      each.split(' ').map((name) => [foldWord(name), country as CountryCode] as const),
    ),
  );
const otherNames = lazily(() => byWord(NAMES_ABROAD));
const adjectives = lazily(() => byWord(ADJECTIVES));

// `Indien: 98765…`, `Indian mobile 98765…`; but not `Indian restaurant`.
function otherName(scanner: Scanner): NamedCountry | null {
  const { token, index, defaultCountry } = scanner;
  const folded = foldWord(token.text);
  const country = otherNames().get(folded);
  const end = index + 1;
  if (country !== undefined) return { country, certainty: certaintyOfOther(folded, defaultCountry), end };
  const isPlace = isAdjectivePlace(scanner);
  if (!isPlace && !isLanguage(scanner)) return null;
  const ofCountry =
    countryOfAdjective(folded) ??
    (isPlace && isAbbreviated(scanner) ? countryOfShortAdjective(folded) : null);
  return ofCountry === null ? null : { country: ofCountry, certainty: isPlace ? 'likely' : 'doubtful', end };
}

// Unlike `German`, `Roman` and `French`, no names of people.
const NATIONALITY = word(/^(?:Swiss|British|Dutch|Irish)$/);

// `English: 020 7946 0123, Deutsch: 030 23125123`, `Swiss 079 123 45 67`; Germán is a name.
function isLanguage({ tokens, index, token, isAtStartOfPart, defaultCountry }: Scanner): boolean {
  if (!isAtStartOfPart) return false;
  if (NATIONALITY(token) && BEGINS_NUMBER(tokenAt(tokens, index + 1))) return true;
  const isNumber = match(tokens, index + 1, kind('colon'), BEGINS_NUMBER) > 0;
  return isNumber && !ADJECTIVE_FOLLOWS.test(defaultCountry ?? '');
}

// Names of people, too, and what English and German are called in Thailand.
const ALSO_PEOPLE = /^(?:holl?and|oland|inglaterra|\p{Script=Thai})/u;
const SHORT_OR_FIRM = /^(?:mex|anglia)$/;

function certaintyOfOther(folded: string, defaultCountry: CountryCode | null): Certainty {
  if (folded === 'lux') return 'hint';
  if (SHORT_OR_FIRM.test(folded)) return 'unsure';
  if (!ALSO_PEOPLE.test(folded)) return 'sure';
  return defaultCountry === null ? 'unsure' : 'likely';
}

const MIN_STEM_LENGTH = 3;
const MAX_STEM_LENGTH = 10;
const MAX_ENDING_LENGTH = 9;
const MIN_SHORT_LENGTH = 4;

function countryOfAdjective(folded: string): CountryCode | null {
  for (let length = MIN_STEM_LENGTH; length <= MAX_STEM_LENGTH; length += 1) {
    const country = adjectives().get(folded.slice(0, length));
    if (country !== undefined && folded.length <= length + MAX_ENDING_LENGTH) return country;
  }
  return null;
}

const SHORT_NAME = word(/^(?:Dani|Fran|Iris)$/);

// `franz. Handy`; `port.` is a portable phone, and `Iris. Mobile …` a name.
function isAbbreviated({ tokens, index, token }: Scanner): boolean {
  const isLong = token.text.length >= MIN_SHORT_LENGTH;
  return isLong && DOT(tokenAt(tokens, index + 1)) && !PHONE(token) && !SHORT_NAME(token);
}

function countryOfShortAdjective(folded: string): CountryCode | null {
  const found = [...adjectives()].find(([stem]) => stem.startsWith(folded));
  return found === undefined ? null : found[1];
}

const DOT = touching(kind('dot'));
const PHONE: Test = either(
  word('counting'),
  NUMBER_WORD,
  ({ kind: found, text }) => found === 'word' && isOfPhone(text),
);
const IN_LOWER_CASE = word(/^\p{Ll}+$/u);

// In these countries, their own adjectives follow: `Russo cell.` is a name, `Indian mobile` none.
const ADJECTIVE_FOLLOWS = /^(?:IT|ES|FR|PT|BR|MX|AR|CL|CO|PE)$/;
const LIKE_NAME = word(/^\p{Lu}.*(?:[ao]|[^s]s)$/u);

// Beside a word for a phone, or by itself: `francés 612 345 678`.
function isAdjectivePlace(scanner: Scanner): boolean {
  const { tokens, index, token, previous, isAtStartOfPart, defaultCountry } = scanner;
  const next = tokenAt(tokens, match(tokens, index + 1, kind('dot')) || index + 1);
  if (PHONE(next) && !(LIKE_NAME(token) && ADJECTIVE_FOLLOWS.test(defaultCountry ?? ''))) return true;
  if (PHONE(previous.kind === 'dot' ? tokenAt(tokens, index - 2) : previous)) return true;
  return isAtStartOfPart && IN_LOWER_CASE(token) && BEGINS_NUMBER(next);
}
