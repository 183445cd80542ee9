import { countriesByName, resolveCountry } from '../country';
import { TOWNS } from '../countryData';
import { isOftenMeant } from '../countryNames';
import { lazily } from '../tokens/remembered';
import { compact, countryKey, mayStateCode, namedBesidePhone, phoneKey, type CountryKey } from './keys';
import { namedField } from './naming';
import { fieldsOf, isContainer, isNothing, textOf, type Field } from './shapes';

/** A country or calling code that a field states. */
export interface Statement {
  /** The line it is stated for, such as `primary`; an empty text for all. */
  readonly line: string;
  readonly strength: number;
  /** The name is just `code`, which belongs to what is next to it. */
  readonly isCode: boolean;
  readonly text: string;
}

const CALLING_CODE = /^(?:\+|00)?\d{1,4}$/;
// `+44`, `GB (+44)`, a flag
const SURE_CODE = /^\P{Nd}*\+\s?\d{1,3}\P{Nd}*$|^[\u{1F1E6}-\u{1F1FF}]{2}$/u;
const SURE_SHORT_NAME = /^(?:UK|USA|UAE)$/;
const MAX_FIELDS_OF_RECORD = 50;
const MAX_NESTED = 2;
/** More countries say nothing. */
export const MAX_MENTIONED = 10;
const MAX_FORM = 1_000;
const FORM = /^[^\s=&]+=[^=&]*(?:&[^\s=&]+=[^=&]*)+$/;
const CODES = /^(?:codes?|prefix)$/;
// No phone is for this line.
const SEVERAL = ',';
const AREAS = new Set([
  'area',
  'areacode',
  'phoneareacode',
  'citycode',
  'std',
  'stdcode',
  'vorwahl',
  'lada',
  'ddd',
]);
// They are a calling code, or what precedes the number within the country: `{ prefix: '0171', number: '3920012' }`.
const CODES_OR_AREAS =
  /^(?:(?:phone|mobile|operator|network|national|ndc)?(?:code|prefix)?|prefi[jx]o|prefisso|indicatif)$/;
const AREA_CODE = /^\d{1,5}$/;
const LOCAL_NUMBER = /^\s*\d(?:[\s.-]?\d){3,8}\s*$/;
const CODES_OF_A_COUNTRY = ['code', 'iso', 'iso2', 'alpha2', 'countryCode', 'country_code', 'name', 'value'];

/** What the fields of an object state about countries. */
export function statementsOf(fields: readonly Field[]): readonly Statement[] {
  const named = namedField(fields);
  const answered = named === null ? [] : statementOf(...named).filter(({ text }) => isCountry(text));
  return [...fields.flatMap(([name, value]) => statementOf(name, value)), ...answered];
}

/** The countries of records without a phone: `[{ label: 'Country', value: 'GB' }, { label: 'Phone', … }]`. */
export function countriesOfRecords(list: readonly unknown[]): readonly string[] {
  const texts = list.flatMap((element) => {
    const fields = fieldsOfRecord(element);
    return fields.some(([name]) => phoneKey(name) !== null) ? [] : statementsOf(fields);
  });
  return [...new Set(texts.map(({ text }) => text))].slice(0, MAX_MENTIONED);
}

function fieldsOfRecord(value: unknown): readonly Field[] {
  try {
    const isRecord = isContainer(value) && !Array.isArray(value);
    return (isRecord ? fieldsOf(value, MAX_FIELDS_OF_RECORD) : null) ?? [];
  } catch {
    // A value may be wrapped in a proxy that throws.
    return [];
  }
}

/**
 * What the name of a phone's field says about its country: `UK Phone`, `Phone (+44)`. Null if it says nothing.
 */
export function countryInName(name: string): string | null {
  const code = /\+\d{1,3}(?!\d)/.exec(name)?.[0];
  if (code !== undefined) return code;
  const words = namedBesidePhone(name);
  // `PHONE NO`
  const isShouted = name === name.toUpperCase();
  const mayBe = (text: string): boolean =>
    (!isShouted || text.length > 3 || SURE_SHORT_NAME.test(text)) && countriesByName(text).length > 0;
  return [words.join(' '), ...words].find(mayBe) ?? codeInSmallLetters(words);
}

// `phone_gb`; `phone_in`, `tel_hr` and `telefono_de_casa` say something else.
function codeInSmallLetters([only = '', ...others]: readonly string[]): string | null {
  const code = only.toUpperCase();
  return others.length === 0 && code !== only && !ALSO_WORDS.has(code) && isOftenMeant(code) ? code : null;
}

const ALSO_WORDS = new Set('AT BE HR ID IN IT MA MY NO'.split(' '));

/** The fields of a form that state the country of a phone: `cc=44&phone=2079460123`. Null for any other text. */
export function formWithCountry(text: string): object | null {
  if (text.length > MAX_FORM || !FORM.test(text)) return null;
  const fields = text.split('&').map((pair): Field => {
    const [name = '', value = ''] = pair.split('=');
    return [name, value.replace(/(?!^)\+/g, ' ').replace(/%([2-7][\da-f])/gi, decodeURIComponent)];
  });
  const isOfPhone = fields.some(([name]) => phoneKey(name) !== null) && statementsOf(fields).length > 0;
  return isOfPhone ? Object.fromEntries(fields) : null;
}

/**
 * What an object says about the countries of its numbers.
 * @param around what the enclosing object says
 * @returns for a line, such as `primary`, the countries and calling codes stated for it, otherwise those stated for
 * all, as one text; null if there are none
 */
export function countriesStated(
  statements: readonly Statement[],
  around: string | null,
): (line: string) => string | null {
  const textFor = (line: string): string | null => {
    const ofLine = statements.filter((statement) => statement.line === line);
    const strongest = Math.max(...ofLine.map(({ strength }) => strength));
    const texts = ofLine.filter(({ strength }) => strength === strongest).map(({ text }) => text);
    return texts.length === 0 ? null : [...new Set(texts)].join(', ');
  };
  const forAll = textFor('') ?? around;
  return (line) => textFor(line) ?? forAll;
}

/**
 * What an object says about its number's area or mobile prefix: `{ area: '415', phone: '555-0132' }`.
 * @returns a function that prepends the area code to a text that lacks it
 */
export function areaStated(fields: readonly Field[]): (text: string) => string {
  const area = fields.map(areaCodeOf).find((code) => code !== null);
  return (text) => (area !== undefined && LOCAL_NUMBER.test(text) ? `${area} ${text}` : text);
}

function areaCodeOf([name, value]: Field): string | null {
  const text = textOf(value)?.trim() ?? '';
  if (!AREA_CODE.test(text)) return null;
  const field = compact(name);
  return AREAS.has(field) || (CODES_OR_AREAS.test(field) && !mayBeCallingCode(text)) ? text : null;
}

// No calling code begins with a single 0.
function mayBeCallingCode(text: string): boolean {
  return !/^0(?!0)/.test(text) && isCountry(text);
}

/** Whether a text is nothing but a calling code with its plus, or a flag: it can't mean anything else. */
export function isSureCode(text: string): boolean {
  return SURE_CODE.test(text.trim()) && isCountry(text);
}

function statementOf(key: string, value: unknown): Statement[] {
  if (!Array.isArray(value)) return statementOfOne(key, value);
  const elements = value.slice(0, MAX_MENTIONED).filter((element) => !Array.isArray(element));
  const statements = elements.flatMap((element) => statementOfOne(key, element));
  // Which of several is the phone's isn't known.
  if (value.length > 1) return statements.map((each) => ({ ...each, line: SEVERAL, isCode: false }));
  return statements;
}

function statementOfOne(key: string, value: unknown): Statement[] {
  const named = countryKey(key);
  const isLikely = named === null || named.isLikely;
  // The country in an address is stated by its own field.
  const text = isLikely && named !== null && named.line !== '' ? textOf(value) : countryText(value);
  if (text === null) return [];
  if (!isLikely || !isSureCode(text)) return named === null ? [] : namedStatement(key, named, text);
  return mayStateCode(key) ? [{ line: '', strength: named?.strength ?? 1, isCode: false, text }] : [];
}

function namedStatement(key: string, { line, strength, isLikely }: CountryKey, text: string): Statement[] {
  const isCode = CODES.test(compact(key));
  // The code of something may be anything, such as `GB`.
  if (isCode && !CALLING_CODE.test(text)) return [];
  const country = isLikely ? likelyCountry(text) : text;
  return country === null ? [] : [{ line, strength, isCode: isCode && key !== 'prefix', text: country }];
}

// `United Kingdom`, `London`, `12 High Street, London, United Kingdom`
function likelyCountry(text: string): string | null {
  if (isCountry(text)) return text;
  const last = text.slice(text.lastIndexOf(',') + 1).trim();
  if (countriesByName(last).length > 0) return last;
  return countriesOfTowns().get(last) ?? null;
}

// Of a name that towns of several countries have, the first counts.
const countriesOfTowns = lazily(() => {
  const entries = Object.entries(TOWNS).reverse();
  return new Map(entries.flatMap(([country, towns]) => towns.split(' ').map((town) => [town, country])));
});

/** Whether a text names a country or its calling code, and nothing else. */
export function isCountry(text: string): boolean {
  const resolved = resolveCountry(text);
  return 'countries' in resolved && resolved.countries.length > 0;
}

function countryText(value: unknown): string | null {
  const text = textOf(value)?.trim() ?? textOfCountryObject(value, MAX_NESTED);
  // Where a country is expected, `NA` means Namibia.
  return text === null || (text !== 'NA' && isNothing(text)) ? null : text;
}

// `{ iso2: 'GB' }`, `{ id: 77, title: 'United Kingdom' }`, `{ name: { common: 'United Kingdom' } }`
function textOfCountryObject(value: unknown, depth: number): string | null {
  const fields = fieldsOfRecord(value);
  const known = CODES_OF_A_COUNTRY.flatMap((key) => fields.filter(([name]) => name === key));
  for (const [name, each] of [...known, ...fields]) {
    const text = textOf(each) ?? (depth > 0 ? textOfCountryObject(each, depth - 1) : null);
    const mayBeCountry = text !== null && (/[\p{L}+]/u.test(text) || countryKey(name) !== null);
    if (mayBeCountry && isCountry(text)) return text;
  }
  return textOf(known[0]?.[1]);
}
