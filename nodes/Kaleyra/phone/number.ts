import {
  getCountryCallingCode,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type PhoneNumber as LibraryNumber,
} from './libphonenumber';

import type { NormalizedDigits } from './clean';
import type { DefaultCountry } from './country';
import { rejection, type Reason, type Rejection } from './rejection';
import type { CountryCode, ParsingRules, PhoneNumber, PhoneReading, PhoneType } from './types';

type Rules = Pick<ParsingRules, 'bareDigits' | 'allowPossible'>;
type Outcome = PhoneNumber | Rejection;

const SENTENCES = {
  NOT_A_NUMBER: 'This is no phone number',
  TOO_SHORT: 'The number has too few digits',
  TOO_LONG: 'The number has too many digits',
  INVALID_LENGTH: 'This is not a possible number of digits',
  INVALID_RANGE: 'The number has a possible length, but its digits are not in use',
} satisfies Partial<Record<Reason, string>>;

// Prefixes for calls abroad other than 00 that people do write. libphonenumber knows each country's own; taking
// any of those would read a domestic number with one digit too many as a stranger's abroad.
const IDD_PREFIXES = /^(?:00|011|010|810)/;

/**
 * Decides which number was meant. Written country codes always win; digits without one follow `bareDigits` and the
 * row's default country.
 */
export function resolveNumber(dialled: NormalizedDigits, country: DefaultCountry, rules: Rules): Outcome {
  if (dialled.plus) return parseWritten(dialled.digits, rules);
  const abroad = parseWithIddPrefix(dialled.digits, country, rules);
  if (abroad !== null) return abroad;
  return readBareDigits(dialled.digits, country, rules);
}

function parseWritten(digits: string, rules: Rules): Outcome {
  return parse(digits.replace(/^00/, ''), 'written', rules);
}

function parseWithIddPrefix(digits: string, country: DefaultCountry, rules: Rules): Outcome | null {
  if (!IDD_PREFIXES.test(digits)) return null;
  const international = digits.startsWith('00') ? parse(digits.slice(2), 'written', rules) : null;
  if (international !== null && isNumber(international)) return international;

  const home = 'country' in country ? country.country : null;
  const found = home === null ? undefined : parsePhoneNumberFromString(digits, home);
  if (home !== null && found !== undefined && found.countryCallingCode !== getCountryCallingCode(home)) {
    const withOwnPrefix = parse(found.number.slice(1), 'written', rules);
    if (isNumber(withOwnPrefix)) return withOwnPrefix;
  }
  return international;
}

function readBareDigits(digits: string, country: DefaultCountry, rules: Rules): Outcome {
  const international = (): Outcome => parse(digits, 'international', rules);
  if (rules.bareDigits === 'international') {
    const result = international();
    return isNumber(result)
      ? result
      : withAlternativeHint(result, () => national(digits, country, rules), 'National');
  }
  const result = national(digits, country, rules);
  if (isNumber(result)) return result;
  if (rules.bareDigits === 'either' && result.reason !== 'UNKNOWN_COUNTRY') {
    const other = international();
    return isNumber(other) ? other : result;
  }
  return withAlternativeHint(result, international, 'International');
}

function national(digits: string, country: DefaultCountry, rules: Rules): Outcome {
  if ('unknown' in country) return unknownCountry(country.unknown);
  if (country.country === null) {
    return rejection(
      'UNKNOWN_COUNTRY',
      "The number has no country code and its row no country. Set 'Default Country'.",
    );
  }
  const callingCode = getCountryCallingCode(country.country);
  const found = parsePhoneNumberFromString(digits, { defaultCountry: country.country, extract: false });
  const stayedAtHome = found !== undefined && found.countryCallingCode === callingCode;
  if (!stayedAtHome) return parse(callingCode + digits, 'national', rules, country.country);
  return validateParsed(found.number, found, 'national', rules, country.country);
}

function unknownCountry(value: string): Rejection {
  return rejection(
    'UNKNOWN_COUNTRY',
    `The number has no country code and '${value.slice(0, 40)}' is no country that 'Default Country' knows. Use two letters, such as IN.`,
  );
}

function withAlternativeHint(refused: Rejection, other: () => Outcome, option: string): Rejection {
  const alternative = other();
  if (!isNumber(alternative)) return refused;
  const hint = `Read the other way it would be ${alternative.e164} (${alternative.country ?? 'no country'}): set 'Bare Digits' to ${option} if that is meant.`;
  return rejection(refused.reason, `${refused.reasonText} ${hint}`);
}

function parse(digits: string, reading: PhoneReading, rules: Rules, home?: CountryCode): Outcome {
  const text = `+${digits}`;
  return validateParsed(text, parsePhoneNumberFromString(text, { extract: false }), reading, rules, home);
}

// Valid numbers alone have a type.
function validateParsed(
  text: string,
  found: LibraryNumber | undefined,
  reading: PhoneReading,
  rules: Rules,
  home?: CountryCode,
): Outcome {
  if (found !== undefined) {
    const type = found.getType()?.toLowerCase() as PhoneType | undefined;
    if (type !== undefined || (rules.allowPossible && isPossibleAsItStands(found))) {
      return { e164: found.number, country: found.country ?? null, type: type ?? 'unknown', reading };
    }
  }
  return invalidRejection(text, found?.country ?? home);
}

// The library takes a leading zero off each time it reads: what it would change once more is not the number written.
function isPossibleAsItStands(found: LibraryNumber): boolean {
  return found.isPossible() && parsePhoneNumberFromString(found.number)?.number === found.number;
}

function invalidRejection(text: string, where: CountryCode | undefined): Rejection {
  const reason = validatePhoneNumberLength(text) ?? 'INVALID_RANGE';
  if (reason === 'INVALID_COUNTRY') {
    return rejection(
      'UNKNOWN_COUNTRY',
      `The number begins with ${text.slice(0, 4)}, which is no country's calling code.`,
    );
  }
  return rejection(reason, `${SENTENCES[reason]}${where === undefined ? '' : ` for ${where}`}.`);
}

/** Tells a number from a refusal. */
export function isNumber(outcome: Outcome): outcome is PhoneNumber {
  return 'e164' in outcome;
}
