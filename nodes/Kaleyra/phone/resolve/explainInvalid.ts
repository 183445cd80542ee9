import { validatePhoneNumberLength, type CountryCode } from '../libphonenumber';
import { LETTERS, PLUS_AT_THE_END, rejection, type Reason, type Rejection } from '../rejection';
import { MIN_LENGTH, type NumberContext, type WrittenNumber } from './resolveNumber';
import {
  callingCodeOf,
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
  if (written.plus) return explainInternational(digits, context.country);
  // `00380` is a postal code.
  if (/^00[1-9]\d{5}/.test(digits)) return explainInternational(digits.slice(2), context.country);
  if (context.bareDigits === 'international') {
    const found = context.country === null ? null : validNational(digits, context.country);
    return withAlternative(explainInternational(digits, null), found, 'National');
  }
  const other = digits.startsWith('0') ? null : validInternational(digits);
  if (context.country === null)
    return withAlternative(withoutCountry(unknownCountry), other, 'International');
  return withAlternative(
    explainNational(digits, context.country, context.callingCode ?? ''),
    other,
    'International',
  );
}

function withoutCountry(unknownCountry: UnknownCountry | null): Rejection {
  if (unknownCountry === null) {
    return rejection(
      'UNKNOWN_COUNTRY',
      "The number has no country code, and its item has no default country. Set 'Default Country'.",
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

function explainInternational(digits: string, home: CountryCode | null): Rejection {
  const reason = validatePhoneNumberLength(`+${digits}`) ?? 'INVALID_RANGE';
  if (reason === 'INVALID_COUNTRY') {
    return rejection(
      'UNKNOWN_COUNTRY',
      `The number begins with +${digits.slice(0, 3)}, which is not a valid country calling code.`,
    );
  }
  const code = callingCodeOf(digits) ?? '';
  const cause = knownCause(code, digits.slice(code.length));
  const national = home === null ? null : validNational(digits, home);
  const advice =
    cause ??
    (national === null
      ? null
      : `Without the plus it would be ${national.e164} (${national.country ?? home}).`);
  const [only, ...others] = countriesOf(code);
  const where = only !== undefined && others.length === 0 ? only : `+${code}`;
  return rejection(reason, sentence(SENTENCES[reason], where, advice));
}

function explainNational(digits: string, country: CountryCode, callingCode: string): Rejection {
  const length = validatePhoneNumberLength(digits, country);
  const reason = length === undefined || length === 'INVALID_COUNTRY' ? 'INVALID_RANGE' : length;
  return rejection(reason, sentence(SENTENCES[reason], country, causeWithOwnCode(callingCode, digits)));
}

function sentence(text: string, where: string, cause: string | null): string {
  return `${text}${where === '+' ? '' : ` for ${where}`}.${cause === null ? '' : ` ${cause}`}`;
}

function withAlternative(rejected: Rejection, other: ValidNumber | null, option: string): Rejection {
  if (other === null) return rejected;
  const hint = `It could also be ${other.e164} (${other.country ?? 'no country'}). If so, set 'Bare Digits' to ${option}.`;
  return rejection(rejected.reason, `${rejected.reasonText} ${hint}`);
}

/** Numbering plans that changed, by calling code: what became of the old numbers. */
const PLAN_CHANGES: Readonly<Record<string, (national: string) => string | null>> = {
  '55': (national) => {
    const withNine = `${national.slice(0, 2)}9${national.slice(2)}`;
    const isOldMobile =
      national.length === 10 && /^..[6-9]/.test(national) && validInternational(`55${withNine}`) !== null;
    return isOldMobile ? `Brazil added a 9 to mobile numbers: this may now be +55${withNine}.` : null;
  },
  '225': (national) =>
    national.length === 8
      ? 'Côte d’Ivoire went from 8 to 10 digits in 2021. Add the two digits of the network in front.'
      : null,
  '229': (national) =>
    national.length === 8 && validInternational(`22901${national}`) !== null
      ? `Benin added 01 in front of all numbers in 2024: this may now be +22901${national}.`
      : null,
};

// The digits may begin with the country's own code: `5531…` in Brazil.
function causeWithOwnCode(callingCode: string, digits: string): string | null {
  const rest = digits.startsWith(callingCode)
    ? knownCause(callingCode, digits.slice(callingCode.length))
    : null;
  return rest ?? knownCause(callingCode, digits);
}

function knownCause(callingCode: string, national: string): string | null {
  const change = PLAN_CHANGES[callingCode]?.(national) ?? null;
  if (change !== null) return change;
  const zero = `0${national}`;
  // Hungary's trunk prefix is 06; only its 0 gets lost.
  const digits = callingCode === '36' ? national.replace(/^6/, '') : zero;
  return digits !== national && isLostZero(callingCode, digits)
    ? `A leading 0 may be missing: ${zero} would be valid.`
    : null;
}

// A spreadsheet that treats a number as a value drops the leading zeros.
function isLostZero(callingCode: string, digits: string): boolean {
  return callingCode !== '' && digits.length > 5 && validInternational(callingCode + digits) !== null;
}
