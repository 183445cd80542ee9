import { tokenAt, type Token, type TokenKind } from './token';
import { hasRole, type WordRole } from './words';

export type Test = (token: Token) => boolean;

export function kind(...kinds: readonly TokenKind[]): Test {
  const [only] = kinds;
  return kinds.length === 1 ? (token) => token.kind === only : (token) => kinds.includes(token.kind);
}

/** Digits whose whole text matches: `digits(/^\d{1,2}$/)`. */
export function digits(text: RegExp): Test {
  return (token) => text.test(token.text);
}

/** A word that has a role or matches a pattern. */
export function word(what: WordRole | RegExp): Test {
  return (token) =>
    token.kind === 'word' && (typeof what === 'string' ? hasRole(token.text, what) : what.test(token.text));
}

/** A word that begins with a capital, as names do. */
export const CAPITALIZED: Test = word(/^\p{Lu}/u);

/** Without whitespace before it. */
export function touching(test: Test): Test {
  return (token) => !token.gap && test(token);
}

/** With whitespace before it. */
export function apart(test: Test): Test {
  return (token) => token.gap && test(token);
}

/** Any token with whitespace before it. */
export const SPACED: Test = apart(() => true);

export function either(...tests: readonly Test[]): Test {
  return (token) => tests.some((test) => test(token));
}

export function both(...tests: readonly Test[]): Test {
  return (token) => tests.every((test) => test(token));
}

/** What may precede signs or letters that hide digits: `030 23125**`, `030 23125-**`, `030 23125 (xx)`. */
export const BEFORE_HIDDEN: Test = kind('digits', 'dash', 'slash', 'open');

/**
 * Matches a sequence of tokens, one test for each.
 * @returns the index after the sequence, or 0 if it doesn't match
 */
export function match(tokens: readonly Token[], index: number, ...tests: readonly Test[]): number {
  let at = index;
  for (const test of tests) {
    if (!test(tokenAt(tokens, at))) return 0;
    at += 1;
  }
  return at;
}

/**
 * Matches the first of several sequences that fits.
 * @returns the index after it, or 0 if none does
 */
export function matchFirst(
  tokens: readonly Token[],
  index: number,
  patterns: ReadonlyArray<readonly Test[]>,
): number {
  for (const pattern of patterns) {
    const end = match(tokens, index, ...pattern);
    if (end > 0) return end;
  }
  return 0;
}

const IN_NUMBER = kind('digits', 'open', 'close', 'dash', 'slash', 'dot');
const MAX_TOKENS = 10;

/** The digits of what may be a number from here on. */
export function digitsFrom(tokens: readonly Token[], index: number): string {
  return groupsFrom(tokens, index).join('');
}

/** The groups of digits of what may be a number from here on. */
export function groupsFrom(tokens: readonly Token[], index: number): string[] {
  const groups = [];
  for (let at = index; at < index + MAX_TOKENS && IN_NUMBER(tokenAt(tokens, at)); at += 1)
    if (tokenAt(tokens, at).kind === 'digits') groups.push(tokenAt(tokens, at).text);
  return groups;
}
