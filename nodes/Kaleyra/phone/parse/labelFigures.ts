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
import { isCallingCode } from '../resolve/validNumber';
import { tokenAt, touches, type Token } from '../tokens/token';
import { hasAnyRole, hasRole, type WordRole } from '../tokens/words';
import { YEAR } from '../tokens/dateParts';
import type { Figure } from './elements';
import { isPostcodeBeforeNumber, isWholeNumberAt, NUMBER_WORD, POSTCODE } from './identifiers';
import type { Scanner } from './scanner';
import { isMinute } from './times';
import { isOfPerson } from './whomToCall';

const FIGURE = digits(/^[1-9]\d?$/);
const BEFORE_NUMBER = apart(kind('digits', 'open', 'plus', 'dash'));
const HOUR = apart(digits(/^(?:[1-9]|1\d|2[0-4])$/));
const CAPITALS = /^[A-Z]{2}$/;
const SINCE = (token: Token): boolean => word('since')(token) && !CAPITALS.test(token.text);
const MAYBE_FIGURES = [
  // `Jan 15 415-555-0132`; Jan may be a person.
  [word('month'), apart(digits(/^(?:[1-9]|[12]\d|3[01])$/)), BEFORE_NUMBER],
  // `after 5 415-555-0132`; `AB`, `AT` and `BY` may be countries.
  [SINCE, HOUR, BEFORE_NUMBER],
  // `since 1998 07400 123456`
  [SINCE, apart(YEAR), BEFORE_NUMBER],
  [SINCE, HOUR, touching(kind('dot')), touching(digits(/^[0-5]\d$/)), BEFORE_NUMBER],
];

/**
 * The index after the figure that belongs to this label: `Tel 2:`, `Flat 12,`; 0 if there isn't one. In `Tel 2 98765…`
 * and `Ravi2 98765…` the digits must decide; in `Flat No. 12 98765…` too, and it is the index of the figure.
 */
export function figureEnd(scanner: Scanner): number {
  const { tokens, index, token } = scanner;
  const figure = MAYBE_FIGURES.find((pattern) => match(tokens, index, ...pattern) > 0);
  if (figure !== undefined) {
    scanner.nextFigure = 'maybe';
    // Its groups have a dot between them.
    scanner.nextFigureLength = (figure.length - 1) / 2;
    return 0;
  }
  const noted = notedFigureEnd(scanner);
  if (noted > 0) return noted;
  const address = addressOf(scanner);
  if (address !== undefined) return figureOfAddress(scanner, address);
  if (isPostcodeAfter(tokens, index)) scanner.nextFigure = 'postcode';
  if (WEAK_FIGURES.some((test) => test(scanner))) {
    scanner.nextFigure = 'weak';
    return 0;
  }
  const lettered = letteredHouseEnd(scanner);
  if (lettered > 0) return lettered;
  const sign = hasRole(token.text, 'counting') ? LABEL_SIGN : FIGURE_SIGN;
  const end = match(tokens, index + 1, FIGURE) || match(tokens, index + 1, sign, FIGURE);
  return end === 0 ? 0 : numberedLabelEnd(scanner, end);
}

function figureOfAddress(scanner: Scanner, address: Address): number {
  const { tokens, index } = scanner;
  if (isNumberedBefore(tokens, index)) return 0;
  const house = match(tokens, afterNumberSign(tokens, index + 1), address.number);
  const isNone = house === 0 || isPhoneOfPlace(scanner, house, address);
  return isNone ? 0 : houseNumberEnd(scanner, house, address.figure);
}

// `No:12 Tel …`, unlike `No: 44 Ravi 7911 …`
const HOUSE_NO = [NUMBER_WORD, kind('colon'), FIGURE, kind('word')];

function notedFigureEnd({ tokens, index, isBehindPhoneWord }: Scanner): number {
  const bracketed = match(tokens, index + 1, kind('open'), FIGURE, touching(kind('close')), kind('colon'));
  const house = isBehindPhoneWord ? 0 : match(tokens, index, ...HOUSE_NO);
  return house === 0 || isCallingCode(tokenAt(tokens, house - 2).text) ? bracketed : house - 1;
}

const FIGURE_SIGN = either(kind('dot', 'hash'), ({ text }) => text === '°');
// `Mob-1: 98765…`
const LABEL_SIGN = either(FIGURE_SIGN, touching(kind('dash')));
// `AA1042 917-555-0121`
const GLUED_CODE = [word(/^[A-Z]{1,3}$/), touching(digits(/^[1-9]\d{2,3}$/)), SPACED];
const HOUSE = digits(/^[1-9]\d{0,2}$/);
const FURTHER = [touching(kind('dash', 'slash')), touching(digits(/^\d{1,3}$/))];
const TRUNK = apart(digits(/^(?:0(?!0)\d*|8)$/));

// `Storgatan 12 070-…`, `渋谷1-2-3 03-…`, `Ленина 12/34 8 912 …`: no number has digits before its trunk prefix.
function isHouseBeforeTrunk({ tokens, index, token }: Scanner): boolean {
  let end = match(tokens, index + 1, HOUSE);
  if (end === 0 || hasRole(token.text, 'counting')) return false;
  for (let next = end; next > 0; next = match(tokens, end, ...FURTHER)) end = next;
  return match(tokens, end, TRUNK) > 0;
}

const LETTERED_HOUSE = [HOUSE, word(/^[a-h]$/), TRUNK];

// `Lindenweg 7a 030 …`, `Hauptstr. 7 a 030 …`
function letteredHouseEnd({ tokens, index, token }: Scanner): number {
  const end = match(tokens, match(tokens, index + 1, kind('dot')) || index + 1, ...LETTERED_HOUSE);
  return end === 0 || hasRole(token.text, 'counting') ? 0 : end - 1;
}

function isGluedCode({ tokens, index }: Scanner): boolean {
  return match(tokens, index, ...GLUED_CODE) > 0;
}

// Also `iPhone`.
const NAME = word(/\p{Lu}/u);
const FIGURE_OF_NAME = [NAME, apart(digits(/^[1-9]\d{0,2}$/)), apart(kind('digits', 'open'))];

// With a figure before them, fewer digits may be a longer number of another country: `Paris 1 42 68 53 00`.
const MIN_LENGTH_BEHIND_FIGURE = 9;

// `Motel 6 (212) 555-0123`, `Boeing 737 212-555-0123`
function isFigureOfName({ tokens, index, token, defaultCountry }: Scanner): boolean {
  if (match(tokens, index, ...FIGURE_OF_NAME) === 0 || hasAnyRole(token.text)) return false;
  const isLong = digitsFrom(tokens, index + 2).length >= MIN_LENGTH_BEHIND_FIGURE;
  return isLong && isWholeNumberAt(tokens, index + 2, defaultCountry);
}

const WEAK_FIGURES = [isHouseBeforeTrunk, isGluedCode, isFigureOfName];
const PLACE_NAME = /^(?:\p{Lu}|\p{Lo})/u;
const STATE = /^(?!PH|NO|HP)[A-Z]{2}$/;
const HOUSE_NUMBER = [word(/[区區市町村丁目路街巷弄길로동리]$/), touching(digits(/^\d{1,3}$/))];

/** Whether a postal code or a house number may follow the word: `Bangalore 560001`, `NY 10118`, `千代田区1-1`. */
export function isPostcodeAfter(tokens: readonly Token[], index: number): boolean {
  const { text } = tokenAt(tokens, index);
  const isBeforePostcode =
    match(tokens, index + 1, apart(POSTCODE)) > 0 || match(tokens, index + 1, kind('dash'), POSTCODE) > 0;
  const isPlace = isBeforePostcode && PLACE_NAME.test(text) && (!hasAnyRole(text) || STATE.test(text));
  return isPlace || isPostcodeBeforeNumber(tokens, index) || match(tokens, index, ...HOUSE_NUMBER) > 0;
}

interface Address {
  readonly role: WordRole;
  readonly number: Test;
  readonly figure: Figure;
}

const ADDRESSES: readonly Address[] = [
  // `007` and `0044` may begin a call abroad.
  { role: 'room', number: digits(/^(?!00)(?:0?\d{1,3}|[1-9]\d{3})$/), figure: 'room' },
  { role: 'route', number: digits(/^[1-9]\d{0,2}$/), figure: 'route' },
  { role: 'premises', number: digits(/^[1-9]\d{0,2}$/), figure: 'premises' },
  { role: 'street', number: digits(/^[1-9]\d{0,3}$/), figure: 'likely' },
];

const INTERNATIONAL = [word(/^int$/i), kind('digits', 'colon')];

// At the beginning, `Int: 44 …` is international; `Herr Stock 030 23125123` is a name.
function addressOf(scanner: Scanner): Address | undefined {
  const { tokens, index, token, isAtStartOfPart } = scanner;
  const address = ADDRESSES.find(({ role }) => hasRole(token.text, role));
  if (address === undefined || isOfPerson(tokens, index)) return undefined;
  // `tel. č. 331 …`
  if (address.role === 'street' && token.text.length === 1 && scanner.isBehindPhoneWord) return undefined;
  return isAtStartOfPart && match(tokens, index, ...INTERNATIONAL) > 0 ? undefined : address;
}

const FLOOR = digits(/^\d{1,2}$/);

// `3rd floor 212 555-0143`, `2. Etage 0171 3920012`
function isNumberedBefore(tokens: readonly Token[], index: number): boolean {
  return match(tokens, index - 2, FLOOR, touching(kind('dot', 'word'))) > 0;
}

const SIGN = kind('dot', 'colon', 'hash');

// `Flat No. 12`, `Apt #4`, `Kat: 3`
function afterNumberSign(tokens: readonly Token[], index: number): number {
  const afterSign = match(tokens, index, SIGN) || index;
  const afterWord = match(tokens, afterSign, NUMBER_WORD) || afterSign;
  return match(tokens, afterWord, SIGN) || afterWord;
}

const LOCAL = word(/^local$/i);
const COLON_BEFORE_DIGITS = [kind('colon'), kind('digits')];
const DASH = kind('dash');
const NUMBERED = word('numbered');

// `Door: 082 123 4567`, `Suite 212-555-0143`, `Local: 212 555-0143`; in `Suite: 212 555-0143`, 212 may still be the suite,
// and `Lot 212-555-0143` may be a lot's number.
function isPhoneOfPlace(
  { tokens, index, token, defaultCountry }: Scanner,
  end: number,
  { role }: Address,
): boolean {
  const isColon = match(tokens, index + 1, ...COLON_BEFORE_DIGITS) > 0;
  const isTied = touches(tokens, end, 'dash') && !NUMBERED(token);
  const isDivided = DASH(tokenAt(tokens, end + 1)) && !LOCAL(token);
  const mayBePhone = role !== 'street' && (isTied || (isColon && !isDivided));
  return mayBePhone && isWholeNumberAt(tokens, end - 1, defaultCountry);
}

const AFTER_HOUSE_NUMBER = kind(
  'comma',
  'end',
  'line',
  'close',
  'word',
  'semicolon',
  'pipe',
  'colon',
  'bullet',
  'backslash',
);

// `Flat 12, 98765…`, `Flat 12B`; in `Flat 12 98765 43210` the first group is a figure if the rest is a number.
function houseNumberEnd(scanner: Scanner, end: number, figure: Figure): number {
  const { tokens } = scanner;
  if (match(tokens, end, touching(kind('word'))) > 0) return end + 1;
  if (AFTER_HOUSE_NUMBER(tokenAt(tokens, end))) return end;
  // `Flat 3+1`
  if (touching(kind('plus'))(tokenAt(tokens, end))) return 0;
  scanner.nextFigure = figure;
  return end - 1;
}

// `Phone 1:`, `phone1=`
const KEY_SIGN = touching(kind('colon', 'equals'));

function numberedLabelEnd(scanner: Scanner, end: number): number {
  const { tokens, token } = scanner;
  const isLabel = hasRole(token.text, 'counting');
  // `Phone #1 …, Phone #2 …`
  scanner.listNumber ||= Number(tokenAt(tokens, end - 1).text);
  if (tokenAt(tokens, end).kind === 'close') return end;
  const isColon = isLabel
    ? KEY_SIGN(tokenAt(tokens, end))
    : touches(tokens, end, 'colon') && !isMinute(tokens, end + 1);
  if (isColon || match(tokens, end, apart(kind('dash')), SPACED) > 0) {
    const figure = tokenAt(tokens, end - 1);
    const mayBeCode = !(isLabel && SINGLE(figure)) && isCallingCode(figure.text);
    if (isColon && !mayBeCode) return end + 1;
    // `Ravi 44: 7400 123456`
    scanner.nextFigure = mayBeCode ? 'weak' : 'likely';
  } else scanner.nextFigure = figureBefore(scanner, end, isLabel);
  return 0;
}

function figureBefore({ tokens, index, nextFigure }: Scanner, end: number, isLabel: boolean): Figure {
  const isDashed = match(tokens, end, ...DASH_BEFORE_NUMBER) > 0 || kind('dash')(tokenAt(tokens, end - 2));
  if (isLabel && isDashed) return 'weak';
  if (!tokenAt(tokens, end).gap) return nextFigure;
  if (isLabel || !tokenAt(tokens, index + 1).gap) return 'maybe';
  return match(tokens, index, ...COUNT_BEFORE) > 0 ? 'weak' : nextFigure;
}

// `Mob1-9876543210`; in `Tel1-800-555-0199` and `Mob-7 912 345 67 89`, it is a country's code.
const DASH_BEFORE_NUMBER = [touching(kind('dash')), kind('digits')];

// `table for 4 98765 43210`; two digits may be an area code.
const SINGLE = digits(/^[1-9]$/);
const COUNT_BEFORE = [
  word(/^(?:for|of|für|para|pour|per|voor|för|til|pro|za|na|dla|pentru|για|untuk|на|для)$/i),
  apart(SINGLE),
];

const HOUSE_AND_NUMBER = [
  digits(/^[1-9]\d{0,3}$/),
  either(apart(kind('dash')), apart(kind('open'))),
  kind('digits', 'open', 'plus'),
];
const MAX_WORDS_OF_STREET = 6;

/** Whether a house number is before a phone number: `Rua Augusta, 1500 - (11) …`, `Via Roma, n. 12 - 06 …`. */
export function isHouseBehindComma(tokens: readonly Token[], index: number): boolean {
  if (!BEFORE_HOUSE(tokenAt(tokens, index - 1)) || match(tokens, index, ...HOUSE_AND_NUMBER) === 0)
    return false;
  const sign = [index - 1, index - 2].find((at) => NUMBER_WORD(tokenAt(tokens, at)));
  const comma = (sign ?? index) - 1;
  if (tokenAt(tokens, comma).kind !== 'comma') return false;
  const words = tokens.slice(Math.max(0, comma - MAX_WORDS_OF_STREET), comma);
  return words.slice(words.findLastIndex((token) => !OF_STREET(token)) + 1).some(word('street'));
}

const BEFORE_HOUSE = kind('comma', 'word', 'dot');
const OF_STREET = kind('word', 'dot', 'slash');
