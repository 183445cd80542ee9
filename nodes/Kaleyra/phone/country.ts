import { WORDLIKE_CODES } from './countryData';
import { describeCountry } from './countryNames';
import { commonCountries, countriesOfPart, splitCountryText, type CountryTextPart } from './countryText';

import type { CountryCode } from './types';

/** What a country column, or a country stated next to a number, says. */
export type DefaultCountry =
  | {
      /** More than one for a calling code that countries share, the main one first. Empty if nothing was given. */
      readonly countries: readonly CountryCode[];
    }
  | {
      /** The text that isn't one country, truncated if long. */
      readonly unknown: string;
      /** The countries that share the name, such as `South Korea (KR)`. */
      readonly alternatives?: readonly string[];
    };

const NOT_GIVEN: DefaultCountry = { countries: [] };
const MAX_SHOWN = 50;
// Longer than any text that names one country.
const MAX_LENGTH = 200;
const MAX_LIST_LENGTH = 10;
const MAX_CODE_LENGTH = 3;
const SURE_IN_ANY_CASE = /^(?:uk|usa|uae)$/i;

/**
 * Interprets what a row says about its country: ISO 3166-1 alpha-2 or alpha-3, a name, a calling code, a flag, or
 * several of them that mean the same country, such as `India (+91)`, `1-US` and `["IN"]`. Never throws, whatever the
 * value.
 */
export function resolveCountry(value: unknown): DefaultCountry {
  if (value === null || value === undefined) return NOT_GIVEN;
  if (typeof value === 'string') return resolveText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return resolveText(String(value));
  if (typeof value === 'boolean') return { unknown: String(value) };
  return resolveText(textOfList(value));
}

/**
 * The countries that words or a flag next to a number name. Stricter than a country column: short forms count only in
 * capitals, and not if they are also words. Two-letter codes that are also labels (`PH`, `NO`, `ID`) and names that
 * people have (`Jordan`) are left to the caller to judge.
 * @returns an empty list for anything else, several if countries share the name (`Congo`)
 */
export function countriesByName(words: string): readonly CountryCode[] {
  const [part, ...more] = splitCountryText(words);
  if (part === undefined || more.length > 0 || part.kind === 'callingCode' || isWordlike(part)) return [];
  return countriesOfPart(part);
}

/**
 * Interprets one of the allowed countries.
 * @returns the ISO code, or null for anything that isn't exactly one country
 */
export function asCountryCode(value: unknown): CountryCode | null {
  const resolved = resolveCountry(value);
  if ('unknown' in resolved) return null;
  const [country, ...others] = resolved.countries;
  return country === undefined || others.length > 0 ? null : country;
}

// Lookup fields of tables come as a list, usually with one element. Any other value has no text but its type.
function textOfList(value: unknown): string {
  try {
    const isList = Array.isArray(value) && value.length <= MAX_LIST_LENGTH;
    if (isList && value.every((element) => typeof element === 'string' || typeof element === 'number'))
      return value.join(', ');
  } catch {
    // A list may be wrapped in a proxy that throws.
  }
  return typeof value;
}

function resolveText(text: string): DefaultCountry {
  if (!/[^\s\p{Cf}]/u.test(text)) return NOT_GIVEN;
  const unknown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text.trim();
  if (text.length > MAX_LENGTH) return { unknown };

  const parts = splitCountryText(text);
  const countries = commonCountries(parts.map(countriesOfPart));
  if (countries.length === 0) return { unknown };
  if (countries.length === 1 || parts.every(({ kind }) => kind === 'callingCode')) return { countries };
  return { unknown, alternatives: countries.map(describeCountry) };
}

const DOTTED = /^(?:US|EUA|DRC|PRC|ROK|RSA)$/;

// `UK` and `USA` aren't words; `in`, `car` and `per` are.
function isWordlike({ kind, text }: CountryTextPart): boolean {
  const letters = text.replace(/[.\s]/g, '');
  if (kind !== 'words' || letters.length > MAX_CODE_LENGTH || SURE_IN_ANY_CASE.test(letters)) return false;
  // `J.P. Martin`, `Firma S.A.`
  if (text.includes('.') && !DOTTED.test(letters)) return true;
  return letters !== letters.toUpperCase() || WORDLIKE_CODES.split(' ').includes(letters);
}
