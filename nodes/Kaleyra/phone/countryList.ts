import { getCountries, getCountryCallingCode } from './libphonenumber';
import { lazily } from './tokens/remembered';
import type { CountryCode } from './types';

/** All countries with a numbering plan, sorted by English name, e.g. `{ code: 'IN', name: 'India (+91)' }`. */
export function listCountries(): Array<{ code: CountryCode; name: string }> {
  return getCountries()
    .map((code) => ({ code, name: `${englishName(code)} (+${getCountryCallingCode(code)})` }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The English name, or the code if the engine doesn't know one. */
export function englishName(country: CountryCode): string {
  return english().of(country) ?? country;
}

const english = lazily(() => new Intl.DisplayNames('en', { type: 'region' }));
