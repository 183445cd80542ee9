import {
  ADJECTIVES,
  ALPHA_CODES,
  FORMS_OF_GOVERNMENT,
  LANGUAGES,
  LANGUAGES_ABROAD,
  OTHER_NAMES,
  SHARED_LANGUAGES,
  VIETNAMESE_NAMES,
} from './countryData';
import { englishName } from './countryList';
import { getCountries, isSupportedCountry } from './libphonenumber';
import { lazily, remembered } from './tokens/remembered';

import type { CountryCode } from './types';

type Names = Map<string, CountryCode[]>;

const NONE: readonly CountryCode[] = [];

/**
 * The countries with this name in English, in one of their own languages or in a common short form, regardless of case,
 * accents and punctuation: `Côte d'Ivoire`, `cote divoire`, `Korea, Republic of`, `U.S.A.`.
 * @returns an empty list for anything else, several if countries share the name (`Congo`)
 */
export function countriesNamed(text: string): readonly CountryCode[] {
  const inverted = text.replace(/^([^,(]*)[,(](.*)/s, '$2 $1');
  const spellings = [wordsOf(text), wordsOf(inverted)];
  const bare = spellings.map((words) => words.filter((word) => !forms().has(word)));
  for (const words of [...spellings, ...bare]) {
    const key = words.join('');
    const countries = englishNames().get(key) ?? ownNames().get(key);
    if (countries !== undefined) return countries;
  }
  return NONE;
}

/**
 * The country with this name in a language that another country speaks: `Frankreich` in Germany, `Ruotsi` and `Sverige` in
 * Finland.
 */
export function countryNamedIn(country: CountryCode, text: string): CountryCode | null {
  const names = namesIn(`${country} ${LATIN_LETTER.test(text) ? LATIN : ''}`);
  const [found, ...others] = names.get(wordsOf(text).join('')) ?? [];
  const isShared = others.length > 0 || countriesNamed(text).length > 1;
  return found === undefined || isShared ? null : found;
}

/** One of the countries that contact lists mix most, by its name in one of the languages that they mix: `Allemagne`. */
export function countryNamedAbroad(text: string): CountryCode | null {
  return namesAbroad().get(wordsOf(text).join(''))?.[0] ?? null;
}

/** The country of an ISO 3166-1 alpha-2 or alpha-3 code in any case; null for anything else. */
export function countryOfCode(code: string): CountryCode | null {
  const letters = code.toUpperCase();
  if (letters.length === 2) return isSupportedCountry(letters) ? letters : null;
  return alpha3().get(letters) ?? null;
}

const OFTEN_MEANT: ReadonlySet<string> = new Set(Object.keys(ADJECTIVES));

/** Whether lists often mean the country by its code: `AT`, but `BH` is more often business hours than Bahrain. */
export function isOftenMeant(code: string): boolean {
  return OFTEN_MEANT.has(code);
}

/** `South Korea (KR)`. */
export function describeCountry(country: CountryCode): string {
  return `${englishName(country)} (${country})`;
}

const forms = lazily(() => new Set(FORMS_OF_GOVERNMENT.split(' ').flatMap(wordsOf)));
const alpha3 = lazily(
  () => new Map(ALPHA_CODES.split(' ').map((codes) => [codes.slice(2), codes.slice(0, 2) as CountryCode])),
);

// Few tables have names in languages other than English, and those languages take the longest to load.
const englishNames = lazily(() => {
  const names: Names = new Map();
  for (const country of getCountries()) {
    add(names, englishName(country), country);
    for (const name of OTHER_NAMES[country]?.split(', ') ?? []) add(names, name, country);
  }
  return names;
});

const languages = lazily(() =>
  LANGUAGES.split(' ').map((entry) => {
    const [language = '', countries = ''] = entry.split(':');
    return { language, countries: countries.match(/../g) as CountryCode[] };
  }),
);

const ownNames = lazily(() => {
  const names: Names = new Map();
  for (const { language, countries } of languages()) {
    const nameOf = namesOf(language, 'long');
    for (const country of countries) add(names, nameOf(country), country);
  }
  return names;
});

const LATIN = 'Latn';
const LATIN_LETTER = /\p{Script=Latin}/u;

// Each language takes a few milliseconds, and India has many, so only those in a word's letters are loaded.
const namesIn = remembered((key) => {
  const [country, script] = key.split(' ');
  const inScript = [...languagesOf(country as CountryCode)].filter(
    (language) => (new Intl.Locale(language).maximize().script === LATIN) === (script === LATIN),
  );
  return namesInLanguages(inScript, getCountries());
});

const namesAbroad = lazily(() =>
  namesInLanguages(LANGUAGES_ABROAD.split(' '), Object.keys(ADJECTIVES) as CountryCode[]),
);

function namesInLanguages(languages: Iterable<string>, countries: readonly CountryCode[]): Names {
  const names: Names = new Map();
  for (const language of languages) {
    const nameOf = namesOf(language, 'long');
    const shortNameOf = namesOf(language, 'short');
    for (const each of countries) {
      for (const name of new Set([nameOf(each), shortNameOf(each)])) {
        if (!SHORT_FORM.test(name) && !VIETNAMESE_NAMES.has(name)) add(names, name, each);
      }
    }
  }
  return names;
}

// English names are known already.
function languagesOf(country: CountryCode): ReadonlySet<string> {
  const { language } = new Intl.Locale(`und-${country}`).maximize();
  const spoken = languages().filter(({ countries }) => countries.includes(country));
  const shared = spoken.map((each) => each.language).filter((each) => SHARED_LANGUAGES.includes(each));
  return new Set(language === 'en' ? shared : [language, ...shared]);
}

function namesOf(language: string, style: 'long' | 'short'): (country: CountryCode) => string {
  const names = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' });
  return (country) => names.of(country) ?? '';
}

// `VS` and `BK` also abbreviate other words.
const SHORT_FORM = /^[\p{Script=Latin}.]{0,2}$/u;

function add(names: Names, name: string, country: CountryCode): void {
  const key = wordsOf(name).join('');
  const countries = names.get(key);
  if (countries === undefined) names.set(key, [country]);
  else if (!countries.includes(country)) countries.push(country);
}

// The words of a name, normalized for comparison.
function wordsOf(text: string): string[] {
  const words = text
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .replace(/['’‘ʻʼ`´]/g, '')
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/[ßøđðłıæœςكيىة]/g, (letter) => LETTERS.get(letter) ?? letter)
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return (words ?? [])
    .filter((word) => !FILLERS.has(word))
    .map((word, place) => (place === 0 ? FIRST_WORDS : WORDS).get(word) ?? WORDS.get(word) ?? word);
}

// Accents, the vowels of Arabic and Hebrew and the dots of India, but not its vowels: `चीन` is China, and `चैन` isn't.
const MARKS =
  /[\p{Script=Inherited}\p{Cf}\u093c\u09bc\u0a3c]|(?=[\p{Script=Arabic}\p{Script=Hebrew}])\p{Mn}/gu;
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: 'ss',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ł: 'l',
    ı: 'i',
    æ: 'ae',
    œ: 'oe',
    ς: 'σ',
    ك: 'ک',
    ي: 'ی',
    ى: 'ی',
    ة: 'ه',
  }),
);
const FILLERS: ReadonlySet<string> = new Set(['and', 'the', 'of']);
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ saint: 'st', rep: 'republic', dem: 'democratic', is: 'islands', isl: 'islands' }),
);
const FIRST_WORDS: ReadonlyMap<string, string> = new Map(Object.entries({ s: 'south', n: 'north' }));
