import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';
import examples from 'libphonenumber-js/mobile/examples';

import { lineType, readInternational } from '../../../nodes/Kaleyra/phone/numberingPlan';

const COUNTRIES = getCountries();
const NON_GEOGRAPHIC = Object.keys(metadata.nonGeographic);
const CALLING_CODES = [
  ...new Set(COUNTRIES.map((country) => getCountryCallingCode(country))),
  ...NON_GEOGRAPHIC,
];

/** What libphonenumber makes of international digits; null where they are no valid number. */
function asTheLibraryReads(digits: string) {
  const found = parsePhoneNumberFromString(`+${digits}`, { extract: false });
  const type = found?.getType();
  if (found === undefined || type === undefined) return null;
  return { e164: found.number, country: found.country ?? null, type: type.toLowerCase() };
}

function exampleOf(country: (typeof COUNTRIES)[number]): string {
  return getCountryCallingCode(country) + examples[country];
}

const digit = fc.integer({ min: 0, max: 9 }).map(String);

/** Numbers of which some digits are changed, so that most are near a border between valid and not. */
const nearNumbers = fc
  .tuple(fc.constantFrom(...COUNTRIES), fc.array(fc.tuple(fc.nat(14), digit), { maxLength: 4 }))
  .map(([country, changes]) => {
    const national = [...examples[country]];
    for (const [at, to] of changes) national[Math.min(at, national.length)] = to;
    return getCountryCallingCode(country) + national.join('');
  });

const anyDigits = fc
  .tuple(fc.constantFrom('', ...CALLING_CODES), fc.array(digit, { maxLength: 16 }))
  .map(([callingCode, rest]) => callingCode + rest.join(''));

const KINDS = 11;
const PLANS: ReadonlyArray<readonly [callingCode: string, plan: readonly unknown[]]> = [
  ...COUNTRIES.map((country) => [getCountryCallingCode(country), metadata.countries[country]] as const),
  ...Object.entries<readonly unknown[]>(metadata.nonGeographic),
];
const KINDS_OF_NUMBERS = PLANS.flatMap(([callingCode, plan]) => {
  const kinds = (plan[KINDS] ?? []) as ReadonlyArray<readonly [pattern: string] | 0>;
  return kinds.flatMap((kind) => (kind === 0 || kind[0] === '' ? [] : [[callingCode, kind[0]] as const]));
});

/** Numbers of every kind of every plan, among them those that begin like a prefix or like a neighbour's. */
const numbersOfPlans = fc.oneof(
  ...KINDS_OF_NUMBERS.map(([callingCode, pattern]) =>
    fc.stringMatching(new RegExp(`^(?:${pattern})$`)).map((national) => callingCode + national),
  ),
);

describe('numbering plans whose patterns are compiled once', () => {
  test.each([
    ['numbers of every kind', numbersOfPlans],
    ['numbers near valid ones', nearNumbers],
    ['any digits', anyDigits],
  ])('never read %s otherwise than the library does', (_name, digitsOfAny) => {
    fc.assert(
      fc.property(digitsOfAny, (digits) => {
        const known = readInternational(digits);
        if (known !== null) expect({ e164: `+${digits}`, ...known }).toEqual(asTheLibraryReads(digits));
      }),
      { numRuns: 2_000 },
    );
  });

  test('read the example number of every country without the library', () => {
    for (const country of COUNTRIES) {
      const digits = exampleOf(country);
      expect({ e164: `+${digits}`, ...readInternational(digits) }).toEqual(asTheLibraryReads(digits));
    }
  });

  test('know the line type of every number the library can parse', () => {
    fc.assert(
      fc.property(fc.oneof(nearNumbers, anyDigits, numbersOfPlans), (digits) => {
        const found = parsePhoneNumberFromString(`+${digits}`, { extract: false });
        if (found === undefined) return;
        const type = lineType(found.country ?? found.countryCallingCode, found.nationalNumber);
        expect(type).toBe(found.getType()?.toLowerCase() ?? null);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['80012345678', 'toll_free'],
    ['878101234567890', 'voip'],
    ['881612345678', 'mobile'],
    ['979123456789', 'premium_rate'],
  ])('+%s belongs to no country', (digits, type) => {
    expect(readInternational(digits)).toEqual({ country: null, type });
  });
});
