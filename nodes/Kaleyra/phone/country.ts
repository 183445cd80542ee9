import { getCountries, getCountryCallingCode, isSupportedCountry } from './library';

import type { CountryCode } from './types';

/**
 * Calling codes that several countries share, with the country that libphonenumber's metadata names first
 * (its "main country"). The package's entry point does not hand that list out; a test compares the two.
 */
export const MAIN_COUNTRY_OF_SHARED_CODE: Readonly<Record<string, CountryCode>> = {
  '1': 'US',
  '7': 'RU',
  '39': 'IT',
  '44': 'GB',
  '47': 'NO',
  '61': 'AU',
  '212': 'MA',
  '262': 'RE',
  '290': 'SH',
  '358': 'FI',
  '590': 'GP',
  '599': 'CW',
};

const COUNTRY_OF_CODE: ReadonlyMap<string, CountryCode> = new Map([
  ...getCountries().map((country): [string, CountryCode] => [getCountryCallingCode(country), country]),
  ...Object.entries(MAIN_COUNTRY_OF_SHARED_CODE),
]);

/** `''`: no default country was given. `unknown`: one was given that nobody can know, as text. */
export type DefaultCountry = { country: CountryCode | null } | { unknown: string };

/**
 * Understands what a row says about its country: ISO 3166-1 alpha-2 in any case, `UK` for GB, or a calling code
 * with or without plus or 00. Never throws, whatever the value.
 */
export function resolveCountry(value: unknown): DefaultCountry {
  if (value === null || value === undefined) return { country: null };
  if (typeof value !== 'string' && typeof value !== 'number') return { unknown: typeof value };
  const text = String(value).trim();
  if (text === '') return { country: null };

  const code = text.toUpperCase() === 'UK' ? 'GB' : text.toUpperCase();
  if (isSupportedCountry(code)) return { country: code };

  const callingCode = /^(?:\+|00)?([1-9]\d{0,2})$/.exec(text)?.[1];
  const country = callingCode === undefined ? undefined : COUNTRY_OF_CODE.get(callingCode);
  return country === undefined ? { unknown: text } : { country };
}

/**
 * Understands one of the allowed countries.
 * @returns the ISO code, or null for anything that is no country
 */
export function asCountryCode(value: unknown): CountryCode | null {
  const resolved = resolveCountry(value);
  return 'country' in resolved ? resolved.country : null;
}

/** All countries with a numbering plan, sorted by English name, e.g. `{ code: 'IN', name: 'India (+91)' }`. */
export function listCountries(): Array<{ code: CountryCode; name: string }> {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return getCountries()
    .map((code) => ({ code, name: `${names.of(code) ?? code} (+${getCountryCallingCode(code)})` }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
