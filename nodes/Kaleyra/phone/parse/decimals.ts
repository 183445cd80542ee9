import { digits, kind, match, matchFirst, touching } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';

/** A period or comma that touches what precedes it. */
export const POINT = touching(kind('dot', 'comma'));
const DECIMALS = [digits(/^\d{4,}$/), POINT, touching(digits(/^0{1,2}$/))];

/**
 * The index after the decimals that a spreadsheet added to a whole number: `9876543210.0`, `+919876543210,00`;
 * otherwise 0.
 */
export function decimalsEnd(tokens: readonly Token[], index: number): number {
  const end = match(tokens, index, ...DECIMALS);
  return goesOn(tokens, end) ? 0 : end;
}

/** Whether letters follow the digits of a value directly, or a sign and more digits. */
export function goesOn(tokens: readonly Token[], index: number): boolean {
  if (match(tokens, index, touching(kind('word'))) > 0) return true;
  return (
    tokenAt(tokens, index).kind !== 'semicolon' &&
    match(
      tokens,
      index,
      touching(() => true),
      touching(kind('digits')),
    ) > 0
  );
}

const DOT = touching(kind('dot'));
const ANGLE = [digits(/^(?:\d|[1-9]\d|1[0-7]\d)$/), DOT, touching(digits(/^\d{5,}$/))];
const LONG = digits(/^\d{5,}$/);
const AMOUNT = [LONG, DOT, touching(digits(/^\d{1,2}$/))];
const WHOLE_CELLS = [
  // `9876543210,5`; in `Ravi,9876543210,24`, the comma separates.
  [LONG, touching(kind('comma')), touching(digits(/^\d{1,2}$/))],
  // `45306.4375`: a date and a time, as a spreadsheet counts them.
  [digits(/^[2-5]\d{4}$/), DOT, touching(digits(/^\d{3,}$/))],
];

/** The index after a decimal number, such as a coordinate or an amount: `77.59456789`, `4155550132.5`; 0 if there is none. */
export function decimalEnd(tokens: readonly Token[], index: number): number {
  if (!POINT(tokenAt(tokens, index + 1))) return 0;
  const whole = tokenAt(tokens, index - 1).kind === 'end' ? matchFirst(tokens, index, WHOLE_CELLS) : 0;
  const isWhole = whole > 0 && tokenAt(tokens, whole).kind === 'end';
  const end = match(tokens, index, ...ANGLE) || match(tokens, index, ...AMOUNT) || (isWhole ? whole : 0);
  return end > 0 && decimalsEnd(tokens, index) === 0 && !goesOn(tokens, end) ? end : 0;
}
