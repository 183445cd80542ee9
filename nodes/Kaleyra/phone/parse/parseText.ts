import type { DefaultCountry } from '../country';
import {
  ADDRESS,
  DECIMAL,
  EMPTY,
  NOT_A_NUMBER,
  ONLY_EXTENSION,
  OTHER_IDENTIFIER,
  TOO_MUCH_TEXT,
  type Rejection,
} from '../rejection';
import { explainInvalid } from '../resolve/explainInvalid';
import { resolveNumber } from '../resolve/resolveNumber';
import { toPhoneNumber } from '../resolve/validNumber';
import { lex, type OnStep } from '../tokens/lexer';
import { digits, kind, match, word } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import type { ParsedFragment, ParsingRules } from '../types';
import { unwrapMarkup } from '../unwrap/markup';
import { SourceText } from '../unwrap/sourceText';
import { wholeCellRejection } from '../unwrap/wholeCell';
import { resolveRuns, type CellContext } from './assemble';
import { bindCodes } from './bindCodes';
import type { Element } from './elements';
import { lettersAmongDigits, possibleOf, rejected, toFragments } from './fragments';
import { scan } from './scan';

type TextRules = Pick<ParsingRules, 'bareDigits' | 'allowPossible'>;

// Fast path: nothing to unwrap, split or explain.
const NOTHING_BUT_DIGITS = /^\+?\d{1,20}$/;
const MAX_TEXT_LENGTH = 10_000;

/**
 * Reads the text of one cell: unwrap, tokens, parse, resolve. Linear in its length; `onStep` is called for each unit of
 * work. Numbers that the user's lists exclude are still numbers here.
 */
export function parseText(
  text: string,
  defaultCountry: DefaultCountry,
  rules: TextRules,
  onStep?: OnStep,
): ParsedFragment[] {
  if (text.length > MAX_TEXT_LENGTH) return [rejected(text, TOO_MUCH_TEXT)];
  let cell = cellContext(defaultCountry, rules, /^ \d/.test(text), onStep);
  if (NOTHING_BUT_DIGITS.test(text)) return [parseDigits(text, cell)];
  const trimmed = text.trim();
  const whole = wholeCellRejection(trimmed);
  if (whole !== null) return [rejected(trimmed, whole)];
  const source = unwrapMarkup(new SourceText(text));
  if (source.hasChatNumber) cell = { ...cell, number: { ...cell.number, isOfChat: true } };
  const tokens = lex(source.text, onStep);
  const elements = scan(tokens, cell.number.country, onStep);
  const bound = bindCodes(elements);
  const results = resolveRuns(bound.elements, bound.countries, cell);
  const found = toFragments(bound.elements, results, source, cell);
  if (found.some((fragment) => 'number' in fragment)) return found;
  if (isExtension(tokens)) return [rejected(trimmed, ONLY_EXTENSION)];
  return results.length === 0 ? [rejected(trimmed, whyNoNumber(elements, tokens.length, source))] : found;
}

// `x123`, `Ext. 12`
function isExtension(tokens: readonly Token[]): boolean {
  const at = match(tokens, 1, kind('dot', 'colon')) || 1;
  return word('extension')(tokenAt(tokens, 0)) && match(tokens, at, digits(/^\d{1,5}$/), kind('end')) > 0;
}

function parseDigits(text: string, cell: CellContext): ParsedFragment {
  const plus = text.startsWith('+');
  const digits = plus ? text.slice(1) : text;
  const written = { digits, groups: [digits], plus, trailingPlus: false, minus: false, afterBlank: false };
  const resolution = resolveNumber(written, cell.number);
  if (resolution?.kind === 'number') {
    const number = toPhoneNumber(resolution.number, resolution.reading);
    // One text instead of two.
    return { input: text, number: number.e164 === text ? { ...number, e164: text } : number };
  }
  if (resolution !== null) return rejected(text, resolution.rejection);
  const why = explainInvalid(written, cell.number, cell);
  const possible = possibleOf(digits, plus, why, cell);
  return possible === null ? rejected(text, why) : { input: text, number: possible };
}

function cellContext(
  defaultCountry: DefaultCountry,
  { bareDigits, allowPossible }: TextRules,
  isAfterBlank: boolean,
  onStep: OnStep | undefined,
): CellContext {
  if ('unknown' in defaultCountry) {
    // An unknown country is no reason to treat the digits as international.
    const number = {
      country: null,
      bareDigits: bareDigits === 'either' ? ('national' as const) : bareDigits,
    };
    return { number, unknownCountry: defaultCountry, allowPossible, isAfterBlank, onStep };
  }
  const number = { country: defaultCountry.countries[0] ?? null, bareDigits };
  return { number, unknownCountry: null, allowPossible, isAfterBlank, onStep };
}

const DECIMAL_TEXT = /^\s*\d+[.,]\d+\s*$/;

function whyNoNumber(elements: readonly Element[], tokenCount: number, source: SourceText): Rejection {
  if (elements.some((element) => element.kind === 'run'))
    return lettersAmongDigits(source.text) ?? (DECIMAL_TEXT.test(source.text) ? DECIMAL : OTHER_IDENTIFIER);
  if (source.hasAddress) return ADDRESS;
  return tokenCount === 0 ? EMPTY : NOT_A_NUMBER;
}
