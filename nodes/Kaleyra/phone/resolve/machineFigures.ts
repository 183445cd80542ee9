import { ambiguous, type Rejection } from '../rejection';
import { DAY_AND_MONTH, FULL_YEAR, MONTH_AND_DAY } from '../tokens/dateParts';
import { isIncomplete, type ValidNumber } from './validNumber';

// `20240115`, `20240115103000`, `31122024`
const DATE = new RegExp(`^(?:${FULL_YEAR}${MONTH_AND_DAY}(?:\\d{4,6})?|${DAY_AND_MONTH}${FULL_YEAR})$`);
const LENGTH_OF_BAR_CODE = 13;

/**
 * Why undivided digits are more likely something that a machine wrote than a number, if they also lack the trunk prefix
 * that their country needs: a date, a time or an EAN-13 bar code, such as `20240115` and `4006381333931` in Germany.
 */
export function machineFigure(digits: string, number: ValidNumber): Rejection | null {
  if (!isDateOrBarCode(digits) || digits.startsWith(number.callingCode)) return null;
  if (!isIncomplete(number, digits)) return null;
  return ambiguous(
    [number.e164],
    'These digits may be a date, a time or a bar code.',
    'If they are a phone number, write it with its leading 0 or its country code.',
  );
}

function isDateOrBarCode(digits: string): boolean {
  return DATE.test(digits) || (digits.length === LENGTH_OF_BAR_CODE && hasCheckDigit(digits));
}

// https://en.wikipedia.org/wiki/International_Article_Number#Calculation_of_checksum_digit
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
