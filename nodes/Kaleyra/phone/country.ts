import { getCountries, getCountryCallingCode, isSupportedCountry, metadata } from './libphonenumber';

import type { CountryCode } from './types';

/** `''`: no default country was given. `unknown`: one was given that nobody can know, as text. */
export type DefaultCountry = { country: CountryCode | null } | { unknown: string };

/**
 * Understands what a row says about its country: ISO 3166-1 alpha-2 in any case, `UK` for GB, or a calling code
 * with or without plus or 00, which stands for the main one of the countries that share it. Never throws, whatever the
 * value.
 */
export function resolveCountry(value: unknown): DefaultCountry {
  if (value === null || value === undefined) return { country: null };
  if (typeof value !== 'string' && typeof value !== 'number') return { unknown: typeof value };
  const text = String(value).trim();
  if (text === '') return { country: null };

  const code = text.toUpperCase() === 'UK' ? 'GB' : text.toUpperCase();
  if (isSupportedCountry(code)) return { country: code };

  const callingCode = /^(?:\+|00)?([1-9]\d{0,2})$/.exec(text)?.[1];
  const [country] = metadata.country_calling_codes[callingCode ?? ''] ?? [];
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
