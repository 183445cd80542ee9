import {
  getCountryCallingCode,
  metadata,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber as LibraryNumber,
} from '../libphonenumber';
import { remembered } from '../tokens/remembered';
import { prefixToParse, withoutTrunkZero } from './lengths';
import type { PhoneNumber, PhoneReading, PhoneType } from '../types';

/** A number that libphonenumber considers valid. */
export interface ValidNumber {
  readonly e164: string;
  readonly country: CountryCode | null;
  readonly callingCode: string;
  /** The national significant number: what follows the calling code. */
  readonly national: string;
  readonly type: PhoneType;
  readonly library: LibraryNumber;
}

/** Parses digits that begin with a calling code. */
export function validInternational(digits: string): ValidNumber | null {
  return validated(parsed(digits, null));
}

/** Parses digits as dialed within a country; a number with another calling code doesn't count. */
export function validNational(digits: string, country: CountryCode | null): ValidNumber | null {
  return country === null ? null : validated(parsed(digits, country));
}

function parsed(digits: string, country: CountryCode | null): LibraryNumber | undefined {
  if (country !== null) {
    const found = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
    return found?.countryCallingCode === getCountryCallingCode(country) ? found : undefined;
  }
  // The library throws and catches an error for other digits, which takes longer than parsing.
  return callingCodeOf(digits) === ''
    ? undefined
    : parsePhoneNumberFromString(`+${digits}`, { extract: false });
}

function validated(found: LibraryNumber | undefined): ValidNumber | null {
  // Only valid numbers have a type.
  const type = found?.getType();
  if (found === undefined || type === undefined || !readsAsItself(found)) return null;
  return {
    e164: found.number,
    country: found.country ?? null,
    callingCode: found.countryCallingCode,
    national: found.nationalNumber,
    type: phoneTypeOf(type),
    library: found,
  };
}

// Lowercased once: a text for each number would take memory for as long as the run.
const phoneTypeOf = remembered((type) => type.toLowerCase() as PhoneType);

// The library strips a national prefix each time it reads: if reading again changes the number, it isn't the number
// written.
function readsAsItself({ number, country, countryCallingCode, nationalNumber }: LibraryNumber): boolean {
  const plan = country ?? countriesOf(countryCallingCode)[0] ?? '';
  return (
    !nationalPrefixOf(plan).test(nationalNumber) || parsePhoneNumberFromString(number)?.number === number
  );
}

const NO_PREFIX = '(?!)';

const nationalPrefixOf = remembered(
  (country) => new RegExp(`^(?:${prefixToParse(country as CountryCode) || NO_PREFIX})`),
);

/**
 * A number of a possible length, for users who don't require more.
 * @param country null if the digits begin with a calling code
 */
export function possibleNumber(
  digits: string,
  country: CountryCode | null,
  reading: PhoneReading,
): PhoneNumber | null {
  const found = parsed(digits, country);
  if (found?.isPossible() !== true || !readsAsItself(found)) return null;
  // The library leaves the trunk prefix where the rest is in no range.
  if (
    found.country !== undefined &&
    withoutTrunkZero(found.nationalNumber, found.country) !== found.nationalNumber
  )
    return null;
  const type = phoneTypeOf(found.getType() ?? 'unknown');
  return { e164: found.number, country: found.country ?? null, type, reading };
}

export function toPhoneNumber({ e164, country, type }: ValidNumber, reading: PhoneReading): PhoneNumber {
  return { e164, country, type, reading };
}

const NON_GEOGRAPHIC =
  (metadata as unknown as { nonGeographic?: Record<string, unknown> }).nonGeographic ?? {};

const CALLING_CODES = new Set([
  ...Object.keys(metadata.country_calling_codes),
  ...Object.keys(NON_GEOGRAPHIC),
]);

/** The calling code that digits begin with, or an empty text. No calling code is a prefix of another. */
export function callingCodeOf(digits: string): string {
  // Every number is read with this, so without lists.
  for (let length = 1; length <= 3; length += 1) {
    const code = digits.slice(0, length);
    if (isCallingCode(code)) return code;
  }
  return '';
}

export function isCallingCode(digits: string): boolean {
  return CALLING_CODES.has(digits);
}

/** The countries of a calling code, the main one first. */
export function countriesOf(callingCode: string): readonly CountryCode[] {
  return metadata.country_calling_codes[callingCode] ?? [];
}

/**
 * Whether digits omit what the country writes before them: the mandatory trunk prefix of `0231 25124` in Germany, or the
 * area code that libphonenumber adds to local numbers in one-area countries.
 */
export function isIncomplete({ library, national }: ValidNumber, digits: string): boolean {
  if (digits !== national) return digits.length < national.length;
  return library.format('NATIONAL', { nationalPrefix: false }).replace(/\D/g, '') !== national;
}

/** Whether the groups match how the country writes the number domestically, with or without its trunk prefix. */
export function isUsualGrouping(number: ValidNumber, groups: readonly string[]): boolean {
  return usualForms(number).includes(groups.join(' '));
}

/** The number that the groups are in a country that writes it so, with or without its trunk prefix; null if there is none. */
export function usualNational(groups: readonly string[], country: CountryCode | null): ValidNumber | null {
  return ifUsual(validNational(groups.join(''), country), groups);
}

function ifUsual(number: ValidNumber | null, groups: readonly string[]): ValidNumber | null {
  return number !== null && isUsualGrouping(number, groups) ? number : null;
}

const NORTH_AMERICA = '1';

/** The North American number that digits are grouped like, without its code: `(664) 492-3456`; null if there is none. */
export function northAmerican(groups: readonly string[]): ValidNumber | null {
  return groups.length === 3 ? ifUsual(validInternational(NORTH_AMERICA + groups.join('')), groups) : null;
}

/** Whether the country writes these digits, without its trunk prefix, as the first group of the number. */
export function beginsWithArea(number: ValidNumber, digits: string): boolean {
  return usualForms(number)[1].startsWith(`${digits} `);
}

const knownForms = new WeakMap<ValidNumber, readonly [withPrefix: string, without: string]>();

// How the country writes the number. Formatting takes long.
function usualForms(number: ValidNumber): readonly [withPrefix: string, without: string] {
  const known = knownForms.get(number);
  if (known !== undefined) return known;
  const usual = number.library.formatNational().replace(/\D+/g, ' ').trim();
  const prefixLength = usual.replaceAll(' ', '').length - number.national.length;
  const forms = [usual, usual.slice(prefixLength).trimStart()] as const;
  knownForms.set(number, forms);
  return forms;
}

export function callingCodeOfCountry(country: CountryCode): string {
  return getCountryCallingCode(country);
}
