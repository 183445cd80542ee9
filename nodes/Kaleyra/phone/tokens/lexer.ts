import { classify, digitValue, type CharacterClass } from './characters';
import type { Token, TokenKind } from './token';

/** Counts units of work, so that a test can show that it grows in proportion to the cell. */
export type OnStep = () => void;

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
    const character = String.fromCodePoint(code);
    let kind = classOf(code, character, tokens, gap);
    const end = position + character.length;
    if (character === KEYCAP && isListNumber(tokens, text.slice(end, end + 3))) kind = 'close';
    if (kind === 'blank') gap = true;
    else if (kind !== 'skip') {
      if (kind === 'digit') grow(tokens, 'digits', digit(character), gap, position, end);
      else if (kind === 'letter')
        grow(tokens, 'word', letter(character, isBehindFigure(tokens, gap)), gap, position, end);
      else if (isRegionalIndicator(code)) grow(tokens, 'flag', letterOfFlag(code), gap, position, end);
      else tokens.push({ kind, text: character, gap, start: position, end });
      gap = false;
    }
    position = end;
  }
  return tokens;
}

const KEYCAP = '\u{20e3}';

// `1️⃣ 98765 43210`, but not 9️⃣8️⃣7️⃣6️⃣5️⃣…
function isListNumber(tokens: readonly Token[], next: string): boolean {
  const last = tokens.at(-1);
  return last?.kind === 'digits' && last.text.length === 1 && !/^\d\u{fe0f}?\u{20e3}/u.test(next);
}

function classOf(code: number, character: string, tokens: Token[], gap: boolean): CharacterClass {
  if (code < 128) return ASCII_CLASSES[code] as CharacterClass;
  // Typists use the Japanese long-vowel sign as a dash, but only next to digits.
  if (character === 'ー' && tokens.at(-1)?.kind === 'word' && !gap) return 'letter';
  return classify(character);
}

type Growing = { kind: TokenKind; text: string; gap: boolean; start: number; end: number };

function grow(
  tokens: Token[],
  kind: TokenKind,
  text: string,
  gap: boolean,
  start: number,
  end: number,
): void {
  const last = tokens.at(-1) as Growing | undefined;
  const isWholeFlag = kind === 'flag' && last?.text.length === 2;
  if (last?.kind === kind && !gap && !isWholeFlag) {
    last.text += text;
    last.end = end;
  } else tokens.push({ kind, text, gap, start, end });
}

function isRegionalIndicator(code: number): boolean {
  return code >= REGIONAL_INDICATOR_A && code < REGIONAL_INDICATOR_A + 26;
}

function letterOfFlag(code: number): string {
  return String.fromCharCode(code - REGIONAL_INDICATOR_A + 65);
}

// `3º`, `3.º`
function isBehindFigure(tokens: readonly Token[], gap: boolean): boolean {
  const at = tokens.at(-1)?.kind === 'dot' ? -2 : -1;
  return !gap && tokens.at(at)?.kind === 'digits';
}

const ORDINAL_SIGN = /^[ºª]$/;

function digit(character: string): string {
  return character <= '9' ? character : String(digitValue(character));
}

function letter(character: string, isBehindDigits: boolean): string {
  // `Nº` is a word, `3º` an ordinal.
  if (character === '№' || (isBehindDigits && ORDINAL_SIGN.test(character))) return character;
  // Normalizing takes long.
  if (character < '\u0080') return character;
  return character === '×' || character === '✕' ? 'x' : character.normalize('NFKC');
}
