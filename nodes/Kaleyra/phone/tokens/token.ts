/**
 * What the lexer splits a cell into, with an example of each:
 * `digits` `0987`, in any script · `plus` `+`, `＋`, `➕` · `word` `Tel`, `доб`, `電話` · `flag` 🇮🇳 (its text is `IN`) ·
 * `dash` `-`, `–`, `ー` between digits · `slash` `/` · `backslash` · `dot` `.`, `_`, `’` · `bullet` `•`, `・`, `·` ·
 * `comma` `,`, `、` · `semicolon` · `pipe` · `colon` · `ampersand` · `line` a line break · `open` `(`, `[`, `<` ·
 * `close` `)`, `]`, `>` · `hash` `#` · `star` `*` · `tilde` `~` · `equals` `=` · `money` `$`, `₹` · `percent` · `mark`
 * anything else: `"`, `→`, `…`, `@`.
 */
export type TokenKind =
  | 'digits'
  | 'plus'
  | 'word'
  | 'flag'
  | 'dash'
  | 'slash'
  | 'backslash'
  | 'dot'
  | 'bullet'
  | 'comma'
  | 'semicolon'
  | 'pipe'
  | 'colon'
  | 'ampersand'
  | 'line'
  | 'open'
  | 'close'
  | 'hash'
  | 'star'
  | 'tilde'
  | 'equals'
  | 'money'
  | 'percent'
  | 'mark'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** ASCII digits; a word as written; otherwise the character. */
  readonly text: string;
  /** Whether whitespace precedes it: two tokens without a gap touch each other. */
  readonly gap: boolean;
  /** Offsets into the lexed text. */
  readonly start: number;
  readonly end: number;
}

const END: Token = { kind: 'end', text: '', gap: true, start: 0, end: 0 };

/** The token at an index; past the last one, a token of kind `end`. */
export function tokenAt(tokens: readonly Token[], index: number): Token {
  return tokens[index] ?? END;
}

/** Whether the token at an index is of this kind and touches the one before it. */
export function touches(tokens: readonly Token[], index: number, kind: TokenKind): boolean {
  const token = tokenAt(tokens, index);
  return token.kind === kind && !token.gap;
}
