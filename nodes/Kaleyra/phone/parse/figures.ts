import {
  apart,
  both,
  CAPITALIZED,
  digits,
  either,
  kind,
  match,
  matchFirst,
  SPACED,
  touching,
  word,
  type Test,
} from '../tokens/match';
import { isCallingCode } from '../resolve/validNumber';
import { tokenAt, type Token } from '../tokens/token';
import { digitsOf, NOTE, type Run } from './elements';
import type { Scanner } from './scanner';

const LIST_NUMBER = digits(/^[1-9]\d?$/);
const COUNT = digits(/^[1-9]\d{0,2}$/);
const CLOSE = touching(kind('close'));
const COLON = touching(kind('colon'));
const MIN_LENGTH_OF_NUMBER = 7;

/**
 * Reads a figure that counts, lists or prices something: `1)`, `2.`, `(10 lines)`, `Rs. 500`. Returns false if there
 * isn't one.
 */
export function readFigure(scanner: Scanner, index: number): boolean {
  const figure = tokenAt(scanner.tokens, index);
  const listed = LIST_NUMBER(figure) ? listNumberEnd(scanner, index) : 0;
  const end =
    listed || priceEnd(scanner, index) || countEnd(scanner, index) || bracketedNoteEnd(scanner, index);
  if (end === 0) return false;
  scanner.push(listed > 0 ? { kind: 'note', figure: figure.text } : NOTE, end);
  return true;
}

/** Reads `#2` after `#1 415-555-0132`, which is no extension. */
export function readNextHeading(scanner: Scanner): boolean {
  const { tokens, index, listNumber } = scanner;
  const isText: Test = ({ text }) => text === String(listNumber + 1);
  if (match(tokens, index, SPACED, touching(isText), either(SPACED, COLON)) === 0) return false;
  scanner.listNumber += 1;
  scanner.push({ kind: 'note', figure: String(listNumber + 1) }, index + 2);
  return true;
}

const TICKET = [kind('hash'), touching(digits(/^[1-9]\d{1,5}$/)), either(COLON, apart(kind('dash'))), SPACED];

/** Reads `#1042: ` and `#1042 - ` before a number, unless the word before it says which phone it is: `Lead #1042: …`. */
export function readTicket(scanner: Scanner): boolean {
  const { tokens, index } = scanner;
  if (scanner.isBehindPhoneWord || match(tokens, index, ...TICKET) === 0) return false;
  if (isCallingCode(tokenAt(tokens, index + 1).text)) return false;
  scanner.nextIdentifier = 'none';
  scanner.push(NOTE, index + 2);
  return true;
}

// `1)`, `(1)`, `#1`, `1:`, and `1.` followed by a space, at the beginning of an item or in sequence.
function listNumberEnd(scanner: Scanner, index: number): number {
  const { tokens } = scanner;
  const figure = Number(tokenAt(tokens, index).text);
  const isNext = scanner.listNumber > 0 && figure === scanner.listNumber + 1;
  const isAtStart = scanner.isAtStartOfItem || isSeparated(scanner, index);
  const closed = closedListEnd(scanner, index);
  if (closed > 0 && (isNext || isAtStart || isBehindNumber(scanner.run))) {
    scanner.listNumber = figure;
    return closed;
  }
  if (!isNext && !isAtStart) return bracketedFigureEnd(scanner, index);
  if (tokenAt(tokens, index - 1).kind === 'open') return bracketedListNumberEnd(scanner, index, isNext);
  if (isAtStart && isHeading(tokens, index)) {
    scanner.listNumber = figure;
    return index + 1;
  }
  return dottedListNumberEnd(scanner, index, isAtStart);
}

// A bracket that was never opened can only close the figure of a list: `1)`, `1.)`.
function closedListEnd({ tokens, depth }: Scanner, index: number): number {
  if (depth > 0) return 0;
  return match(tokens, index + 1, CLOSE) || match(tokens, index + 1, touching(kind('dot')), CLOSE);
}

// `030 23125123 2) 030 23125124`; in `44 20) 7946 0123`, a bracket is missing.
function isBehindNumber(run: Run | null): boolean {
  return run === null || digitsOf(run.groups).length >= MIN_LENGTH_OF_NUMBER;
}

const ONE_DIGIT = digits(/^[1-9]$/);
const LIST_SIGNS = [
  [LIST_NUMBER, touching(kind('dot', 'colon')), SPACED],
  // `1- 98765 43210`, `1/ …`, `1 - …`; with two digits, it may be a calling code.
  [ONE_DIGIT, either(touching(kind('dash', 'slash')), apart(kind('dash'))), SPACED],
  // `1-0532 123 45 67`: no number has digits before its trunk prefix.
  [ONE_DIGIT, touching(kind('dash', 'slash')), digits(/^0[1-9]\d+$/)],
];
const BEFORE_PLUS = [touching(kind('dot', 'dash', 'slash', 'colon')), kind('plus')];

// `1.4155550132` may be a decimal number, unless it is in a list.
const TOUCHING_LIST = [ONE_DIGIT, touching(kind('dot')), touching(digits(/^\d{7,}$/))];

function listedEnd(scanner: Scanner, index: number): number {
  const end = matchFirst(scanner.tokens, index, LIST_SIGNS);
  return end || (scanner.has(LINE) ? match(scanner.tokens, index, ...TOUCHING_LIST) : 0);
}

const LINE = kind('line');

function dottedListNumberEnd(scanner: Scanner, index: number, isAtStart: boolean): number {
  // `1.+44 20 …`, `1- +44 20 …`
  if (match(scanner.tokens, index + 1, ...BEFORE_PLUS) > 0) {
    scanner.listNumber = Number(tokenAt(scanner.tokens, index).text);
    return index + 2;
  }
  const end = listedEnd(scanner, index) - 1;
  if (end < 0) return 0;
  scanner.listNumber = Number(tokenAt(scanner.tokens, index).text);
  if (!isAtStart) return end;
  scanner.closeRun();
  scanner.nextFigure = 'likely';
  return 0;
}

function isSeparated({ tokens }: Scanner, index: number): boolean {
  return match(tokens, index - 1, apart(kind('slash', 'backslash', 'bullet')), apart(LIST_NUMBER)) > 0;
}

// `(1) … (2) …`: the second shows that the first isn't an area code.
function bracketedListNumberEnd(scanner: Scanner, index: number, isNext: boolean): number {
  if (!CLOSE(tokenAt(scanner.tokens, index + 1))) return 0;
  scanner.listNumber = Number(tokenAt(scanner.tokens, index).text);
  if (!isNext) return 0;
  const { run } = scanner;
  if (run?.groups[0]?.bracketed === true && !run.plus) run.figure = 'likely';
  return index + 2;
}

// `#1 98765…`, `#1: 98765…`, `1: 98765…`
function isHeading(tokens: readonly Token[], index: number): boolean {
  const after = tokenAt(tokens, index + 1);
  if (after.kind === 'colon') return !after.gap;
  return match(tokens, index - 1, kind('hash'), touching(LIST_NUMBER), SPACED) > 0;
}

// `98765 43210 (2)`: if digits followed, it would be part of the number.
function bracketedFigureEnd({ tokens }: Scanner, index: number): number {
  if (match(tokens, index - 1, kind('open'), LIST_NUMBER, CLOSE) === 0) return 0;
  const next = tokenAt(tokens, index + 2);
  const goesOn = next.kind === 'digits' || next.kind === 'open' || !next.gap;
  return goesOn ? 0 : index + 2;
}

// Letters that hide a digit, stand for one or mean a pause aren't a unit.
const NOT_A_DIGIT = /^(?!x+$|[oil]$|[pw]+$)/i;

const FURTHER_PART = [touching(kind('comma', 'dot')), touching(digits(/^\d{1,3}$/))];
const AMOUNT = digits(/^(?:0|[1-9]\d{0,5})$/);

// ISO 4217, without the codes that are also words, names or airports: `ALL`, `TRY`, `BOB`, `AMD`. Lei is a name too.
const ISO_CODE =
  /^(?:AED|AFN|AOA|ARS|AUD|AZN|BBD|BDT|BGN|BHD|BIF|BMD|BND|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|CHF|CLP|CNY|CRC|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LBP|LKR|LRD|LSL|LYD|MDL|MGA|MKD|MMK|MNT|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NIS|NOK|NPR|NZD|OMR|PAB|PGK|PHP|PKR|PLN|PYG|QAR|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SRD|SSP|SVC|SYP|SZL|THB|TJS|TMT|TND|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VED|VES|VND|VUV|WST|XAF|XCD|XOF|XPF|YER|ZAR|ZMW|ZWG)$/;
const LOCAL =
  /^(?:rs|inr|usd|eur|euros?|gbp|aed|rub|руб|рублей|pkr|bdt|pln|czk|huf|idr|vnd|vnđ|ngn|kes|zar|chf|jpy|cny|brl|mxn|rp|rupiah|fcfa|cfa|ksh|dhs|dirhams?|kč|korun|forint|kroner|kronor|złotych|грн|đ|บาท|元|人民币|rmb|円|원|ريال|درهم|שקל|naira|ringgit|shillings|dollars?|pesos|reais|тенге|лв|manat|դրամ|ლარი|جنيه|دينار|تومان|ریال|روپے|रुपये|টাকা|so['’ʻ]m|dinara|дин|динара)$/iu;

/** A currency; not `R` (residence) or `try`, which are words of other kinds too. */
export const SURE_CURRENCY = either(kind('money'), word(ISO_CODE), word(LOCAL), word(/^lei$/));

/** A measure; not a country, a title or a name. */
export const SURE_MEASURE = both(word('measure'), word(/^(?!(?:GB|Ms|Miles|Points)$)/));

const CURRENCY_BEHIND = either(SURE_CURRENCY, word(/^(?:kr|TL|zł|Ft|din)$/));
// `try 917-555-0121`, `Hartford, CT 203-555-0143`
const NO_CURRENCY = /^(?:[Tt]ry|CT)$/;
const CURRENCY = either(CURRENCY_BEHIND, (token) => word('money')(token) && !NO_CURRENCY.test(token.text));

/** Whether an amount begins at a currency: `₹ 500` or `Rs. 500` behind a number says nothing about the number. */
export function isPriceAt(tokens: readonly Token[], index: number): boolean {
  return (
    match(tokens, index + 1, kind('digits')) > 0 || match(tokens, index + 1, kind('dot'), kind('digits')) > 0
  );
}

const CURRENCY_AT_END = [
  CURRENCY_BEHIND,
  either(kind('end', 'line', 'comma', 'semicolon', 'close', 'dot'), apart(kind('dash', 'slash'))),
];

/** Whether a currency ends what the run is in: `532 123 45 12 TL`. An amount doesn't begin with 0. */
export function isCurrencyAtEnd({ groups, plus }: Run, tokens: readonly Token[], index: number): boolean {
  const isAmountLike = !plus && !digitsOf(groups).startsWith('0');
  return isAmountLike && match(tokens, index, ...CURRENCY_AT_END) > 0 && !isPriceAt(tokens, index);
}

/** Whether the digits are an amount of money, however many they are: `₹9876543210`, `Rs. 9876543210`. */
export function isAmount(tokens: readonly Token[], index: number): boolean {
  // `NOK 07400 900123` is next of kin.
  return !tokenAt(tokens, index).text.startsWith('0') && isAfter(SURE_CURRENCY, tokens, index);
}

// `Hong Kong SAR`; elsewhere, SAR is a currency.
const REGION_OF_CHINA = [word(/^(?:kong|macao|macau)$/i), word(/^SAR$/)];

// `Rs 500`, `Rs. 500`
function isAfter(currency: Test, tokens: readonly Token[], index: number): boolean {
  if (match(tokens, index - 2, ...REGION_OF_CHINA) > 0) return false;
  return match(tokens, index - 1, currency) > 0 || match(tokens, index - 2, currency, kind('dot')) > 0;
}

// `Rs. 500`, `$20`, `1,500 INR`, `Rs 500/-`, starting at the amount.
function priceEnd({ tokens, run }: Scanner, index: number): number {
  let end = match(tokens, index, AMOUNT);
  if (end === 0) return 0;
  for (let parts = 0; parts < 3; parts += 1) {
    end = match(tokens, end, ...FURTHER_PART) || end;
  }
  if (isAfter(CURRENCY, tokens, index)) return end;
  if (run === null || tokenAt(tokens, index - 1).kind === 'open') return match(tokens, end, CURRENCY);
  return isBehindNumber(run) && isBesideNumber(tokens, index) ? match(tokens, end, CURRENCY_BEHIND) : 0;
}

const SIGN_APART = apart(kind('dash', 'slash'));
const WITH_COMMA = [digits(/^[1-9]\d{0,2}$/), touching(kind('comma')), touching(digits(/^\d{2,3}$/))];

// `98765 43210 - 500 ₹`, `0171 3920012 49,90 €`: behind a number, digits with a comma or behind a dash between blanks are
// not part of it.
function isBesideNumber(tokens: readonly Token[], index: number): boolean {
  return match(tokens, index - 1, SIGN_APART, SPACED) > 0 || match(tokens, index, ...WITH_COMMA) > 0;
}

// `10 lines` at the beginning of a part or in brackets.
function countEnd({ tokens, run }: Scanner, index: number): number {
  const isApart = run === null || tokenAt(tokens, index - 1).kind === 'open';
  return isApart ? match(tokens, index, COUNT, word('unit')) : 0;
}

const HOUSE = digits(/^[1-9]\d?$/);
// `12 rue de la Paix`, `23 Main St`, `120 m²`, `54 м2`
const OF_PLACES = [
  [HOUSE, both(word('street'), word(/^...+$/u))],
  [HOUSE, CAPITALIZED, word('street')],
  [COUNT, word(/^(?:m|м)$/i), touching(({ text }) => /^[23²³]$/.test(text))],
];

const QUANTITIES = [
  [COUNT, either(word('unit'), word('measure'), CURRENCY, kind('percent'), touching(word(NOT_A_DIGIT)))],
  [COUNT, word('extension'), kind('end', 'close', 'line', 'comma')],
  [AMOUNT, CURRENCY_BEHIND],
  // `12:-`
  [AMOUNT, touching(kind('colon', 'comma')), touching(kind('dash'))],
  ...OF_PLACES,
];

/**
 * `98765 43210 2 lines`, `… 50 €`, `… 2本`: without brackets, the last group may still belong to the number, so the
 * digits must decide.
 */
export function readTrailingCount(scanner: Scanner): boolean {
  const { tokens, index, run } = scanner;
  if (run === null || matchFirst(tokens, index, QUANTITIES) === 0) return false;
  scanner.endWithFigure(run, isOnlyCount(run, tokens, index) ? 'price' : 'count');
  return true;
}

// `07142 12345 3CX`, `… 12 rue de la Paix`
function isOnlyCount(run: Run, tokens: readonly Token[], index: number): boolean {
  const figure = tokenAt(tokens, index);
  const unit = tokenAt(tokens, index + 1);
  if (isCurrencyAtEnd(run, tokens, index + 1) || BOUND(unit) || matchFirst(tokens, index, OF_PLACES) > 0)
    return true;
  // `0501 234 56 19 saat 18:00`: what opens hours belongs to the digits behind it.
  if (OPENS(unit)) return HOUR_OF_DAY(figure) && !isPriceAt(tokens, index + 1);
  return COUNT(figure) && SPELLED_OUT(unit) && !isPriceAt(tokens, index + 1);
}

const HOUR_OF_DAY = digits(/^(?:1?\d|2[0-4])$/);
// Behind `06 12 34 56 78`, `heures` may begin opening hours.
const OPENS = word(
  /^(?:h|hs|hrs?|hours?|heures?|hor(?:a|as|ário)|ore|std|stunden|uur|timer|timmar|godz|godziny?|saat|jam|час(?:а|ов|ы)?|годин)$/iu,
);
// A currency as a word; what is shorter may abbreviate something else: `… din Cluj`.
const SPELLED_OUT = either(both(word('unit'), word(/^..+$/u)), both(word('money'), word(/^.{5,}$/u)));

// What can't stand alone, glued to the figure or not.
const BOUND = either(touching(word(/^[A-Z]{2,3}$/)), SURE_MEASURE);
const LARGE_AMOUNT = [SIGN_APART, apart(digits(/^[1-9]\d{4,}$/)), ...CURRENCY_AT_END];

/** Whether a currency ends an amount: `1234567 din - …`. */
export function isEndOfAmount(tokens: readonly Token[], index: number): boolean {
  return match(tokens, index - 1, kind('digits'), ...CURRENCY_AT_END) > 0;
}

/** Whether an amount of money begins behind a number: `011 2345678 / 1234567 din`. */
export function isAmountBehind({ tokens, index, run }: Scanner): boolean {
  return isBehindNumber(run) && match(tokens, index - 1, ...LARGE_AMOUNT) > 0;
}

const MAX_TOKENS_OF_A_NOTE = 12;

// A short figure among words in brackets after a number: `(3x)`, `(34 years)`, `(№ 1)`. An area code isn't one.
function bracketedNoteEnd({ tokens, run }: Scanner, index: number): number {
  if (run === null || !COUNT(tokenAt(tokens, index)) || tokenAt(tokens, index - 1).kind !== 'open') return 0;
  let hasWord = false;
  for (let at = index + 1; at < index + MAX_TOKENS_OF_A_NOTE; at += 1) {
    const { kind: found } = tokenAt(tokens, at);
    if (found === 'close') return hasWord ? at : 0;
    if (found === 'digits') return 0;
    hasWord ||= found === 'word';
  }
  return 0;
}
