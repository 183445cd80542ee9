import type { TokenKind } from './token';

/** `skip`: an invisible mark that doesn't separate anything. `letter` and `digit` grow into words and digits. */
export type CharacterClass =
  | Exclude<TokenKind, 'digits' | 'word' | 'end' | 'flag'>
  | 'letter'
  | 'digit'
  | 'blank'
  | 'skip';

/** Touches digits that an address begins or ends with; no text contains it. */
export const OF_ADDRESS = '\u{FDD0}';

const PUNCTUATION: Readonly<Record<string, CharacterClass>> = {
  '+': 'plus',
  '-': 'dash',
  '/': 'slash',
  '\\': 'backslash',
  '.': 'dot',
  ',': 'comma',
  ';': 'semicolon',
  '|': 'pipe',
  ':': 'colon',
  '&': 'ampersand',
  '(': 'open',
  '[': 'open',
  '{': 'open',
  '<': 'open',
  ')': 'close',
  ']': 'close',
  '}': 'close',
  '>': 'close',
  '#': 'hash',
  '*': 'star',
  '~': 'tilde',
  '=': 'equals',
  _: 'dot',
  "'": 'dot',
  '`': 'dot',
  $: 'money',
  '%': 'percent',
  ' ': 'blank',
  '\t': 'blank',
  '\n': 'line',
  '\r': 'line',
  '\v': 'line',
  '\f': 'line',
};

// Characters with a misleading Unicode category: box-drawing dashes, signs used by East Asian and Arabic typists.
const SPECIAL: Readonly<Record<string, CharacterClass>> = {
  '─': 'dash',
  '━': 'dash',
  '⎯': 'dash',
  '−': 'dash',
  ー: 'dash',
  '\u{2043}': 'dash',
  '➕': 'plus',
  '⁺': 'plus',
  '·': 'bullet',
  '‧': 'dot',
  '∙': 'dot',
  '’': 'dot',
  '‘': 'dot',
  ʼ: 'dot',
  '´': 'dot',
  '。': 'dot',
  '•': 'bullet',
  '●': 'bullet',
  '▪': 'bullet',
  '・': 'bullet',
  '、': 'comma',
  '،': 'comma',
  '؛': 'semicolon',
  '⁄': 'slash',
  '∕': 'slash',
  '〜': 'tilde',
  '¦': 'pipe',
  '\u{2028}': 'line',
  '\u{2029}': 'line',
  '\u{85}': 'line',
  '\u{20e3}': 'skip',
  '〒': 'letter',
  '×': 'letter',
  '✕': 'letter',
};

const CATEGORIES: ReadonlyArray<readonly [RegExp, CharacterClass]> = [
  [/\p{Nd}/u, 'digit'],
  [/[\p{Cf}\p{Cc}\p{Variation_Selector}]/u, 'skip'],
  [/[\p{L}\p{M}]/u, 'letter'],
  [/\p{Zs}/u, 'blank'],
  [/\p{Pd}/u, 'dash'],
  [/\p{Ps}/u, 'open'],
  [/\p{Pe}/u, 'close'],
  [/\p{Sc}/u, 'money'],
];

const known = new Map<string, CharacterClass>(Object.entries({ ...PUNCTUATION, ...SPECIAL }));

/** Classifies one character (a whole code point). */
export function classify(character: string): CharacterClass {
  let found = known.get(character);
  if (found === undefined) known.set(character, (found = classifyNew(character)));
  return found;
}

function classifyNew(character: string): CharacterClass {
  const plain = character.normalize('NFKC');
  // `№`, `℡`
  if (plain.length > 1 && /^\p{L}+$/u.test(plain)) return 'letter';
  const special = PUNCTUATION[plain] ?? SPECIAL[plain];
  if (special !== undefined) return special;
  return CATEGORIES.find(([category]) => category.test(character))?.[1] ?? 'mark';
}

/** The value of a decimal digit of any script: Unicode encodes each script's ten digits consecutively, zero first. */
export function digitValue(character: string): number {
  const codePoint = character.codePointAt(0) as number;
  let distance = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - distance - 1))) distance += 1;
  return distance % 10;
}
