import { SEVERAL_NUMBERS, unexplained, type Rejection } from '../rejection';
import { resolveNumber, type NumberContext, type WrittenNumber } from './resolveNumber';
import { isIncomplete, isUsualGrouping, type ValidNumber } from './validNumber';

// Twice as many as a number has at most; the work grows with the number of groups.
const MAX_LENGTH = 40;
const MIN_LENGTH_OF_NUMBER = 7;

/**
 * Names the digits beside a number where both together are none: `24` in `9876543210 24`, `2` in `2 9876543210`; null if no
 * number is there.
 */
export function strayDigits(written: WrittenNumber, context: NumberContext): Rejection | null {
  const { digits, groups, plus } = written;
  if (digits.length > MAX_LENGTH) return null;
  // `0049 171 23`, `010-2345-6789`: a country code or a trunk prefix begins a number.
  const begins = plus || context.bareDigits === 'international' || /^0+[1-9]/.test(groups[0] as string);
  for (let count = 1; count < groups.length; count += 1) {
    const [before, behind] = [groups.slice(0, -count), groups.slice(count)];
    const first = numberIn(before, written, context);
    const last = begins ? null : numberIn(behind, written, context);
    // `2025 415 555 0132`
    const isLast = last !== null && (first === null || isUsualGrouping(last, behind));
    if (first === null && last === null) continue;
    const rest = isLast ? groups.slice(0, count) : groups.slice(-count);
    const isNumber = numberIn(rest, { ...written, plus: false }, context) !== null;
    return isNumber ? SEVERAL_NUMBERS : unexplained(rest.join(''));
  }
  return null;
}

function numberIn(
  groups: readonly string[],
  written: WrittenNumber,
  context: NumberContext,
): ValidNumber | null {
  const digits = groups.join('');
  if (digits.length < MIN_LENGTH_OF_NUMBER) return null;
  const found = resolveNumber({ ...written, digits, groups }, context);
  return found?.kind === 'number' && !isIncomplete(found.number, digits) ? found.number : null;
}
