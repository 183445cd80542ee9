import { EXTENSION_UNCLEAR, MASKED, PLUS_AT_THE_END, unexplained } from '../rejection';
import type { OnStep } from '../tokens/lexer';
import { tokenAt, touches, type Token, type TokenKind } from '../tokens/token';
import { kind, match } from '../tokens/match';
import { hasRole } from '../tokens/words';
import type { BreakMark, Element, Run } from './elements';
import { shortDate } from './dates';
import { isDecimal } from './decimals';
import { readDialString, readExtension, readLinkParameter } from './extensions';
import { isAmount, readFigure, readTrailingCount } from './figures';
import { readIdentifierBehind } from './identifiers';
import { noteAt } from './notes';
import { readWord } from './scanWord';
import { Scanner } from './scanner';
import { utcOffset } from './times';
import { readWholeValue } from './wholeValues';

/** Splits the tokens of a cell into runs of digits and what separates them, left to right in one pass. */
export function scan(tokens: readonly Token[], onStep?: OnStep): Element[] {
  const scanner = new Scanner(tokens);
  while (scanner.index < tokens.length) {
    onStep?.();
    readToken(scanner);
  }
  scanner.closeRun();
  return scanner.elements;
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
  if (kind === 'hash' && readExtension(scanner, scanner.index + 1)) return;
  if (kind === 'money' && readFigure(scanner, scanner.index + 1)) return;
  readIdentifierBehind(scanner);
  readPunctuation(scanner);
}

// Figures that count are short.
const MAX_FIGURE_LENGTH = 4;
const AMONG_DIGITS = new Set<TokenKind>(['digits', 'plus', 'dash']);
const FRESH_AFTER = new Set<TokenKind>(['open', 'bullet', 'backslash', 'mark', 'star', 'equals']);

function readDigits(scanner: Scanner): void {
  const { tokens, index, token } = scanner;
  if (token.text.length <= MAX_FIGURE_LENGTH && readShortDigits(scanner)) return;
  if (scanner.previous.kind === 'open' && isAmongWords(tokens, index)) scanner.closeRun();
  if (scanner.run === null && (isAmount(tokens, index) || isDecimal(tokens, index)))
    scanner.nextIdentifier = 'sure';
  if (scanner.extended !== null) readAfterExtension(scanner, scanner.extended);
  else if (scanner.run !== null || !readWholeValue(scanner)) scanner.addGroup();
}

// Anything that counts, dates or prices something is separate from the digits before it.
function readShortDigits(scanner: Scanner): boolean {
  const { tokens, index, token, run } = scanner;
  const isApart = run === null || token.gap || FRESH_AFTER.has(scanner.previous.kind);
  if (!isApart || isAmongDigits(scanner)) return false;
  const note = noteAt(tokens, index) || (token.gap && run !== null ? shortDate(tokens, index) : 0);
  if (note > 0) scanner.push({ kind: 'note' }, note);
  return note > 0 || readFigure(scanner, index) || readTrailingCount(scanner);
}

// Fast path: `555` in `415 555 0132` and in `415-555 0132`.
function isAmongDigits({ tokens, index, previous }: Scanner): boolean {
  const next = tokenAt(tokens, index + 1).kind;
  return (next === 'digits' || next === 'end') && AMONG_DIGITS.has(previous.kind);
}

const MAX_LOOKAHEAD = 8;

// `98765 43210 (4711 Ravi)`: anything in brackets with words isn't part of the previous number.
function isAmongWords(tokens: readonly Token[], index: number): boolean {
  for (let at = index + 1; at < index + MAX_LOOKAHEAD; at += 1) {
    const { kind } = tokenAt(tokens, at);
    if (kind === 'word' || kind === 'money') return true;
    if (kind === 'close' || kind === 'end') return false;
  }
  return false;
}

// `ext. 12 345 678`: there's no telling what belongs to the extension. `ext. 12 (2)` is clear.
function readAfterExtension(scanner: Scanner, run: Run): void {
  const { tokens, index, token } = scanner;
  const isFigure =
    token.text.length <= 2 && scanner.previous.kind === 'open' && touches(tokens, index + 1, 'close');
  if (!isFigure) {
    run.problem ??= EXTENSION_UNCLEAR;
    run.end = token.end;
  }
  scanner.index += 1;
}

function readPlus(scanner: Scanner): void {
  const { tokens, index, token, run } = scanner;
  const offset =
    utcOffset(tokens, index) || match(tokens, index, kind('plus'), kind('digits'), kind('percent'));
  if (offset > 0) return scanner.push({ kind: 'note' }, offset);
  const next = firstDigitAfter(tokens, index + 1);
  const isBehindDigits = run !== null && !token.gap && scanner.previous.kind === 'digits';
  if (run !== null && (next === 0 || (isBehindDigits && tokenAt(tokens, index + 1).gap))) {
    readTrailingPlus(scanner, run, next > 0);
  } else if (next === 0) scanner.index += 1;
  else startRunWithPlus(scanner, next);
}

// `91+ 98765 43210` and `919876543210+`: the plus belongs to what it touches.
function readTrailingPlus(scanner: Scanner, run: Run, hasDigitsBehind: boolean): void {
  const [first, ...others] = run.groups;
  const isCode =
    hasDigitsBehind && others.length === 0 && !run.plus && first !== undefined && first.digits.length <= 3;
  if (isCode) [run.plus, run.code] = [true, 'unsure'];
  else run.trailingPlus = true;
  // `551-234-5678 52+`
  const last = run.groups.at(-1);
  if (others.length > 0 && last?.gap === 'blank' && last.digits.length <= 3) run.problem ??= PLUS_AT_THE_END;
  if (!scanner.token.gap) run.end = scanner.token.end;
  scanner.index += 1;
}

function startRunWithPlus(scanner: Scanner, next: number): void {
  const { tokens, index, token, run: before } = scanner;
  const { previous } = scanner;
  scanner.extended = null;
  scanner.index = next;
  // `2+1`: the plus adds.
  const isSum = before !== null && !token.gap && previous.kind === 'digits' && previous.text.length <= 2;
  if (isSum && before.groups.length > 1) before.problem = unexplained(previous.text);
  const run = scanner.startRun(true, previous.kind === 'open' ? previous.start : token.start);
  run.isPlusSpaced = before !== null && !before.plus && token.gap && tokenAt(tokens, index + 1).gap;
  run.code = isGluedToWord(tokens, index) ? 'unsure' : 'sure';
  run.isAttached = before !== null && isPunctuatedOnly(tokens, index);
  scanner.addGroup();
}

// `Day+1 9012345678`, unlike `Tel+44 …`. A single letter is more than a phone: `T+1`.
function isGluedToWord(tokens: readonly Token[], index: number): boolean {
  const { kind, text } = tokenAt(tokens, index - 1);
  return kind === 'word' && !tokenAt(tokens, index).gap && (text.length === 1 || !hasRole(text, 'counting'));
}

// Only brackets are between the preceding digits and the plus.
function isPunctuatedOnly(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (['open', 'close'].includes(tokenAt(tokens, at).kind) && at > index - 3) at -= 1;
  return tokenAt(tokens, at).kind === 'digits';
}

// The digits that a plus belongs to: `+91`, `+ 91`, `++91`, `+(91)`. 0 if there are none.
function firstDigitAfter(tokens: readonly Token[], index: number): number {
  let at = index;
  while (at < index + 3 && ['plus', 'open', 'mark'].includes(tokenAt(tokens, at).kind)) at += 1;
  return tokenAt(tokens, at).kind === 'digits' ? at : 0;
}

function readBreak(scanner: Scanner, mark: BreakMark): void {
  if (readDialString(scanner) || readLinkParameter(scanner)) return;
  pushBreak(scanner, mark, scanner.index + 1);
}

function pushBreak(scanner: Scanner, mark: BreakMark, next: number): void {
  const { start } = scanner.token;
  scanner.extended = null;
  scanner.nextFigure = 'none';
  scanner.nextIdentifier = 'none';
  scanner.push({ kind: 'break', mark, start, end: tokenAt(scanner.tokens, next - 1).end }, next);
}

const SEPARATORS = new Set<TokenKind>(['slash', 'backslash', 'bullet']);

function readPunctuation(scanner: Scanner): void {
  const { tokens, index, token, run } = scanner;
  const isTriple =
    token.kind === 'colon' && touches(tokens, index + 1, 'colon') && touches(tokens, index + 2, 'colon');
  if (isTriple) return pushBreak(scanner, 'pipe', index + 3);
  if (run !== null) readSignBehind(scanner, run);
  if (token.kind === 'open') scanner.depth += 1;
  if (token.kind === 'close') scanner.depth = Math.max(0, scanner.depth - 1);
  if (SEPARATORS.has(token.kind)) scanner.extended = null;
  scanner.index += 1;
}

function readSignBehind({ tokens, index, token }: Scanner, run: Run): void {
  if (token.kind === 'close' && !token.gap) run.end = token.end;
  if (isMask(tokens, index)) run.problem = MASKED;
  if (isCutOff(tokens, index) || isStarred(run, tokens, index)) run.missing = ANY_DIGITS;
}

const MASKS = new Set(['*', '#', '•', '_', '.', '●', '?']);

// `98765 432**`: two or more signs that touch the digits hide some, unless they are also before the number (`**…**`).
function isMask(tokens: readonly Token[], index: number): boolean {
  const { text, kind } = tokenAt(tokens, index);
  if (!MASKS.has(text) || tokenAt(tokens, index - 1).kind !== 'digits') return false;
  let end = index + 1;
  while (touches(tokens, end, kind) && tokenAt(tokens, end).text === text) end += 1;
  const isRepeated = end > index + 1 && !touches(tokens, end, 'digits');
  return isRepeated && !(tokenAt(tokens, 0).text === text && tokenAt(tokens, 1).text === text);
}

// Enough to tell whether a longer number would be valid too.
const ANY_DIGITS = ['0', '00', '000', '5', '55', '555', '1', '11', '111'];

// `030231251*`: without groups, the star may stand for a digit.
function isStarred({ groups }: Run, tokens: readonly Token[], index: number): boolean {
  const isAtEnd = touches(tokens, index, 'star') && !touches(tokens, index + 1, 'digits');
  return isAtEnd && groups.length === 1 && tokenAt(tokens, 0).kind !== 'star';
}

// `98765 43…`, `98765 43--`
function isCutOff(tokens: readonly Token[], index: number): boolean {
  const isEllipsis = tokenAt(tokens, index).text === '…';
  const isDashed =
    tokenAt(tokens, index - 1).kind === 'digits' &&
    tokenAt(tokens, index).kind === 'dash' &&
    touches(tokens, index + 1, 'dash');
  return isEllipsis || isDashed;
}
