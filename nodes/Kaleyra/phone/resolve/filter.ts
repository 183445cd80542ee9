import { rejection, type Rejection } from '../rejection';
import type { AllowedType, ParsingRules, PhoneNumber, PhoneType } from '../types';

/** Why the user's rules exclude a number; null if they allow it. */
export function filterRejection(number: PhoneNumber, rules: ParsingRules): Rejection | null {
  const { allowedCountries, allowedTypes } = rules;
  const { country, type } = number;
  if (allowedCountries.length > 0 && !allowedCountries.some((allowed) => allowed === country)) {
    const where = country === null ? 'belongs to no country' : `is from ${country}`;
    return rejection('COUNTRY_NOT_ALLOWED', `The number ${where}, which is not in 'Allowed Countries'.`);
  }
  if (allowedTypes.length > 0 && !allowedTypes.some((allowed) => matchesAllowedType(allowed, type))) {
    return rejection('TYPE_NOT_ALLOWED', `The line type is '${type}', which is not in 'Allowed Line Types'.`);
  }
  return null;
}

// In North America and elsewhere, mobile and fixed numbers look alike: anyone asking for mobiles wants those too.
function matchesAllowedType(allowed: AllowedType, type: PhoneType): boolean {
  return allowed === type || (allowed === 'mobile' && type === 'fixed_line_or_mobile');
}
