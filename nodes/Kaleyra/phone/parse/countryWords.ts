import { countryByName } from '../country';
import type { CountryCode } from '../libphonenumber';
import { tokenAt, type Token } from '../tokens/token';
import { hasRole } from '../tokens/words';
import type { Scanner } from './scanner';

/** A country named by words. `isSure`: they can't also be a label or a person's name. */
interface NamedCountry {
  readonly country: CountryCode;
  readonly isSure: boolean;
  /** The index after the words. */
  readonly end: number;
}

/**
 * Reads a country in words or a flag: `India`, `St. Pierre & Miquelon`, `(UK)`, 🇮🇳. Returns false if there isn't one.
 */
export function readCountry(scanner: Scanner): boolean {
  const found = scanner.token.kind === 'flag' ? countryOfFlag(scanner) : longestName(scanner);
  if (found === null) return false;
  const isAlone = standsAlone(scanner, found.end);
  // `Embassy of Mexico: …` may or may not be in Mexico.
  if (!isAlone && tokenAt(scanner.tokens, found.end).kind !== 'colon') return false;
  const isBracketed = scanner.previous.kind === 'open';
  scanner.push(
    { kind: 'country', country: found.country, isBracketed, isSure: isAlone && found.isSure },
    found.end,
  );
  return true;
}

// `Restaurant Italia`, `India Smith` and `New Jersey` aren't countries; `Tel. India` and `India office` are.
function standsAlone({ tokens, index, token, previous }: Scanner, end: number): boolean {
  if (token.kind === 'flag') return true;
  const before = previous.kind === 'dash' ? tokenAt(tokens, index - 2) : previous;
  return !isOtherWord(before) && !isOtherWord(tokenAt(tokens, end));
}

function isOtherWord({ kind, text }: Token): boolean {
  return kind === 'word' && !hasRole(text, 'counting') && !hasRole(text, 'and');
}

const REGIONAL_INDICATOR_A = 0x1f1e6;

function countryOfFlag({ token, index }: Scanner): NamedCountry | null {
  const flag = [...token.text].map((letter) => REGIONAL_INDICATOR_A + letter.charCodeAt(0) - 65);
  const country = named(String.fromCodePoint(...flag));
  return country === null ? null : { country, isSure: true, end: index + 1 };
}

const MAX_TOKENS = 7;
const INSIDE_A_NAME = new Set(['word', 'dot', 'ampersand', 'mark', 'dash']);

function longestName(scanner: Scanner): NamedCountry | null {
  const { tokens, index } = scanner;
  const certainty = certaintyOf(scanner);
  let name = '';
  let found: NamedCountry | null = null;
  for (let at = index; at < index + MAX_TOKENS && INSIDE_A_NAME.has(tokenAt(tokens, at).kind); at += 1) {
    const { kind, gap, text } = tokenAt(tokens, at);
    name += gap && at > index ? ` ${text}` : text;
    if (kind !== 'word' || (at === index && certainty === 'none')) continue;
    const country = named(name);
    if (country !== null) found = { country, isSure: at > index || certainty === 'sure', end: at + 1 };
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

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
// Labels and words that nobody means as a country: PH is a phone, MO a mobile, AT isn't Austria.
const LABELS = setOf('PH NO ID MO AM PM ME AT IS IT TO SO DO BE MY IN');
// Could be either: MD is a doctor or Moldova.
const ALSO_LABELS = setOf('HR PR MD PA GM VC CO DE LA TV FM CV MR ST');
// Names that people and places also have.
const ALSO_NAMES = setOf('jordan georgia chad jersey guinea');

type Certainty = 'sure' | 'unsure' | 'none';

function certaintyOf(scanner: Scanner): Certainty {
  const { text } = scanner.token;
  if (text.length > 3) return ALSO_NAMES.has(text.toLowerCase()) ? 'unsure' : 'sure';
  // Short forms count as a country only in capitals.
  if (text !== text.toUpperCase()) return 'none';
  return text === 'UK' || text.length === 3 ? 'sure' : certaintyOfTwoLetters(scanner);
}

// Alone in brackets, at the beginning of a part, or at the end of the cell, two letters are unlikely to be a word.
function certaintyOfTwoLetters(scanner: Scanner): Certainty {
  const { token, tokens, index, previous } = scanner;
  const next = tokenAt(tokens, index + 1);
  const isAlone = previous.kind === 'open' && next.kind === 'close';
  if (LABELS.has(token.text))
    return (isAlone && token.text === 'IN') || next.kind === 'pipe' ? 'sure' : 'none';
  if (!isAlone && !scanner.isAtStartOfPart && next.kind !== 'end') return 'none';
  return ALSO_LABELS.has(token.text) ? 'unsure' : 'sure';
}
