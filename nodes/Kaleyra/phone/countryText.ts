import { countriesOfCallingCode } from './callingCode';
import { countriesNamed, countryOfCode } from './countryNames';
import { digitValue } from './tokens/characters';
import type { CountryCode } from './types';

/** A piece of what a country column says. `India (+91)` has two. */
export interface CountryTextPart {
  readonly kind: 'flag' | 'callingCode' | 'words';
  readonly text: string;
}

// A flag is two regional indicators or, for part of a country, a black flag with hidden letters.
const FLAG = String.raw`[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007A}]{2,10}\u{E007F}`;
const CALLING_CODE = String.raw`\+?\s?\d[\d\s()-]*`;
const WORDS = String.raw`[^\d+\u{1F1E6}-\u{1F1FF}\u{1F3F4}]+`;
const PARTS = new RegExp(`(?<flag>${FLAG})|(?<callingCode>${CALLING_CODE})|(?<words>${WORDS})`, 'gu');

const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\uFE0F/g;
const SEPARATORS_ONLY = /^[\s\p{P}]*(?:and)?[\s\p{P}]*$/u;
const SPREADSHEET_ZEROS = /^(\D*\d+)[.,]0+\s*$/;
const MINUS = /^\s*[-−–]\s*\d/;
const CODE = /^[A-Z]{2,3}$/i;

/**
 * Splits a text into flags, calling codes and words, dropping the punctuation between them.
 * @returns an empty list for a blank text and a negative number
 */
export function splitCountryText(text: string): CountryTextPart[] {
  const visible = text
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(SPREADSHEET_ZEROS, '$1');
  // A calling code can't be negative.
  if (MINUS.test(visible)) return [];
  return [...visible.matchAll(PARTS)].flatMap(({ 0: match, groups = {} }): CountryTextPart[] => {
    if (groups.callingCode !== undefined) return [{ kind: 'callingCode', text: match }];
    if (groups.flag !== undefined) return [{ kind: 'flag', text: lettersOfFlag(match) }];
    return SEPARATORS_ONLY.test(match) ? [] : [{ kind: 'words', text: withoutEdges(match) }];
  });
}

/** The countries that one piece can mean: several if they share a calling code or a name, none for anything else. */
export function countriesOfPart({ kind, text }: CountryTextPart): readonly CountryCode[] {
  return kind === 'callingCode' ? countriesOfCallingCode(text) : countriesOfWords(text);
}

/** The countries that are in every list. */
export function commonCountries(lists: ReadonlyArray<readonly CountryCode[]>): readonly CountryCode[] {
  const [first = [], ...others] = lists;
  return first.filter((country) => others.every((list) => list.includes(country)));
}

function countriesOfWords(words: string): readonly CountryCode[] {
  const letters = words.replace(/[.\s]/g, '');
  if (CODE.test(letters)) {
    const countries = countriesOfCode(letters);
    return countries.length > 0 ? countries : countriesNamed(words);
  }
  // Checked before the text is taken as one name: `CH, AD` is two countries, not Chad.
  const codes = words.split(/[\s\p{P}]+/u).map(countriesOfCode);
  if (codes.every((countries) => countries.length > 0)) return commonCountries(codes);
  const named = countriesNamed(words);
  if (named.length > 0) return named;
  const pieces = words.split(/[,;:/|()[\]_–—-]/).map(withoutEdges);
  if (pieces.length === 1) return [];
  return commonCountries(pieces.filter((piece) => piece !== '').map(countriesOfWords));
}

function countriesOfCode(code: string): readonly CountryCode[] {
  const country = countryOfCode(code);
  return country === null ? [] : [country];
}

function withoutEdges(text: string): string {
  return /[^\s\p{P}](?:.*[^\s\p{P}])?/su.exec(text)?.[0] ?? '';
}

function lettersOfFlag(flag: string): string {
  const isOfPart = flag.startsWith('\u{1F3F4}');
  const signs = [...flag].slice(isOfPart ? 1 : 0).slice(0, 2);
  const first = isOfPart ? 0xe0061 : 0x1f1e6;
  return signs.map((sign) => String.fromCharCode(65 + (sign.codePointAt(0) ?? first) - first)).join('');
}
