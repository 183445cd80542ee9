import { metadata, type CountryCode } from '../libphonenumber';
import { ambiguous, type Rejection } from '../rejection';
import type { BareDigits, PhoneReading } from '../types';
import { doubledCode } from './doubledCode';
import { optionalZero } from './optionalZero';
import { machineFigure } from './machineFigures';
import { correctInternational, correctNational } from './slips';
import {
  beginsWithArea,
  callingCodeOf,
  callingCodeOfCountry,
  isUsualGrouping,
  northAmerican,
  usualNational,
  validInternational,
  validNational,
  type ValidNumber,
} from './validNumber';

/** The digits of one number as written. */
export interface WrittenNumber {
  readonly digits: string;
  readonly groups: readonly string[];
  readonly plus: boolean;
  /** A plus follows: `919876543210+`. */
  readonly trailingPlus: boolean;
  /** A minus where there may have been a plus: `-49 30…`. */
  readonly minus: boolean;
  /** The cell begins with one space, which may be a decoded plus: ` 34612…`. */
  readonly afterBlank: boolean;
}

/** Where digits without a country code belong. */
export interface NumberContext {
  readonly country: CountryCode | null;
  readonly bareDigits: BareDigits;
  /** The cell states the country, so no setting decides it. */
  readonly isStated?: boolean;
  /** The digits are those of a chat link or ID, which begin with their code. */
  readonly isOfChat?: boolean;
}

export type Resolution =
  | {
      readonly kind: 'number';
      readonly number: ValidNumber;
      readonly reading: PhoneReading;
      /** Its area or country code comes from the number next to it. */
      readonly isCompleted?: boolean;
    }
  | { readonly kind: 'ambiguous'; readonly rejection: Rejection };

// IDD prefixes that people write besides 00. Accepting every country's own would turn a domestic number with one digit
// too many into someone else's number abroad. `0001 030 23125123` begins with a counter.
const WRITTEN_IDD_PREFIX = /^(?:00(?!0)|011|010|810)/;
// libphonenumber lacks Indonesia's 001 (https://en.wikipedia.org/wiki/Telephone_numbers_in_Indonesia).
const OTHER_IDD_PREFIXES: Partial<Record<CountryCode, string>> = { ID: '00[1789]' };
const IDD_PREFIX = 1;
const AUSTRALIAN_PREFIX = '0011';

// No country has shorter numbers, and for some the library throws and catches an error, which takes long.
export const MIN_LENGTH = 4;

/** Decides which valid number the digits are; null if they aren't one. */
export function resolveNumber(written: WrittenNumber, context: NumberContext): Resolution | null {
  const found = written.digits.length < MIN_LENGTH ? null : resolveDigits(written, context);
  if (found?.kind !== 'number') return found;
  const rejection = doubledCode(found.number, written.groups) ?? optionalZero(found.number, written.groups);
  return rejection === null ? found : { kind: 'ambiguous', rejection };
}

function resolveDigits(written: WrittenNumber, context: NumberContext): Resolution | null {
  if (written.plus) return resolveWithPlus(written, context);
  if (written.trailingPlus) return resolved(validInternational(written.digits), 'written');
  if (WRITTEN_IDD_PREFIX.test(written.digits)) {
    const abroad = resolveDialedAbroad(written, context);
    if (abroad !== null) return abroad;
  }
  return resolveBareDigits(written, context);
}

function resolved(number: ValidNumber | null, reading: PhoneReading): Resolution | null {
  return number === null ? null : { kind: 'number', number, reading };
}

function resolveWithPlus(written: WrittenNumber, context: NumberContext): Resolution | null {
  const { digits, groups } = written;
  if (groups[0] === '8' && (groups[1] ?? '').length > 1) return resolveWithPlusAndTrunk(digits, context);
  const number = validInternational(digits) ?? correctInternational(digits, context.country);
  const national = number && nationalBehindPlus(written, number, context);
  if (number === null || national === null) return resolved(number, 'written');
  const candidates = [national.e164, number.e164];
  const why = `The plus comes before digits that are grouped like a number of ${national.country ?? context.country}.`;
  return {
    kind: 'ambiguous',
    rejection: ambiguous(candidates, why, 'Remove the plus, or write it before the country code.'),
  };
}

// `+8 (495) 980-00-73`: no calling code is just 8, but Russia's trunk prefix is.
function resolveWithPlusAndTrunk(digits: string, { country }: NumberContext): Resolution | null {
  const national = validNational(digits, country);
  if (national !== null && national.national.length < digits.length) return resolved(national, 'written');
  const international = validInternational(digits);
  if (international === null) return null;
  const candidates = [validNational(digits, 'RU'), international].flatMap((number) => number?.e164 ?? []);
  const why = 'The plus comes before an 8 that stands alone, which is no calling code.';
  const rejection = ambiguous(candidates, why, 'Write the number with a plus and its country code.');
  return { kind: 'ambiguous', rejection };
}

const TRUNK_ZERO = /^0(?!0)/;

// `+646-555-0132`: the first group is longer than the country code it begins with, and the whole is grouped like a
// number of the default country. `+01522 3456789`: no country code begins with 0.
function nationalBehindPlus(
  { digits, groups }: WrittenNumber,
  { callingCode }: ValidNumber,
  { country }: NumberContext,
): ValidNumber | null {
  if (country === null || callingCode === callingCodeOfCountry(country)) return null;
  // `+091 98765 43210` begins with a code all the same, unless the whole is grouped as at home: `+053 479 7866`.
  const mayBeCode = groups[0] === `0${callingCode}`;
  if (TRUNK_ZERO.test(digits) && !mayBeCode) return validNational(digits, country);
  if (groups.length === 1 || (!mayBeCode && (groups[0] as string).length <= callingCode.length)) return null;
  const national = usualNational(groups, country);
  // `+415-555-0132 5`: the last digits may be anything.
  return national === null && groups.length > 2 ? usualNational(groups.slice(0, -1), country) : national;
}

function resolveDialedAbroad({ digits }: WrittenNumber, { country }: NumberContext): Resolution | null {
  const own = country && iddPrefixOf(country, digits);
  const abroad = numbersAbroad(digits, own, country);
  const [first] = abroad;
  if (first === undefined || country === null) return resolved(first ?? null, 'written');
  // The library would strip the prefix from national digits that happen to begin with it.
  const home = validNational(digits, country) ?? validInternational(callingCodeOfCountry(country) + digits);
  const numbers = [...new Set([...abroad, home].flatMap((number) => number?.e164 ?? []))];
  if (numbers.length === 1) return resolved(first, 'written');
  const why = `These digits begin like a call abroad (${digits.slice(0, own?.length ?? 2)}).`;
  return {
    kind: 'ambiguous',
    rejection: ambiguous(numbers, why, 'Write the number with a plus and its country code.'),
  };
}

function numbersAbroad(digits: string, own: string | null, country: CountryCode | null): ValidNumber[] {
  const found = [
    own === null ? null : correctInternational(digits.slice(own.length), null),
    // In Australia, 11 behind 00 is not America's code written twice.
    digits.startsWith('00') && own !== AUSTRALIAN_PREFIX ? correctInternational(digits, null) : null,
  ].filter((number) => number !== null);
  const last = found.length > 0 ? null : withOwnCode(digits, country);
  return last === null ? found : [last];
}

// `011 44 20 …` and `0011 44 20 …` in the United Kingdom, whose own prefix is 00.
function withOwnCode(digits: string, country: CountryCode | null): ValidNumber | null {
  const isAustralian = digits.startsWith(AUSTRALIAN_PREFIX);
  const rest = digits.replace(isAustralian ? AUSTRALIAN_PREFIX : WRITTEN_IDD_PREFIX, '');
  return country !== null && rest.startsWith(callingCodeOfCountry(country)) ? validInternational(rest) : null;
}

/** The prefix for calls abroad that digits begin with, as the country dials it; null if they do not. */
export function iddPrefixOf(country: CountryCode, digits: string): string | null {
  const prefix = OTHER_IDD_PREFIXES[country] ?? metadata.countries[country]?.[IDD_PREFIX];
  return new RegExp(`^(?:${String(prefix)})`).exec(digits)?.[0] ?? null;
}

function resolveBareDigits(written: WrittenNumber, context: NumberContext): Resolution | null {
  const { digits } = written;
  const { country, bareDigits } = context;
  if (bareDigits === 'international') return internationalDigits(written);
  const national = validNational(digits, country);
  if (national !== null) {
    const figure = written.groups.length === 1 ? machineFigure(digits, national) : null;
    if (figure !== null) return { kind: 'ambiguous', rejection: figure };
    return otherReading(written, national, context) ?? resolved(national, 'national');
  }
  const corrected = country && correctNational(digits, country);
  if (corrected !== null) return otherReading(written, corrected, context) ?? resolved(corrected, 'national');
  return bareDigits === 'either' ? internationalDigits(written) : null;
}

// `(664) 492-3456` is grouped like an American number, which has no calling code, and begins with Thailand's.
function internationalDigits({ digits, groups }: WrittenNumber): Resolution | null {
  const number = validInternational(digits);
  const american = number === null || groups[0] === number.callingCode ? null : northAmerican(groups);
  if (number === null || american === null) return resolved(number, 'international');
  const why = 'The digits are grouped like a North American number.';
  const what = 'Write the number with a plus and its country code.';
  return { kind: 'ambiguous', rejection: ambiguous([american.e164, number.e164], why, what) };
}

// Hardly any number has more digits.
const MAX_USUAL_LENGTH = 11;
const MAX_LOCAL_LENGTH = 9;

// The cases in which a valid national number may be an international one that lost its plus.
function otherReading(
  written: WrittenNumber,
  national: ValidNumber,
  { bareDigits, isStated }: NumberContext,
): Resolution | null {
  if (bareDigits !== 'national') return null;
  const foreign = foreignCodeOf(written, national);
  const why = whyInternational(written, national.callingCode, foreign);
  const international = why === null ? null : internationalOf(written, national, foreign);
  if (why === null || international === null) return null;
  const toDo = ['Write the number with a plus.'];
  if (isStated !== true)
    toDo.push(
      `To decide for all numbers, set 'Bare Digits' to National First, Then International (${national.e164}) or, if all of them begin with a country code, to International (${international.e164}).`,
    );
  const numbers = [international.e164, national.e164];
  return { kind: 'ambiguous', rejection: ambiguous(numbers, why, toDo.join(' ')) };
}

// The international number, unless its digits are rather a national one.
function internationalOf(
  written: WrittenNumber,
  national: ValidNumber,
  foreign: string | null,
): ValidNumber | null {
  const { digits, groups } = written;
  const isLong = foreign !== null && groups.length === 2 && isUnusuallyLong(national, foreign);
  const isAsAtHome = !isLong && isUsualGrouping(national, groups);
  if (isAsAtHome && !mayLackPlus(written)) return null;
  const international = validInternational(digits);
  if (international === null || international.e164 === national.e164) return null;
  const isNational = isAsAtHome
    ? !isWrittenAbroad(groups, international)
    : foreign !== null && isRatherNational(groups, foreign, national, international);
  return isNational ? null : international;
}

function mayLackPlus({ minus, afterBlank }: WrittenNumber): boolean {
  return minus || afterBlank;
}

// `-354 611 1234` and ` 354 611 1234` in Italy are also how Iceland writes its numbers with a plus.
function isWrittenAbroad([code, ...groups]: readonly string[], international: ValidNumber): boolean {
  return code === international.callingCode && isUsualGrouping(international, groups);
}

// `43 664 1234567` in Germany; `1 415 555 0132` and `14155550132` in Mexico, where the 1 may also be the old trunk prefix.
function foreignCodeOf(
  { digits, groups, minus, afterBlank }: WrittenNumber,
  { national, callingCode }: ValidNumber,
): string | null {
  const isUndivided = groups.length === 1;
  if (minus || afterBlank || (isUndivided && digits.length === national.length)) return null;
  const code = callingCodeOf(digits);
  const isApart = isUndivided ? digits === code + national : groups[0] === code;
  return isApart && code !== callingCode ? code : null;
}

// `1 55 1234 5678` in Mexico, `(47) 22123456` in Brazil: all but the code is grouped as usual at home, or the code is also
// the area code.
function isRatherNational(
  [, ...groups]: readonly string[],
  code: string,
  national: ValidNumber,
  international: ValidNumber,
): boolean {
  if (groups.length > 1 && isUsualGrouping(international, groups)) return false;
  if (isUnusuallyLong(national, code)) return false;
  return isUsualGrouping(national, groups) || beginsWithArea(national, code);
}

function isUnusuallyLong({ national }: ValidNumber, area: string): boolean {
  return national.length > MAX_USUAL_LENGTH || national.length > area.length + MAX_LOCAL_LENGTH;
}

function whyInternational(
  { digits, minus, afterBlank }: WrittenNumber,
  callingCode: string,
  foreign: string | null,
): string | null {
  // No calling code begins so. It need not be formatted and read to find that out.
  if (digits.startsWith('0')) return null;
  if (foreign !== null) return `These digits begin with ${foreign}, a calling code, but without a plus.`;
  if (digits.startsWith(callingCode)) {
    return `These digits begin with ${callingCode}, the country's own calling code, but without a plus.`;
  }
  if (minus) return 'There is a minus where a plus may have been.';
  return afterBlank ? 'There is a blank where a plus may have been.' : null;
}
