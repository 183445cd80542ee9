import type { CountryCode } from '../libphonenumber';
import { LETTERS, PLUS_AT_THE_END, rejection, type Rejection } from '../rejection';
import { reasonOf, trunkPrefixOf, usualLengths, withoutTrunkZero, type LengthReason } from './lengths';
import { iddPrefixOf, MIN_LENGTH, type NumberContext, type WrittenNumber } from './resolveNumber';
import { strayDigits } from './strayDigits';
import {
  callingCodeOf,
  callingCodeOfCountry,
  countriesOf,
  isCallingCode,
  validInternational,
  validNational,
  type ValidNumber,
} from './validNumber';

const SENTENCES: Readonly<Record<LengthReason, string>> = {
  TOO_SHORT: 'The number has too few digits',
  TOO_LONG: 'The number has too many digits',
  INVALID_LENGTH: 'Numbers of this length do not exist',
  INVALID_RANGE: 'No number with these digits is in use',
};

/** What a row says about its country when that isn't a country. */
export interface UnknownCountry {
  readonly unknown: string;
  readonly alternatives?: readonly string[];
}

/** What else decides what is said. */
interface Circumstances {
  readonly unknownCountry: UnknownCountry | null;
  readonly letters?: string;
}

/** Works out why digits aren't a number, as a last resort: what they are, what they could be, what to do. */
export function explainInvalid(
  written: WrittenNumber,
  context: NumberContext,
  { unknownCountry, letters = '' }: Circumstances,
): Rejection {
  if (letters !== '') return LETTERS;
  if (written.digits.length < MIN_LENGTH)
    return rejection('TOO_SHORT', onlyCode(written) ?? `${SENTENCES.TOO_SHORT}.`);
  if (written.trailingPlus) return PLUS_AT_THE_END;
  const abroad = abroadOf(written, context.country);
  const other = abroad === null ? otherReading(written, context) : null;
  const stray = other === null ? strayDigits(written, context) : null;
  if (stray !== null) return stray;
  const why = whyInvalid(written, abroad, context, unknownCountry);
  const option = context.country === null ? 'International' : 'National First, Then International';
  return other === null ? why : withAlternative(why, other, context.isStated === true ? null : option);
}

// `+91`, `+49 (0)`
function onlyCode({ groups: [code = '', ...others], plus }: WrittenNumber): string | null {
  const isCode = plus && isCallingCode(code) && others.every((digits) => digits === '0');
  return isCode ? `This is only a country calling code (+${code}). Write the number behind it.` : null;
}

// What the digits would be under another setting of 'Bare Digits'.
function otherReading(written: WrittenNumber, { country, bareDigits }: NumberContext): ValidNumber | null {
  return bareDigits === 'international' ? validNational(written.digits, country) : asInternational(written);
}

// `415-555-0132 1` is grouped like no Swiss number, although it begins with 41.
function asInternational({ digits, groups }: WrittenNumber): ValidNumber | null {
  const number = validInternational(digits);
  return groups.length > 1 && groups[0] !== number?.callingCode ? null : number;
}

/** Digits that begin with a country code, and what the cell has before and of it: `+44`, `011 44`. */
interface Abroad {
  readonly digits: string;
  readonly start: string;
}

const MAX_CODE_LENGTH = 3;
const IDD_PREFIXES = new Set(['011', '0011', '010', '810']);

function abroadOf({ digits, groups, plus }: WrittenNumber, country: CountryCode | null): Abroad | null {
  const first = groups[0] as string;
  if (plus) return { digits: digits.replace(/^00/, ''), start: `+${first.slice(0, MAX_CODE_LENGTH)}` };
  const prefix = dialedPrefixOf(digits, first, country);
  if (prefix === '') return null;
  const rest = digits.slice(prefix.length);
  return { digits: rest, start: `${prefix} ${rest.slice(0, MAX_CODE_LENGTH)}` };
}

// `0114 420 7946` begins with an area code, and `00380` is a postal code.
function dialedPrefixOf(digits: string, first: string, country: CountryCode | null): string {
  const own = (country && iddPrefixOf(country, digits)) ?? '';
  const isApart = own.startsWith(first) || callingCodeOf(first.slice(own.length)) !== '';
  if (IDD_PREFIXES.has(own) && isApart) return own;
  return /^00(?=[1-9]\d{5})/.exec(digits)?.[0] ?? '';
}

function whyInvalid(
  written: WrittenNumber,
  abroad: Abroad | null,
  context: NumberContext,
  unknownCountry: UnknownCountry | null,
): Rejection {
  const { digits } = written;
  const { country, bareDigits } = context;
  if (abroad !== null) return explainInternational(abroad, withoutCode(written, context));
  if (bareDigits === 'international')
    return explainInternational({ digits, start: digits.slice(0, MAX_CODE_LENGTH) }, null);
  return country === null ? withoutCountry(unknownCountry) : explainNational(written, country);
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

function explainInternational({ digits, start }: Abroad, withoutPlus: string | null): Rejection {
  const code = callingCodeOf(digits);
  if (code === '') {
    return rejection(
      'UNKNOWN_COUNTRY',
      `The number begins with ${start}, which is not a valid country calling code.`,
    );
  }
  const [country = null, ...others] = countriesOf(code);
  const national = digits.slice(code.length);
  const where = country !== null && others.length === 0 ? country : `+${code}`;
  const reason = reasonOf(national, code, country);
  const cause = knownCause(country, national) ?? withoutPlus ?? wrongDigit(reason, national, country);
  return invalid(reason, where, cause);
}

// What the digits behind a plus are without it, unless they begin with the country's own code.
function withoutCode({ digits, plus }: WrittenNumber, { country, isOfChat }: NumberContext): string | null {
  if (!plus || country === null || digits.startsWith(callingCodeOfCountry(country))) return null;
  const national = validNational(digits, country);
  if (national === null) return null;
  const number = `${national.e164} (${national.country ?? country})`;
  return isOfChat === true
    ? `In a chat link or ID, the country code comes first. If it is missing, the number is ${number}.`
    : `Without the plus it would be ${number}.`;
}

// The digits may begin with the country's own code: `5531…` in Brazil.
function explainNational({ digits, groups }: WrittenNumber, country: CountryCode): Rejection {
  const trunk = trunkPrefixOf(country);
  const code = callingCodeOfCountry(country);
  const rest = digits.startsWith(code) ? digits.slice(code.length) : null;
  const isWithCode = digits.length > Math.max(...usualLengths(country));
  const dialed = groups[0] === trunk ? digits.slice(trunk.length) : digits;
  const national = isWithCode ? (rest ?? dialed) : dialed;
  const reason = reasonOf(national, code, country);
  const cause = (rest === null ? null : knownCause(country, rest)) ?? knownCause(country, digits);
  return invalid(
    reason,
    country,
    cause ?? missingArea(reason, digits, country) ?? wrongDigit(reason, national, country),
  );
}

function invalid(reason: LengthReason, where: string, advice: string | null): Rejection {
  return rejection(
    reason,
    [`${SENTENCES[reason]} for ${where}.`, ...(advice === null ? [] : [advice])].join(' '),
  );
}

const MIN_LOCAL_LENGTH = 6;
const MAX_LOCAL_LENGTH = 8;
// Fewer digits than this are no area code: `99999-1234` in Brazil lacks two.
const MIN_AREA_LENGTH = 2;

// `7946 0958` in the United Kingdom. Where there is no trunk prefix, numbers are never written without their area code.
function missingArea(reason: LengthReason, digits: string, country: CountryCode): string | null {
  const trunk = trunkPrefixOf(country);
  const lengths = usualLengths(country);
  const isShort = reason === 'TOO_SHORT' || digits.length < Math.min(...lengths);
  const mayBeWhole = digits.length > Math.max(MAX_LOCAL_LENGTH, Math.max(...lengths) - MIN_AREA_LENGTH);
  if (!isShort || digits.length < MIN_LOCAL_LENGTH || mayBeWhole) return null;
  return trunk === '' || digits.startsWith(trunk) ? null : 'Digits may be missing, such as the area code.';
}

// A length that is possible for some numbers may be wrong for this one.
function wrongDigit(reason: LengthReason, national: string, country: CountryCode | null): string | null {
  if (reason !== 'INVALID_RANGE' || country === null) return null;
  const [length, ...others] = usualLengths(country);
  if (others.length > 0) return 'A digit may be missing or one too many.';
  return withoutTrunkZero(national, country).length === length
    ? null
    : `A digit may be missing or one too many: landline and mobile numbers have ${length} digits after +${callingCodeOfCountry(country)}.`;
}

function withAlternative(rejected: Rejection, other: ValidNumber, option: string | null): Rejection {
  const hints = [
    rejected.reasonText,
    `It could also be ${other.e164} (${other.country ?? 'no country'}).`,
    'If so, write it with a plus and its country code.',
    ...(option === null ? [] : [`To decide for all numbers, set 'Bare Digits' to ${option}.`]),
  ];
  return rejection(rejected.reason, hints.join(' '));
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
