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
  return end > 0 && !goesOn(tokens, end) ? end : 0;
}

/** Whether digits or words follow a value directly. */
export function goesOn(tokens: readonly Token[], index: number): boolean {
  if (match(tokens, index, touching(kind('digits', 'word'))) > 0) return true;
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
