import { ambiguous, type Rejection } from '../rejection';
import { validInternational, type ValidNumber } from './validNumber';

/**
 * `+39 (0)331 1234567`: Italian landlines keep the zero, mobile numbers have none, and many are valid either way.
 * @param groups the digits as grouped
 * @returns null unless the number is a mobile one without the zero that stands by itself
 */
export function optionalZero(
  { callingCode, national, e164 }: ValidNumber,
  groups: readonly string[],
): Rejection | null {
  if (!groups.includes('0') || !national.startsWith('0')) return null;
  const without = validInternational(callingCode + national.slice(1));
  if (without?.type !== 'mobile') return null;
  return ambiguous(
    [without.e164, e164],
    'These digits are a mobile number without the 0, and a landline with it.',
    'Write the number as it is dialed from abroad.',
  );
}
