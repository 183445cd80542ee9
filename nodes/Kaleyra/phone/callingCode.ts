import { metadata } from './libphonenumber';

import type { CountryCode } from './types';

// Positions within a plan in the metadata (see METADATA.md of libphonenumber-js).
const LEADING_DIGITS = 10;
const MAX_CALLING_CODE_LENGTH = 3;
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
  const groups = (text.match(/\d+/g) ?? []).filter((group) => group !== '0');
  if (!text.includes('+')) groups[0] = groups[0]?.replace(/^00/, '') ?? '';
  const [code = '', area = '', ...more] = groups.filter((group) => group !== '');
  if (more.length > 0) return [];
  if (area !== '') return countriesOfArea(code, area);
  return countriesOf(code) ?? countriesOfJoined(code);
}

function countriesOf(callingCode: string): readonly CountryCode[] | undefined {
  return metadata.country_calling_codes[callingCode];
}

// No calling code is a prefix of another.
function countriesOfJoined(digits: string): readonly CountryCode[] {
  for (let length = 1; length <= MAX_CALLING_CODE_LENGTH; length += 1) {
    const code = digits.slice(0, length);
    if (countriesOf(code) !== undefined) return countriesOfArea(code, digits.slice(length));
  }
  return [];
}

function countriesOfArea(callingCode: string, area: string): readonly CountryCode[] {
  if (area.length > MAX_AREA_LENGTH) return [];
  const island = AREAS_OF_ISLANDS[`${callingCode}${area}`];
  if (island !== undefined) return [island];
  return (countriesOf(callingCode) ?? []).filter((country) => {
    const leading = metadata.countries[country]?.[LEADING_DIGITS];
    return typeof leading === 'string' && new RegExp(`^(?:${leading})`).test(area);
  });
}
