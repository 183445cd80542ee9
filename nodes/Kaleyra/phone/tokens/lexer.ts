import { classify, digitValue, type CharacterClass } from './characters';
import type { Token, TokenKind } from './token';

/** Counts units of work, so that a test can show that it grows in proportion to the cell. */
export type OnStep = () => void;

const ZERO = 48;
const NINE = 57;
const REGIONAL_INDICATOR_A = 0x1f1e6;
const ASCII_CLASSES = Array.from({ length: 128 }, (_, code) => classify(String.fromCharCode(code)));

/** Splits a text into tokens, in one pass. Whitespace becomes the `gap` of what follows; invisible marks vanish. */
export function lex(text: string, onStep?: OnStep): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  let gap = false;
  while (position < text.length) {
    onStep?.();
    const code = text.codePointAt(position) as number;
    const length = code > 0xffff ? 2 : 1;
    const kind = classOf(code, tokens, gap);
    const end = position + length;
    if (kind === 'blank') gap = true;
    else if (kind !== 'skip') {
      if (kind === 'digit') pushDigit(tokens, asciiDigit(code), gap, position, end);
      else if (kind === 'letter') pushLetter(tokens, letter(code), gap, position, end);
      else if (isRegionalIndicator(code)) pushFlag(tokens, code, gap, position, end);
      else tokens.push({ kind, text: text.slice(position, end), gap, start: position, end });
      gap = false;
    }
    position = end;
  }
  return tokens;
}

function classOf(code: number, tokens: Token[], gap: boolean): CharacterClass {
  if (code < 128) return ASCII_CLASSES[code] as CharacterClass;
  const character = String.fromCodePoint(code);
  // Typists use the Japanese long-vowel sign as a dash, but only next to digits.
  if (character === 'ー' && tokens.at(-1)?.kind === 'word' && !gap) return 'letter';
  return classify(character);
}

type Growing = { kind: TokenKind; text: string; gap: boolean; start: number; end: number };

function pushDigit(tokens: Token[], digit: string, gap: boolean, start: number, end: number): void {
  const last = tokens.at(-1) as Growing | undefined;
  if (last?.kind === 'digits' && !gap) {
    last.text += digit;
    last.end = end;
  } else tokens.push({ kind: 'digits', text: digit, gap, start, end });
}

function pushLetter(tokens: Token[], character: string, gap: boolean, start: number, end: number): void {
  const last = tokens.at(-1) as Growing | undefined;
  if (last?.kind === 'word' && !gap) {
    last.text += character;
    last.end = end;
  } else tokens.push({ kind: 'word', text: character, gap, start, end });
}

function pushFlag(tokens: Token[], code: number, gap: boolean, start: number, end: number): void {
  const character = String.fromCharCode(code - REGIONAL_INDICATOR_A + 65);
  const last = tokens.at(-1) as Growing | undefined;
  if (last?.kind === 'flag' && last.text.length === 1 && !gap) {
    last.text += character;
    last.end = end;
  } else tokens.push({ kind: 'flag', text: character, gap, start, end });
}

function isRegionalIndicator(code: number): boolean {
  return code >= REGIONAL_INDICATOR_A && code < REGIONAL_INDICATOR_A + 26;
}

function asciiDigit(code: number): string {
  return code >= ZERO && code <= NINE
    ? String.fromCharCode(code)
    : String(digitValue(String.fromCodePoint(code)));
}

function letter(code: number): string {
  if (code < 128) return String.fromCharCode(code);
  const character = String.fromCodePoint(code);
  if (character === '№') return character;
  return character === '×' || character === '✕' ? 'x' : character.normalize('NFKC');
}
