import { SCIENTIFIC_NOTATION } from '../rejection';
import { digits, kind, match, touching, word } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { goesOn, POINT } from './decimals';
import type { Scanner } from './scanner';

const NEXT_DIGITS = touching(kind('digits'));

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
  const afterE = match(tokens, afterFraction || index + 1, touching(word(/^e$/i)));
  if (afterE === 0) return false;
  const exponent = touching(digits(/^\d{1,3}$/));
  const end = match(tokens, afterE, touching(kind('plus')), exponent) || match(tokens, afterE, exponent);
  if (end === 0) return false;
  const fraction = afterFraction > 0 ? tokenAt(tokens, index + 2).text : '';
  const run = scanner.pushRun(tokenAt(tokens, index).text + fraction, end);
  // Fewer decimals than the exponent calls for: the remaining digits are gone.
  if (fraction.length !== Number(tokenAt(tokens, end - 1).text)) run.problem = SCIENTIFIC_NOTATION;
  return true;
}

// `9,876,543,210`, `98,76,543,210.00`
function readThousands(scanner: Scanner): boolean {
  const { tokens, index } = scanner;
  if (match(tokens, index, digits(/^\d{1,3}$/)) === 0) return false;
  let value = tokenAt(tokens, index).text;
  let end = index + 1;
  let next = nextThousands(tokens, end);
  while (next > 0 && value.length < 15) {
    value += tokenAt(tokens, next - 1).text;
    end = next;
    next = nextThousands(tokens, end);
  }
  if (value.length < 7 || tokenAt(tokens, end - 1).text.length !== 3) return false;
  end = match(tokens, end, touching(kind('dot')), touching(digits(/^0+$/))) || end;
  if (goesOn(tokens, end)) return false;
  scanner.pushRun(value, end);
  return true;
}

function nextThousands(tokens: readonly Token[], index: number): number {
  return match(tokens, index, touching(kind('comma')), touching(digits(/^\d{2,3}$/)));
}
