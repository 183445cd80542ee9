import { metadata } from './libphonenumber';
import { callingCodeOf, countriesOf } from './resolve/validNumber';

import type { CountryCode } from './types';

// Position within a plan in the metadata (see METADATA.md of libphonenumber-js).
const LEADING_DIGITS = 10;
const MAX_AREA_LENGTH = 4;

// Lists of calling codes include these; libphonenumber distinguishes the islands from Great Britain only by whole
// numbers.
const AREAS_OF_ISLANDS: Readonly<Record<string, CountryCode>> = { 441481: 'GG', 441534: 'JE' };

/**
 * The countries of a calling code, the main one first: `+91`, `0091`, `91`. An area code that only one of them has may
 * follow: `+1-242`, `1 (242)`, `44-1481`.
 * @returns an empty list if it isn't a calling code
 */
export function countriesOfCallingCode(text: string): readonly CountryCode[] {
  const digits = text.replace(/\b0\b|\D/g, '').replace(/^00/, '');
  const code = callingCodeOf(digits);
  const area = digits.slice(code.length);
  if (area === '') return countriesOf(code);
  if (area.length > MAX_AREA_LENGTH) return [];
  return countriesOf(code).filter((country) => hasArea(country, code, area));
}

function hasArea(country: CountryCode, code: string, area: string): boolean {
  const island = AREAS_OF_ISLANDS[code + area];
  if (island !== undefined) return country === island;
  const leading = metadata.countries[country]?.[LEADING_DIGITS];
  // Where there are none, the metadata has a 0, which as a pattern would be the first digit of `49-030`.
  return typeof leading === 'string' && new RegExp(`^(?:${leading})`).test(area);
}
