export const WORD = /\p{L}/u;
export const ALL_WORDS = /\p{L}[\p{L}\p{M}]*/gu;

const EXTENSION = /(?<!\p{L})[\s,;(]{0,4}(?:extension|extn|ext|x|доб|#)[.:=\s]{0,3}\p{Nd}{1,7}\)?$/iu;
const EXTENSION_MAX_LENGTH = 30;

const ATTACHED = /\p{Nd}[-‐-―−_]?\p{L}|\p{L}[-‐-―−_]?\p{Nd}/u;

/**
 * Takes the extension off, for a lookup asks about the line and not about the desk: `;ext=12`, `x12`, `ext. 12`,
 * `#12`. Only the end of the text is looked at, which keeps it linear.
 */
export function withoutExtension(text: string): string {
  const start = Math.max(0, text.length - EXTENSION_MAX_LENGTH);
  const found = EXTENSION.exec(text.slice(start));
  if (found === null) return text;
  const head = text.slice(0, start + found.index);
  return /\p{Nd}/u.test(head) ? head : text;
}

/** Whether letters touch digits, as in `1-800-FLOWERS` or `INV9876543210`: then nothing is guessed. */
export function hasAttachedLetters(text: string): boolean {
  return ATTACHED.test(text);
}
