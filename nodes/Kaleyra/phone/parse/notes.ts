import { apart, digits, either, kind, match, matchFirst, SPACED, touching, word } from '../tokens/match';
import { tokenAt, type Token, type TokenKind } from '../tokens/token';
import { hasAnyRole } from '../tokens/words';
import { coordinates } from './coordinates';
import { date, ipAddress } from './dates';
import { POINT } from './decimals';
import { allDay, clockTime, militaryHours, timestamp } from './times';

/**
 * Recognizes something that begins with digits and isn't a number.
 * @returns the index after it, or 0 if there isn't one. Each looks a fixed number of tokens ahead.
 */
type Recognizer = (tokens: readonly Token[], index: number) => number;

/** What can only be a note, wherever it is. To add a kind, add a recognizer. */
const RECOGNIZERS: readonly Recognizer[] = [
  date,
  timestamp,
  allDay,
  clockTime,
  militaryHours,
  ordinal,
  houseNumber,
  percentage,
  atLeast,
  sum,
  ipAddress,
  taxNumber,
  japanesePostcode,
  rating,
  price,
  coordinates,
  lookupId,
  alphanumeric,
];

// What follows the first digits of any note.
const IN_NOTES = new Set<TokenKind>([
  'dash',
  'tilde',
  'slash',
  'dot',
  'comma',
  'semicolon',
  'colon',
  'word',
  'star',
  'percent',
  'plus',
  'mark',
]);

/** The index after a note, or 0. */
export function noteAt(tokens: readonly Token[], index: number): number {
  if (!IN_NOTES.has(tokenAt(tokens, index + 1).kind)) return 0;
  for (const recognize of RECOGNIZERS) {
    const end = recognize(tokens, index);
    if (end > 0) return end;
  }
  return 0;
}

const LOOKUP_ID = [digits(/^\d{1,5}$/), touching(kind('semicolon')), touching(kind('hash'))];

// `1;#98765 43210`
function lookupId(tokens: readonly Token[], index: number): number {
  return index === 0 ? match(tokens, index, ...LOOKUP_ID) : 0;
}

const THREE = digits(/^\d{3}$/);
const DOT = touching(kind('dot'));
const CPF = [
  THREE,
  DOT,
  touching(THREE),
  DOT,
  touching(THREE),
  touching(kind('dash')),
  touching(digits(/^\d\d$/)),
];

// `119.876.543-21`: a person in Brazil
function taxNumber(tokens: readonly Token[], index: number): number {
  return match(tokens, index, ...CPF);
}

const JAPANESE_POSTCODE = [THREE, touching(kind('dash')), touching(digits(/^\d{4}$/))];
const PLACE_IN_JAPAN = word(/^(?:東京|大阪|京都|北海道|\p{Script=Han}{1,4}[都道府県市区])/u);
const HAN = word(/^\p{Script=Han}/u);

// `(150-0002 渋谷)`, `100-0001 東京`
function japanesePostcode(tokens: readonly Token[], index: number): number {
  const end = match(tokens, index, ...JAPANESE_POSTCODE);
  const place = tokenAt(tokens, end);
  const { kind: before } = tokenAt(tokens, index - 1);
  const isPlace = before === 'open' ? HAN(place) && !hasAnyRole(place.text) : PLACE_IN_JAPAN(place);
  return isPlace && before !== 'digits' ? end : 0;
}

const NEXT_THREE = touching(THREE);
const STARS = [digits(/^[0-5]$/), POINT, touching(digits(/^\d$/))];
const SIGN = kind('mark', 'star');
const REVIEWS = [kind('open'), digits(/^\d{1,4}$/)];
const CLOSE = kind('close');

// `4.5(123)`, `4,6 ★ (1,234)`
function rating(tokens: readonly Token[], index: number): number {
  const stars = match(tokens, index, ...STARS);
  const reviews = stars === 0 ? 0 : match(tokens, match(tokens, stars, SIGN) || stars, ...REVIEWS);
  return reviews === 0 ? 0 : match(tokens, match(tokens, reviews, POINT, NEXT_THREE) || reviews, CLOSE);
}

const NO_CENTS = [POINT, touching(digits(/^00$/))];
const ROUND_PRICE = [digits(/^[1-9]\d{0,3}$/), ...NO_CENTS];
const PRICES = [[digits(/^[1-9]\d{0,2}$/), POINT, NEXT_THREE, ...NO_CENTS], ROUND_PRICE];

// `250,00`, `1.200,00`
function price(tokens: readonly Token[], index: number): number {
  return matchFirst(tokens, index, PRICES);
}

/** The index after `250,00`, or 0: behind a number, its digits may belong to it: `02 1234 5678,00`. */
export function roundPrice(tokens: readonly Token[], index: number): number {
  return match(tokens, index, ...ROUND_PRICE);
}

// `1017GC` is a postal code in the Netherlands.
const FIGURE = digits(/^[1-9]\d?$/);
const POSTCODE = [digits(/^[1-9]\d{3}$/), touching(word(/^[A-Z]{2}$/))];
const CODE = [
  digits(/^\d{1,3}$/),
  touching(word(/^(?![XOIL]$)[A-Z]$/)),
  touching(digits(/^\d{1,4}$/)),
  either(SPACED, kind('comma', 'colon', 'close')),
];
const NAME = word(/^(?!(?:[xoil]+|[pw]+)$)\p{Lu}\p{L}*$/u);

// `3M Company`, `2BHK`: a figure that a capital touches. After digits, both may belong to a number: `0664 12345 12M`.
function alphanumeric(tokens: readonly Token[], index: number): number {
  // `digicode 12A45`
  const code = tokenAt(tokens, index - 1).kind === 'word' ? match(tokens, index, ...CODE) : 0;
  if (code > 0) return code - 1;
  const end = match(tokens, index, FIGURE, touching(NAME)) || match(tokens, index, ...POSTCODE);
  if (end === 0 || tokenAt(tokens, index - 1).kind === 'digits') return 0;
  const { text } = tokenAt(tokens, end - 1);
  const isName = text.length === 1 || !hasAnyRole(text);
  return isName && match(tokens, end, touching(kind('digits', 'dash'))) === 0 ? end : 0;
}

const ORDINALS = [
  [digits(/^\d{1,2}$/), touching(word(/^(?:st|nd|rd|th|er|[eè]me|ος|[ºª]\p{L}?)$/iu))],
  [digits(/^\d{1,2}$/), touching(digits(/^°$/))],
  [digits(/^\d{1,2}$/), touching(kind('dot')), touching(word(/^[ºª]$/))],
];

const AGE = [digits(/^[1-9]\d$/), touching(kind('plus')), touching(kind('close'))];
const AT_LEAST = [digits(/^[1-9]\d{0,2}$/), touching(kind('plus')), apart(word('unit'))];
const PERCENTAGE = [kind('digits'), touching(kind('percent'))];

const PLACE = digits(/^[1-9]\d{0,3}$/);
const FLOOR = [PLACE, touching(word(/^(?:号楼?|號|楼|樓|单元|室|号室|층|동|호|階|丁目|番地|f)$/i))];
// `via` and the short ones are words of other kinds, too.
const STREET = (token: Token): boolean => word('street')(token) && !/^(?:..?|via)$/i.test(token.text);

const STREET_NAME = word(/^(?:bis|ter|\p{Lu}\p{L}+)$/u);
const STREET_BEHIND = either(STREET, word(/^(?:st|rd|dr|ln|ct|pl|sq)$/i));
// `#04-56` in Singapore, `# 12-34` in Colombia
const UNIT_NUMBER = [
  kind('hash'),
  digits(/^\d{1,3}$/),
  touching(kind('dash')),
  touching(digits(/^\d{2,4}$/)),
  SPACED,
];

// `12 rue`, `12 bis rue`, `1 Poland Street`, `3号楼2单元501`, `#04-56`
function houseNumber(tokens: readonly Token[], index: number): number {
  if (tokenAt(tokens, index - 1).kind === 'digits') return 0;
  const floor = match(tokens, index, ...FLOOR);
  const room = floor > 0 ? match(tokens, floor, touching(PLACE), SPACED) : 0;
  const unit = match(tokens, index - 1, ...UNIT_NUMBER);
  if (room > 0 || unit > 0) return Math.max(room, unit) - 1;
  const name = match(tokens, index + 1, apart(STREET_NAME)) || ordinal(tokens, index + 1) || index + 1;
  const isStreet = PLACE(tokenAt(tokens, index)) && apart(STREET_BEHIND)(tokenAt(tokens, name));
  return floor || (isStreet ? index + 1 : 0);
}

// `7+ years`, `(18+)`
function atLeast(tokens: readonly Token[], index: number): number {
  const isAge = tokenAt(tokens, index - 1).kind === 'open' && match(tokens, index, ...AGE) > 0;
  return isAge ? index + 2 : match(tokens, index, ...AT_LEAST);
}

// `2nd:`
function ordinal(tokens: readonly Token[], index: number): number {
  return matchFirst(tokens, index, ORDINALS);
}

function percentage(tokens: readonly Token[], index: number): number {
  return match(tokens, index, ...PERCENTAGE);
}

const SUM = [
  digits(/^[1-9]\d?$/),
  touching(kind('plus')),
  touching(digits(/^[1-9]$/)),
  kind('word', 'comma', 'semicolon', 'close', 'line', 'end'),
];

// `2+1 BHK`, `10+2,`; behind digits, `56+5` may belong to the number: `26 12 34 56+5`.
function sum(tokens: readonly Token[], index: number): number {
  const end = match(tokens, index, ...SUM);
  const isBehindDigits = tokenAt(tokens, index - 1).kind === 'digits';
  const isUnclear = isBehindDigits && tokenAt(tokens, index).text.length > 1;
  return isUnclear ? 0 : Math.max(end - 1, 0);
}
