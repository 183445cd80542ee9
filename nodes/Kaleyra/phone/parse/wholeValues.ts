import { SCIENTIFIC_NOTATION } from '../rejection';
import { digits, kind, match, touching, word } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { goesOn, POINT } from './decimals';
import type { Scanner } from './scanner';

const NEXT_DIGITS = touching(kind('digits'));
const E = touching(word(/^e$/i));
const EXPONENT = touching(digits(/^\d{1,3}$/));
const PLUS = touching(kind('plus'));
const FIRST_THOUSANDS = digits(/^\d{1,3}$/);
const NEXT_THOUSANDS = [touching(kind('comma')), touching(digits(/^\d{2,3}$/))];
const ZEROS = [touching(kind('dot')), touching(digits(/^0+$/))];

/**
 * Reads a whole number that a spreadsheet or program wrote: `9,876,543,210.00`, `9.876543211E9`. One that has lost
 * digits becomes a run with that problem.
 * @returns false if there isn't one
 */
export function readWholeValue(scanner: Scanner): boolean {
  return readScientific(scanner) || readThousands(scanner);
}

function readScientific(scanner: Scanner): boolean {
  const { tokens, index } = scanner;
  const afterFraction = match(tokens, index + 1, POINT, NEXT_DIGITS);
  const afterE = match(tokens, afterFraction || index + 1, E);
  if (afterE === 0) return false;
  const end = match(tokens, afterE, PLUS, EXPONENT) || match(tokens, afterE, EXPONENT);
  if (end === 0) return false;
  const fraction = afterFraction > 0 ? tokenAt(tokens, index + 2).text : '';
  const run = scanner.pushRun(tokenAt(tokens, index).text + fraction, end);
  // Fewer decimals than the exponent calls for: the remaining digits are gone.
  if (fraction.length !== Number(tokenAt(tokens, end - 1).text)) run.problem = SCIENTIFIC_NOTATION;
  return true;
}

const MIN_LENGTH_OF_ROUND = 9;

// `9,876,543,210`, `98,76,543,210.00`
function readThousands(scanner: Scanner): boolean {
  const found = thousandsAt(scanner.tokens, scanner.index);
  if (found === null) return false;
  const { value, end } = found;
  // `1,250,000` is rather an amount.
  if (value.length < MIN_LENGTH_OF_ROUND && value.endsWith('000')) scanner.nextIdentifier = 'sure';
  scanner.pushRun(value, end);
  return true;
}

/** A whole number with separated thousands: its digits and the index after it, or null. */
export function thousandsAt(
  tokens: readonly Token[],
  index: number,
): { readonly value: string; readonly end: number } | null {
  if (!FIRST_THOUSANDS(tokenAt(tokens, index))) return null;
  let value = tokenAt(tokens, index).text;
  let end = index + 1;
  let next = match(tokens, end, ...NEXT_THOUSANDS);
  while (next > 0 && value.length < 15) {
    value += tokenAt(tokens, next - 1).text;
    end = next;
    next = match(tokens, end, ...NEXT_THOUSANDS);
  }
  if (value.length < 7 || tokenAt(tokens, end - 1).text.length !== 3) return null;
  end = match(tokens, end, ...ZEROS) || end;
  return goesOn(tokens, end) ? null : { value, end };
}
