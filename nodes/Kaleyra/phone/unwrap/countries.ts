import { compact, countryKey } from './keys';
import { isNothing, textOf, type Field } from './shapes';

interface Statement {
  readonly line: string;
  readonly strength: number;
  readonly text: string;
}

const CALLING_CODE = /^(?:\+|00)?\d{1,4}$/;
const AREAS = new Set(['area', 'areacode', 'phoneareacode', 'citycode', 'std', 'stdcode']);
const AREA_CODE = /^\d{1,5}$/;
const LOCAL_NUMBER = /^\s*\d(?:[\s.-]?\d){3,7}\s*$/;
const CODES_OF_A_COUNTRY = ['code', 'iso', 'iso2', 'alpha2', 'countryCode', 'country_code', 'name', 'value'];

/**
 * What an object says about the countries of its numbers.
 * @param around what the enclosing object says
 * @returns for a line, such as `primary`, the countries and calling codes stated for it, otherwise those stated for
 * all, as one text; null if there are none
 */
export function countriesStated(
  fields: readonly Field[],
  around: string | null,
): (line: string) => string | null {
  const statements = fields.flatMap(([name, value]) => statementOf(name, value));
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
 * What an object says about its number's area: `{ area: '415', phone: '555-0132' }`.
 * @returns a function that prepends the area code to a text that lacks it
 */
export function areaStated(fields: readonly Field[]): (text: string) => string {
  const area = fields.find(([name]) => AREAS.has(compact(name)));
  const code = textOf(area?.[1])?.trim() ?? '';
  return (text) => (AREA_CODE.test(code) && LOCAL_NUMBER.test(text) ? `(${code}) ${text}` : text);
}

function statementOf(key: string, value: unknown): Statement[] {
  const text = countryText(value);
  if (text === null) return [];
  const name = compact(key);
  const isPrefix = (name === 'prefix' || name === 'code') && CALLING_CODE.test(text);
  const stated = isPrefix ? { line: '', strength: 2 } : countryKey(key);
  return stated === null ? [] : [{ ...stated, text }];
}

function countryText(value: unknown): string | null {
  const text = textOf(value)?.trim() ?? textOfCountryObject(value);
  // Where a country is expected, `NA` means Namibia.
  return text === null || (text !== 'NA' && isNothing(text)) ? null : text;
}

function textOfCountryObject(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const key of CODES_OF_A_COUNTRY) {
    const text: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof text === 'string') return text;
  }
  return null;
}
