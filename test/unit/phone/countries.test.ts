import { describe, expect, test } from '@jest/globals';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getExampleNumber, type PhoneNumber } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

import { asCountryCode, listCountries } from '../../../nodes/Kaleyra/phone';
import { MAIN_COUNTRY_OF_SHARED_CODE } from '../../../nodes/Kaleyra/phone/country';
import { outcomes, reader } from './tools';

const EXAMPLES: PhoneNumber[] = getCountries().flatMap((country) => {
  const example = getExampleNumber(country, examples);
  return example === undefined ? [] : [example];
});
const read = reader();

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
        expect(outcomes(read(cell, country))).toEqual([e164]);
      },
    );
  });

  test.each(SPELLINGS.slice(1))('needs no default country in %s spelling', (_name, spelling) => {
    for (const number of EXAMPLES) expect(outcomes(read(spelling(number), ''))).toEqual([number.number]);
  });
});

describe('the table of main countries', () => {
  test('is the first country of every calling code that several share', () => {
    const codes: Readonly<Record<string, readonly string[]>> = metadata.country_calling_codes;
    const shared = Object.entries(codes).filter(([, countries]) => countries.length > 1);
    expect(MAIN_COUNTRY_OF_SHARED_CODE).toEqual(
      Object.fromEntries(shared.map(([code, [first]]) => [code, first])),
    );
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

  test.each(['', 'Indien', '000', null, {}])('takes %p for no country', (value) => {
    expect(asCountryCode(value)).toBeNull();
  });
});
