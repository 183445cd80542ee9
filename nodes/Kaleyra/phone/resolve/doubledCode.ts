import { ambiguous, type Rejection } from '../rejection';
import { isUsualGrouping, validInternational, type ValidNumber } from './validNumber';

// Hardly any number has more digits.
const MAX_USUAL_LENGTH = 11;

/**
 * Why a number with its calling code may have it twice: `+49 49 171 3920012` is also a valid number in Leer (0491), but
 * `+49 491 1234567` is only that.
 */
export function doubledCode(number: ValidNumber, groups: readonly string[]): Rejection | null {
  const { callingCode, national, e164 } = number;
  const isWithCode = groups.join('').length > national.length + 1;
  const once = isWithCode && national.startsWith(callingCode) ? validInternational(national) : null;
  if (once === null || !isDoubled(number, once, groups)) return null;
  return ambiguous(
    [once.e164, e164],
    `These digits begin with ${callingCode} twice.`,
    'Write the country code once, or group the number as usual.',
  );
}

function isDoubled(whole: ValidNumber, once: ValidNumber, groups: readonly string[]): boolean {
  if (whole.national.length > MAX_USUAL_LENGTH) return true;
  if (isUsualGrouping(whole, groups.slice(1))) return false;
  // `+39 39 06 123412`: a 0 begins no other group.
  if (groups[1] === whole.callingCode && groups[2]?.startsWith('0') === true) return true;
  if (isMobile(once) !== isMobile(whole)) return isMobile(once);
  const isCodeApart = groups.some((_group, at) => groups.slice(at).join('') === once.national);
  return isCodeApart && !isCodeOfArea(whole);
}

function isMobile({ type }: ValidNumber): boolean {
  return type === 'mobile';
}

// `+48 48 3062874`, in Radom
function isCodeOfArea({ library, callingCode }: ValidNumber): boolean {
  return /^0?(\d+)/.exec(library.formatNational())?.[1] === callingCode;
}
