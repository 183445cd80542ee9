import { digits, kind, match, touching } from '../tokens/match';
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

const ANGLE = [digits(/^(?:\d|[1-9]\d|1[0-7]\d)$/), touching(kind('dot')), touching(digits(/^\d{5,}$/))];
const AMOUNT = [digits(/^\d{5,}$/), POINT, touching(digits(/^\d{1,2}$/))];

/** Whether digits are a decimal number, such as a coordinate or an amount: `77.59456789`, `4155550132.5`. */
export function isDecimal(tokens: readonly Token[], index: number): boolean {
  const end = match(tokens, index, ...ANGLE) || match(tokens, index, ...AMOUNT);
  return end > 0 && decimalsEnd(tokens, index) === 0 && !goesOn(tokens, end);
}
