import { metadata, validatePhoneNumberLength, type CountryCode } from '../libphonenumber';

// Positions within a plan and within its line types in the metadata (see METADATA.md of libphonenumber-js).
const LENGTHS = 3;
const NATIONAL_PREFIX = 5;
const NATIONAL_PREFIX_FOR_PARSING = 7;
const TYPES = 11;
const LANDLINE = 0;
const MOBILE = 1;
const LENGTHS_OF_TYPE = 1;

type Lengths = readonly number[];
type LineType = readonly [pattern: string, lengths?: Lengths] | 0;

// Of a code that is no country's, such as 800, there is none.
function planOf(country: CountryCode): readonly unknown[] {
  return (metadata.countries[country] as readonly unknown[] | undefined) ?? [];
}

/** How many digits the landline and mobile numbers of a country have behind its calling code. */
export function usualLengths(country: CountryCode): Lengths {
  const plan = planOf(country);
  const types = plan[TYPES] as readonly LineType[];
  const found = [types[LANDLINE], types[MOBILE]].flatMap((type) =>
    type ? (type[LENGTHS_OF_TYPE] ?? (plan[LENGTHS] as Lengths)) : [],
  );
  return [...new Set(found)];
}

/** What is dialed before a number within a country: 0, 1 in America, 8 in Russia; an empty text where nothing is. */
export function trunkPrefixOf(country: CountryCode): string {
  return String(planOf(country)[NATIONAL_PREFIX] || '');
}

/** The pattern of what the library strips before a number; an empty text where that is nothing. */
export function prefixToParse(country: CountryCode): string {
  return String(planOf(country)[NATIONAL_PREFIX_FOR_PARSING] || trunkPrefixOf(country));
}

/** Without a trunk prefix that begins with 0; the 1 of `1234567890` is more likely a mistake than America's prefix. */
export function withoutTrunkZero(national: string, country: CountryCode): string {
  const prefix = trunkPrefixOf(country);
  return /^0(?!0)/.test(national) && national.startsWith(prefix) ? national.slice(prefix.length) : national;
}

/** What the number of digits says: with a possible length, the digits are of no range that is in use. */
export type LengthReason = 'TOO_SHORT' | 'TOO_LONG' | 'INVALID_LENGTH' | 'INVALID_RANGE';

/**
 * Why the digits behind a calling code aren't a number.
 * @param country the code's main country; null if it has none
 */
export function reasonOf(national: string, code: string, country: CountryCode | null): LengthReason {
  // The library takes `061234567` for nine digits of a French number.
  const rest = country === null ? national : withoutTrunkZero(national, country);
  const [found] = [national, rest].flatMap((digits) => validatePhoneNumberLength(`+${code}${digits}`) ?? []);
  if (found === 'TOO_SHORT' || found === 'TOO_LONG') return found;
  return found === 'INVALID_LENGTH' ? byUsualLength(rest, country) : 'INVALID_RANGE';
}

// `9123 45678` in Singapore, where only toll-free numbers are longer than eight digits.
function byUsualLength({ length }: string, country: CountryCode | null): LengthReason {
  const lengths = country === null ? [length] : usualLengths(country);
  if (length > Math.max(...lengths)) return 'TOO_LONG';
  const isShort = length < Math.min(...lengths) || lengths.includes(length + 1);
  return isShort ? 'TOO_SHORT' : 'INVALID_LENGTH';
}
