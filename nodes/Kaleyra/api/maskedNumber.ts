/** The characters that can replace a digit. */
export const MASK_CHARACTERS = 'Xx*•';

const MASKED = new RegExp(`[${MASK_CHARACTERS}]`);
/** Between several numbers, or instead of one that cannot be read: see `nameText` in `entryFields`. */
const UNCLEAR = /[,?]/;
const OTHER_CHARACTERS = new RegExp(`[^\\d,?${MASK_CHARACTERS}]`, 'g');

/**
 * Whether two phone numbers can be the same one: digits of either may be masked, as in the samples of Kaleyra's
 * documentation (`9190XXXXXX`).
 * @returns null if one of them is unknown
 */
export function canBeSameNumber(one: string | null, other: string | null): boolean | null {
  const [first, second] = [digitsOf(one), digitsOf(other)];
  if (first === '' || second === '') return null;
  const both = first + second;
  return MASKED.test(both) && !UNCLEAR.test(both) ? isMaskedAlike(first, second) : first === second;
}

function digitsOf(number: string | null): string {
  return (number ?? '').replace(OTHER_CHARACTERS, '');
}

// A mask can stand for more digits than it has letters, so only the digits before and after it can be compared.
function isMaskedAlike(one: string, other: string): boolean {
  const start = Math.min(visible(one).length, visible(other).length);
  const [end, otherEnd] = [visible(reverse(one)), visible(reverse(other))];
  const shown = Math.min(end.length, otherEnd.length);
  return one.slice(0, start) === other.slice(0, start) && end.slice(0, shown) === otherEnd.slice(0, shown);
}

function visible(digits: string): string {
  return /^\d*/.exec(digits)?.[0] ?? '';
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
