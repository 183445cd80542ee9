import { digits, matchFirst, SPACED, touching, word, type Test } from '../tokens/match';
import { NOTE } from './elements';
import type { Scanner } from './scanner';

const LETTERS = (count: number): Test => word(new RegExp(`^[A-Z]{${count}}$`));
const DIGITS = (count: number): Test => touching(digits(new RegExp(`^\\d{${count}}$`)));
// `ABCDE1234F` in India, `RSSMRA80A01H501U` in Italy
const WHOLE_CODES = [
  [LETTERS(5), DIGITS(4), touching(LETTERS(1)), SPACED],
  [
    LETTERS(6),
    DIGITS(2),
    touching(LETTERS(1)),
    DIGITS(2),
    touching(LETTERS(1)),
    DIGITS(3),
    touching(LETTERS(1)),
    SPACED,
  ],
];

/** Reads a code whose form says where it ends: `PAN ABCDE1234F 9876543210`. Returns false if there isn't one. */
export function readWholeCode(scanner: Scanner): boolean {
  const end = matchFirst(scanner.tokens, scanner.index, WHOLE_CODES);
  if (end === 0) return false;
  scanner.push(NOTE, end - 1);
  scanner.nextIdentifier = 'none';
  return true;
}
