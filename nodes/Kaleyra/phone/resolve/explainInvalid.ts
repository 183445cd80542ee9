import { validatePhoneNumberLength, type CountryCode } from '../libphonenumber';
import { LETTERS, PLUS_AT_THE_END, rejection, type Reason, type Rejection } from '../rejection';
import { MIN_LENGTH, type NumberContext, type WrittenNumber } from './resolveNumber';
import {
  callingCodeOf,
  callingCodeOfCountry,
  countriesOf,
  validInternational,
  validNational,
  type ValidNumber,
} from './validNumber';

const SENTENCES = {
  NOT_A_NUMBER: "This isn't a phone number",
  TOO_SHORT: 'The number has too few digits',
  TOO_LONG: 'The number has too many digits',
  INVALID_LENGTH: 'Numbers of this length do not exist',
  INVALID_RANGE: 'The number has a possible length, but its digits are not in use',
} satisfies Partial<Record<Reason, string>>;

/** What a row says about its country when that isn't a country. */
export interface UnknownCountry {
  readonly unknown: string;
  readonly alternatives?: readonly string[];
}

/** Works out why digits aren't a number, as a last resort: what they are, what they could be, what to do. */
export function explainInvalid(
  written: WrittenNumber,
  context: NumberContext,
  unknownCountry: UnknownCountry | null,
  letters = '',
): Rejection {
  const { digits } = written;
  if (letters !== '') return LETTERS;
  if (digits.length < MIN_LENGTH) return rejection('TOO_SHORT', `${SENTENCES.TOO_SHORT}.`);
  if (written.trailingPlus) return PLUS_AT_THE_END;
  if (written.plus) return explainInternational(digits, context.country, context.isOfChat);
  // `00380` is a postal code.
  if (/^00[1-9]\d{5}/.test(digits)) return explainInternational(digits.slice(2), context.country);
  if (context.bareDigits === 'international') {
    const found = validNational(digits, context.country);
    return withAlternative(explainInternational(digits, null), found, 'National');
  }
  const rejected =
    context.country === null ? withoutCountry(unknownCountry) : explainNational(digits, context.country);
  return withAlternative(rejected, asInternational(written), 'International');
}

// `415-555-0132 1` is grouped like no Swiss number, although it begins with 41.
function asInternational({ digits, groups }: WrittenNumber): ValidNumber | null {
  const number = validInternational(digits);
  return groups.length > 1 && groups[0] !== number?.callingCode ? null : number;
}

function withoutCountry(unknownCountry: UnknownCountry | null): Rejection {
  if (unknownCountry === null) {
    return rejection(
      'UNKNOWN_COUNTRY',
      "The number has no country code, and 'Default Country' is empty for this item. Set it, or check what its expression returns.",
    );
  }
  const { unknown, alternatives = [] } = unknownCountry;
  const advice =
    alternatives.length > 0
      ? `could be ${alternatives.join(' or ')}. Use a two-letter code.`
      : "isn't a country. Use a name or a two-letter code, such as IN.";
  return rejection(
    'UNKNOWN_COUNTRY',
    `The number has no country code, and '${unknown.slice(0, 40)}' ${advice}`,
  );
}

function explainInternational(digits: string, home: CountryCode | null, isOfChat = false): Rejection {
  const code = callingCodeOf(digits);
  if (code === '') {
    return rejection(
      'UNKNOWN_COUNTRY',
      `The number begins with +${digits.slice(0, 3)}, which is not a valid country calling code.`,
    );
  }
  const national = validNational(digits, home);
  const [country = null, ...others] = countriesOf(code);
  const advice =
    knownCause(country, digits.slice(code.length)) ??
    (national === null ? null : withoutCode(national.e164, national.country ?? home, isOfChat));
  const where = country !== null && others.length === 0 ? country : `+${code}`;
  return invalid(validatePhoneNumberLength(`+${digits}`), where, advice);
}

function withoutCode(e164: string, country: CountryCode | null, isOfChat: boolean): string {
  return isOfChat
    ? `In a chat link or ID, the country code comes first. If it is missing, the number is ${e164} (${country}).`
    : `Without the plus it would be ${e164} (${country}).`;
}

// The digits may begin with the country's own code: `5531…` in Brazil.
function explainNational(digits: string, country: CountryCode): Rejection {
  const code = callingCodeOfCountry(country);
  const rest = digits.startsWith(code) ? knownCause(country, digits.slice(code.length)) : null;
  return invalid(validatePhoneNumberLength(digits, country), country, rest ?? knownCause(country, digits));
}

function invalid(
  length: ReturnType<typeof validatePhoneNumberLength>,
  where: string,
  cause: string | null,
): Rejection {
  const reason = length === undefined || length === 'INVALID_COUNTRY' ? 'INVALID_RANGE' : length;
  return rejection(
    reason,
    [`${SENTENCES[reason]} for ${where}.`, ...(cause === null ? [] : [cause])].join(' '),
  );
}

function withAlternative(rejected: Rejection, other: ValidNumber | null, option: string): Rejection {
  if (other === null) return rejected;
  const hint = `It could also be ${other.e164} (${other.country ?? 'no country'}). If so, set 'Bare Digits' to ${option}.`;
  return rejection(rejected.reason, `${rejected.reasonText} ${hint}`);
}

/** Numbering plans that changed: what became of the old numbers. */
const PLAN_CHANGES: Partial<Record<CountryCode, (national: string) => string | null>> = {
  BR: (national) => {
    const withNine = `${national.slice(0, 2)}9${national.slice(2)}`;
    const isOldMobile = /^[1-9]\d[6-9]\d{7}$/.test(national) && validInternational(`55${withNine}`) !== null;
    return isOldMobile ? `Brazil added a 9 to mobile numbers: this may now be +55${withNine}.` : null;
  },
  CI: (national) =>
    national.length === 8
      ? 'Côte d’Ivoire went from 8 to 10 digits in 2021. Add the two digits of the network in front.'
      : null,
  BJ: (national) =>
    validInternational(`22901${national}`) === null
      ? null
      : `Benin added 01 in front of all numbers in 2024: this may now be +22901${national}.`,
};

// A spreadsheet that treats a number as a value drops the leading zeros.
function knownCause(country: CountryCode | null, national: string): string | null {
  const change = country && PLAN_CHANGES[country]?.(national);
  const zero = `0${national}`;
  const isZeroLost = !national.startsWith('0') && validNational(zero, country) !== null;
  return change ?? (isZeroLost ? `A leading 0 may be missing: ${zero} would be valid.` : null);
}
