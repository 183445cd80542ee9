import {
  getCountryCallingCode,
  metadata,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber as LibraryNumber,
} from '../libphonenumber';
import { remembered } from '../tokens/remembered';
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
  // The library throws and catches an error for these, which takes longer than parsing.
  if (callingCodeOf(digits) === null) return null;
  return validated(parsePhoneNumberFromString(`+${digits}`, { extract: false }));
}

/** Parses digits as dialed within a country; a number with another calling code doesn't count. */
export function validNational(digits: string, country: CountryCode): ValidNumber | null {
  const found = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
  if (found === undefined || found.countryCallingCode !== getCountryCallingCode(country)) return null;
  return validated(found);
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
  const plan = country ?? countriesOf(countryCallingCode)[0];
  if (plan !== undefined && !nationalPrefixOf(plan).test(nationalNumber)) return true;
  return parsePhoneNumberFromString(number)?.number === number;
}

const NATIONAL_PREFIX = 5;
const NATIONAL_PREFIX_FOR_PARSING = 7;
const NOTHING = /^\b$/;

const nationalPrefixOf = remembered((country) => {
  const plan = metadata.countries[country as CountryCode] as readonly unknown[] | undefined;
  const source = plan?.[NATIONAL_PREFIX_FOR_PARSING] || plan?.[NATIONAL_PREFIX];
  return typeof source === 'string' ? new RegExp(`^(?:${source})`) : NOTHING;
});

/**
 * A number of a possible length, for users who don't require more.
 * @param country null if the digits begin with a calling code
 */
export function possibleNumber(
  digits: string,
  country: CountryCode | null,
  reading: PhoneReading,
): PhoneNumber | null {
  const found =
    country === null
      ? parsePhoneNumberFromString(`+${digits}`, { extract: false })
      : parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
  if (found === undefined || !found.isPossible()) return null;
  if (country !== null && found.countryCallingCode !== getCountryCallingCode(country)) return null;
  if (!readsAsItself(found)) return null;
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

/** The calling code that digits begin with, or null. No calling code is a prefix of another. */
export function callingCodeOf(digits: string): string | null {
  for (let length = 1; length <= 3; length += 1) {
    const code = digits.slice(0, length);
    if (isCallingCode(code)) return code;
  }
  return null;
}

export function isCallingCode(digits: string): boolean {
  return CALLING_CODES.has(digits);
}

/** The countries of a calling code, the main one first. */
export function countriesOf(callingCode: string): readonly CountryCode[] {
  return metadata.country_calling_codes[callingCode] ?? [];
}

/** Whether the number's country writes it with a mandatory trunk prefix: `030…` in Germany. */
export function needsTrunkPrefix({ library, national }: ValidNumber): boolean {
  const written = library.format('NATIONAL', { nationalPrefix: false }).replace(/\D/g, '');
  return written.length > national.length;
}

/** Whether the groups match how the country writes the number domestically, with or without its trunk prefix. */
export function isUsualGrouping({ library, national }: ValidNumber, groups: readonly string[]): boolean {
  const usual = library.formatNational().match(/\d+/g) ?? [];
  if (usual.join() === groups.join()) return true;
  const prefixLength = Math.max(0, usual.join('').length - national.length);
  const [first = '', ...others] = usual;
  const withoutPrefix = first.length === prefixLength ? others : [first.slice(prefixLength), ...others];
  return withoutPrefix.join() === groups.join();
}

export function callingCodeOfCountry(country: CountryCode): string {
  return getCountryCallingCode(country);
}
