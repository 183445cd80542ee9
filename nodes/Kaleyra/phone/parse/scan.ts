import type { CountryCode } from '../libphonenumber';
import { COMPUTED, EXTENSION_UNCLEAR, SHORTHAND } from '../rejection';
import { OF_ADDRESS } from '../tokens/characters';
import type { OnStep } from '../tokens/lexer';
import {
  apart,
  digits,
  digitsFrom,
  either,
  kind,
  match,
  matchFirst,
  SPACED,
  touching,
  word,
} from '../tokens/match';
import { tokenAt, touches, type Token, type TokenKind } from '../tokens/token';
import { digitsOf, NOTE, type BreakMark, type Element, type Run } from './elements';
import { readAmount } from './amounts';
import { readAside } from './asides';
import { isLabeledDate } from './dates';
import { decimalEnd } from './decimals';
import { readDialString, readExtension, readLinkParameter } from './extensions';
import {
  isAmount,
  isAmountBehind,
  readFigure,
  readNextHeading,
  readTicket,
  readTrailingCount,
} from './figures';
import { endIdentifier } from './identifiers';
import { readIdentifierBehind } from './identifiersBehind';
import { readSignBehind } from './hiddenDigits';
import { isHouseBehindComma } from './labelFigures';
import { noteAt, roundPrice } from './notes';
import { readPlus } from './plus';
import { isTimeBehind } from './times';
import { readWord } from './scanWord';
import { Scanner } from './scanner';
import { readWholeValue } from './wholeValues';
import { readYears } from './years';

/** Splits the tokens of a cell into runs of digits and what separates them, left to right in one pass. */
export function scan(
  tokens: readonly Token[],
  defaultCountry: CountryCode | null,
  onStep?: OnStep,
): Element[] {
  const scanner = new Scanner(tokens, defaultCountry);
  while (scanner.token.kind !== 'end') {
    onStep?.();
    readToken(scanner);
  }
  scanner.closeRun();
  markComputed(scanner.elements);
  return scanner.elements;
}

const VALUE = /^[1-9]\d{6,}$/;

// Excel computes `+91-9876543210` as 91 - 9876543210 = -9876543119. Before words, the minus is a bullet.
function markComputed(elements: readonly Element[]): void {
  elements.forEach((element, at) => {
    if (element.kind !== 'run' || !element.minus || element.groups.length > 1) return;
    const next = elements[at + 1]?.kind;
    if (VALUE.test(digitsOf(element.groups)) && next !== 'label' && next !== 'country')
      element.problem = COMPUTED;
  });
}

const BREAKS: Partial<Record<TokenKind, BreakMark>> = {
  comma: 'comma',
  semicolon: 'semicolon',
  pipe: 'pipe',
  line: 'line',
  ampersand: 'ampersand',
};

function readToken(scanner: Scanner): void {
  const { kind } = scanner.token;
  if (kind === 'digits') return readDigits(scanner);
  if (kind === 'plus') return readPlus(scanner);
  if (kind === 'word' || kind === 'flag') return readWord(scanner);
  const mark = BREAKS[kind];
  if (mark !== undefined) return readBreak(scanner, mark);
  if (kind === 'hash' && readHash(scanner)) return;
  if (kind === 'money' && readFigure(scanner, scanner.index + 1)) return;
  readIdentifierBehind(scanner);
  readPunctuation(scanner);
}

// `415-555-0132, conf# 4711` has no extension.
function readHash(scanner: Scanner): boolean {
  if (readTicket(scanner) || readNextHeading(scanner)) return true;
  return scanner.nextIdentifier !== 'sure' && readExtension(scanner, scanner.index + 1);
}

// Figures that count are short.
const MAX_FIGURE_LENGTH = 4;
const AMONG_DIGITS = new Set<TokenKind>(['digits', 'plus', 'dash']);
const FRESH_AFTER = new Set<TokenKind>(['open', 'bullet', 'backslash', 'mark', 'star', 'equals', 'hash']);

function readDigits(scanner: Scanner): void {
  const { tokens, index, token } = scanner;
  if (READERS.some((read) => read(scanner))) return;
  if (isLabeledDate(tokens, index)) return scanner.push(NOTE, index + 1);
  if (token.text.length <= MAX_FIGURE_LENGTH ? readShortDigits(scanner) : readLongAmount(scanner)) return;
  if ((scanner.previous.kind === 'open' && isAmongWords(tokens, index)) || isAmountBehind(scanner))
    scanner.closeRun();
  endIdentifier(scanner);
  if (scanner.run === null && isAmount(tokens, index)) scanner.nextIdentifier = 'sure';
  if (!readDecimal(scanner)) readLongDigits(scanner);
}

// In `1.9876543210`, the figure may count.
function readDecimal(scanner: Scanner): boolean {
  const { tokens, index, run, token, nextFigure } = scanner;
  const end = run === null && nextFigure === 'none' ? decimalEnd(tokens, index) : 0;
  if (end === 0) return false;
  scanner.nextIdentifier = 'sure';
  scanner.pushRun(token.text + tokenAt(tokens, end - 1).text, end);
  return true;
}

const SIGN_OF_ADDRESS = touching(({ text }) => text === OF_ADDRESS);

// `27 12 34 56@handle`, `https://example.com/a/01512 3456789`
function readDigitsOfAddress(scanner: Scanner): boolean {
  const { tokens, index, token, previous, run } = scanner;
  const isFirst = SIGN_OF_ADDRESS(tokenAt(tokens, index + 1));
  if (!isFirst && (token.gap || previous.text !== OF_ADDRESS)) return false;
  if (!isFirst || run === null) scanner.push(NOTE, index + 1);
  else scanner.endWithFigure(run, 'price');
  return true;
}

// `98765 43210 15000 Rs`
function readLongAmount(scanner: Scanner): boolean {
  const { tokens, index, token } = scanner;
  return token.gap && MAY_BE_CURRENCY(tokenAt(tokens, index + 1)) && readTrailingCount(scanner);
}

const MAY_BE_CURRENCY = kind('word', 'money');

const READERS = [
  readDigitsOfAddress,
  readAmount,
  readShortYear,
  readPriceBehind,
  readLineOfSwitchboard,
  readHouseBehindComma,
];

// The digits decide whether it is one.
function readHouseBehindComma(scanner: Scanner): boolean {
  if (scanner.run === null && isHouseBehindComma(scanner.tokens, scanner.index))
    scanner.nextFigure = 'likely';
  return false;
}

// `02 1234 5678,00`, `0171 3920012 250,00`
function readPriceBehind(scanner: Scanner): boolean {
  const { tokens, index, run, previous, token } = scanner;
  if (run === null || previous.kind !== 'digits' || !token.gap) return false;
  const end = roundPrice(tokens, index);
  if (end === 0) return false;
  scanner.endWithFigure(run, 'count');
  scanner.index = end;
  return true;
}

const LINE = [
  kind('dash'),
  touching(digits(/^\d{1,4}$/)),
  kind('end', 'comma', 'semicolon', 'slash', 'pipe', 'line', 'close', 'word'),
];

// `030 23125-0, Sales: -123`: the last digits of another number.
function readLineOfSwitchboard(scanner: Scanner): boolean {
  const { tokens, index, token, elements, run } = scanner;
  const isBehindLabel = run === null && scanner.last?.kind === 'label';
  if (!isBehindLabel || match(tokens, index - 1, ...LINE) === 0 || !elements.some(isSwitchboard))
    return false;
  scanner.nextFigure = 'none';
  const line = scanner.pushRun(token.text, index + 1);
  Object.assign(line, { problem: SHORTHAND, isOfName: false });
  return true;
}

function isSwitchboard(element: Element): boolean {
  const last = element.kind === 'run' ? element.groups.at(-1) : undefined;
  return last?.digits === '0' && last.gap === 'dash';
}

function readLongDigits(scanner: Scanner): void {
  if (scanner.extended !== null) readAfterExtension(scanner, scanner.extended);
  else if (scanner.run !== null || !readWholeValue(scanner)) scanner.addGroup();
}

const PLUS_IN_BRACKETS = [kind('plus'), kind('close')];

// Anything that counts, dates or prices something is separate from the digits before it.
function readShortDigits(scanner: Scanner): boolean {
  const { tokens, index, token } = scanner;
  if (!isApart(scanner) || isAmongDigits(scanner)) return false;
  if (readYears(scanner)) return true;
  const note = noteAt(tokens, index);
  // `44° …`, `… (91+)`
  const isSigned =
    tokenAt(tokens, index + 1).text === '°' || match(tokens, index + 1, ...PLUS_IN_BRACKETS) > 0;
  if (note > 0) scanner.push(isSigned ? { kind: 'note', figure: token.text } : NOTE, note);
  return note > 0 || readAside(scanner) || readFigure(scanner, index) || readTrailingCount(scanner);
}

function isApart({ tokens, index, token, previous, run }: Scanner): boolean {
  if (run === null || token.gap || FRESH_AFTER.has(previous.kind)) return true;
  return digitsOf(run.groups).length >= MIN_LENGTH && isTimeBehind(tokens, index);
}

const NO_MORE = either(SPACED, kind('comma', 'semicolon', 'close'));
const SHORT_YEAR = [apart(({ text }) => /^['’‘]$/.test(text)), touching(digits(/^\d\d$/)), NO_MORE];

// `08-12 34 56 '24`
function readShortYear(scanner: Scanner): boolean {
  const { tokens, index, run } = scanner;
  if (run === null || match(tokens, index - 1, ...SHORT_YEAR) === 0) return false;
  scanner.endWithFigure(run, 'count');
  return true;
}

// Fast path: `555` in `415 555 0132` and in `415-555 0132`.
function isAmongDigits({ tokens, index, previous }: Scanner): boolean {
  const next = tokenAt(tokens, index + 1).kind;
  return (next === 'digits' || next === 'end') && AMONG_DIGITS.has(previous.kind);
}

const MAX_LOOKAHEAD = 8;

// `98765 43210 (4711 Ravi)`: anything in brackets with words isn't part of the previous number.
function isAmongWords(tokens: readonly Token[], index: number): boolean {
  const further = tokens.slice(index + 1, index + MAX_LOOKAHEAD);
  const found = further.find(({ kind }) => kind === 'word' || kind === 'money' || kind === 'close');
  return found !== undefined && found.kind !== 'close';
}

// `ext. 12 345 678`: there's no telling what belongs to the extension. `ext. 12 (2)` is clear.
function readAfterExtension(scanner: Scanner, run: Run): void {
  const { tokens, index, token } = scanner;
  const isFigure =
    token.text.length <= 2 && scanner.previous.kind === 'open' && touches(tokens, index + 1, 'close');
  // `415-555-0132 x2 415-555-0133`
  if (isAsLong(scanner, run)) {
    scanner.extended = null;
    return scanner.addGroup();
  }
  if (!isFigure) {
    run.problem ??= EXTENSION_UNCLEAR;
    run.end = token.end;
  }
  scanner.index += 1;
}

const MIN_LENGTH_BEHIND_EXTENSION = 9;

const EXTENSION = [word('extension'), kind('digits')];
const DOTTED_EXTENSION = [word('extension'), kind('dot', 'colon'), kind('digits')];

function isAsLong({ tokens, index, token }: Scanner, { groups }: Run): boolean {
  const isRightBehind =
    match(tokens, index - 2, ...EXTENSION) > 0 || match(tokens, index - 3, ...DOTTED_EXTENSION) > 0;
  if (!isRightBehind) return false;
  const { length } = digitsFrom(tokens, index);
  if (token.text.startsWith('00')) return false;
  return token.gap && length >= MIN_LENGTH_BEHIND_EXTENSION && length === digitsOf(groups).length;
}

// `1;#98765 43210;#2;#98765 43211`: SharePoint's IDs of what a list looks up.
const LOOKUP = [kind('semicolon'), touching(kind('hash'))];
const NEXT_LOOKUP = [...LOOKUP, touching(digits(/^\d{1,5}$/)), ...LOOKUP.map(touching)];

function readBreak(scanner: Scanner, mark: BreakMark): void {
  if (readDialString(scanner) || readLinkParameter(scanner)) return;
  const { tokens, index } = scanner;
  if (isAreaCodeAlone(scanner)) {
    scanner.index += 1;
    return;
  }
  pushBreak(scanner, mark, matchFirst(tokens, index, [NEXT_LOOKUP, LOOKUP]) || index + 1);
}

const LOCAL_NUMBER_BEHIND = [kind('line'), digits(/^\d{3,}$/)];

// A web page has `(212)` and `555-0187` on two lines.
function isAreaCodeAlone({ run, tokens, index }: Scanner): boolean {
  const [area, ...others] = run?.groups ?? [];
  const isArea = area?.bracketed === true && area.digits.length > 1 && others.length === 0;
  return isArea && run?.plus === false && match(tokens, index, ...LOCAL_NUMBER_BEHIND) > 0;
}

function pushBreak(scanner: Scanner, mark: BreakMark, next: number): void {
  const { start } = scanner.token;
  scanner.extended = null;
  scanner.nextFigure = 'none';
  scanner.nextIdentifier = 'none';
  scanner.isBeforeCode = false;
  scanner.push({ kind: 'break', mark, start, end: tokenAt(scanner.tokens, next - 1).end }, next);
}

const NEGATIVE = [apart(kind('dash')), touching(digits(VALUE))];
const NEXT_NEGATIVE = [kind('slash'), kind('dash'), touching(digits(VALUE))];
const MIN_LENGTH = 7;

// In `-9876543119 / -9876543118` and `-9876543119 -9876543118`, the index of the second minus, or 0.
function minusBehind({ tokens, index }: Scanner, { minus, groups }: Run): number {
  if (minus && match(tokens, index, ...NEGATIVE) > 0) return index;
  if (match(tokens, index, ...NEXT_NEGATIVE) === 0) return 0;
  return digitsOf(groups).length >= MIN_LENGTH ? index + 1 : 0;
}

const SEPARATORS = new Set<TokenKind>(['slash', 'backslash', 'bullet']);

function readPunctuation(scanner: Scanner): void {
  const { tokens, index, token, run } = scanner;
  const isTriple = touches(tokens, index + 1, 'colon') && touches(tokens, index + 2, 'colon');
  const minus = run === null ? 0 : minusBehind(scanner, run);
  const end = isTriple ? index + 3 : minus;
  if (end > 0) return pushBreak(scanner, 'pipe', end);
  if (run !== null) readSignBehind(scanner, run);
  if (token.kind === 'open') scanner.depth += 1;
  if (token.kind === 'close') scanner.depth = Math.max(0, scanner.depth - 1);
  if (SEPARATORS.has(token.kind)) scanner.extended = null;
  scanner.index += 1;
}
