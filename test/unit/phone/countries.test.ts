import { describe, expect, test } from '@jest/globals';
import examples from 'libphonenumber-js/examples.mobile.json';
import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  type PhoneNumber,
} from 'libphonenumber-js/max';

import { asCountryCode, listCountries } from '../../../nodes/Kaleyra/phone';
import { resolveCountry } from '../../../nodes/Kaleyra/phone/country';
import { outcomes, parser } from './tools';

const EXAMPLES: PhoneNumber[] = getCountries().flatMap((country) => {
  const example = getExampleNumber(country, examples);
  return example === undefined ? [] : [example];
});
const parse = parser();

const SPELLINGS: ReadonlyArray<[string, (number: PhoneNumber) => string]> = [
  ['national', (number) => number.formatNational()],
  ['international', (number) => number.formatInternational()],
  ['RFC 3966', (number) => number.format('RFC3966')],
  ['00', (number) => `00${number.number.slice(1)}`],
];

describe('the example mobile number of every country', () => {
  test('is there for every country', () => {
    expect(EXAMPLES).toHaveLength(getCountries().length);
  });

  describe.each(SPELLINGS)('in %s spelling', (_name, spelling) => {
    test.each(EXAMPLES.map((number) => [String(number.country), spelling(number), number.number]))(
      '%s: %s is read as %s',
      (country, cell, e164) => {
        expect(outcomes(parse(cell, country))).toEqual([e164]);
      },
    );
  });

  test.each(SPELLINGS.slice(1))('needs no default country in %s spelling', (_name, spelling) => {
    for (const number of EXAMPLES) expect(outcomes(parse(spelling(number), ''))).toEqual([number.number]);
  });
});

describe('a calling code that several countries share', () => {
  test.each([
    ['1', 'US'],
    ['7', 'RU'],
    ['39', 'IT'],
    ['44', 'GB'],
    ['47', 'NO'],
    ['61', 'AU'],
    ['212', 'MA'],
    ['262', 'RE'],
    ['290', 'SH'],
    ['358', 'FI'],
    ['590', 'GP'],
    ['599', 'CW'],
  ])('+%s decides the code and begins its countries with the main one, %s', (callingCode, country) => {
    for (const spelling of [callingCode, `+${callingCode}`, `00${callingCode}`]) {
      const resolved = resolveCountry(spelling);
      expect('countries' in resolved && resolved.countries[0]).toBe(country);
      expect(getCountryCallingCode(country as 'IN')).toBe(callingCode);
      expect(asCountryCode(spelling)).toBeNull();
    }
  });
});

describe('the list of countries', () => {
  test('names every country once, with its calling code, sorted by name', () => {
    const list = listCountries();
    expect(list.map(({ code }) => code).sort()).toEqual([...getCountries()].sort());
    expect(list).toContainEqual({ code: 'IN', name: 'India (+91)' });
    const names = list.map(({ name }) => name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
  });

  test('is understood again, code by code', () => {
    for (const { code } of listCountries()) expect(asCountryCode(code)).toBe(code);
  });

  test.each(['', 'Indien', '000', '800', '999', 'x91', '91x', '9191', null, {}])(
    'takes %p for no country',
    (value) => {
      expect(asCountryCode(value)).toBeNull();
    },
  );
});
