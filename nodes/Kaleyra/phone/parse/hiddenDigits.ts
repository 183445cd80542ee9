import { MASKED } from '../rejection';
import { apart, BEFORE_HIDDEN, kind, match, touching } from '../tokens/match';
import { tokenAt, touches, type Token } from '../tokens/token';
import type { Run } from './elements';
import type { Scanner } from './scanner';

/** Reads a sign behind digits that hides more of them: `98765 432**`, `98765 43…`. */
export function readSignBehind({ tokens, index, token }: Scanner, run: Run): void {
  if (token.kind === 'close' && !token.gap) run.end = token.end;
  const isMasked = isMask(tokens, index);
  // `07911123456??` is a whole number that someone doubts.
  const isDoubted = isMasked && token.text === '?';
  if (isMasked && !isDoubted) run.problem = MASKED;
  if (isDoubted || isCutOff(tokens, index) || isStarred(run, tokens, index)) run.missing = ANY_DIGITS;
}

const MASKS = new Set(['*', '#', '•', '_', '.', '●', '?', '░', '■', '█', '▒']);

// `0171...3920012`
const SEPARATES = kind('dot', 'hash');

// `98765 432**`, `030 23125-**`, `030 23125 (**)`: two or more signs right behind the digits hide some, unless they are
// also before the number (`**…**`). Between digits, it takes three: `131****6789`.
function isMask(tokens: readonly Token[], index: number): boolean {
  const token = tokenAt(tokens, index);
  const { text, kind } = token;
  if (!MASKS.has(text) || !BEFORE_HIDDEN(tokenAt(tokens, index - 1))) return false;
  let end = index + 1;
  while (touches(tokens, end, kind) && tokenAt(tokens, end).text === text) end += 1;
  const isRepeated = touches(tokens, end, 'digits') ? end > index + 2 && !SEPARATES(token) : end > index + 1;
  return isRepeated && !(tokenAt(tokens, 0).text === text && tokenAt(tokens, 1).text === text);
}

// Enough to tell whether a longer number would be valid too.
const ANY_DIGITS = ['0', '00', '000', '5', '55', '555', '1', '11', '111'];

// `030231251*`: without groups, the star may replace a digit.
function isStarred({ groups }: Run, tokens: readonly Token[], index: number): boolean {
  const isAtEnd = touches(tokens, index, 'star');
  return isAtEnd && groups.length === 1 && tokenAt(tokens, 0).kind !== 'star';
}

const DASH_BEFORE_WORDS = [
  ({ gap }: Token): boolean => gap,
  touching(kind('dash')),
  apart(kind('word', 'mark', 'open')),
];

// `98765 43…`, `98765 43--`, but not `98765 43210 -- Ravi`
function isCutOff(tokens: readonly Token[], index: number): boolean {
  const isEllipsis = tokenAt(tokens, index).text === '…';
  const isDashed = tokenAt(tokens, index).kind === 'dash' && touches(tokens, index + 1, 'dash');
  return isEllipsis || (isDashed && match(tokens, index, ...DASH_BEFORE_WORDS) === 0);
}
