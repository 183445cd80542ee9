import { createRequire } from 'node:module';
import { join } from 'node:path';

import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import * as original from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';

import { PACKAGE_DIRECTORY } from '../support/engine';

const SHIPPED_FILE = join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra/phone/libphonenumber.js');
const shipped = createRequire(__filename)(SHIPPED_FILE) as typeof original;

const COUNTRIES = original.getCountries();
const digit = fc.integer({ min: 0, max: 9 }).map(String);

/** A country, and a number that differs from its example in some digits. */
const numbers = fc
  .tuple(fc.constantFrom(...COUNTRIES), fc.array(fc.tuple(fc.nat(14), digit), { maxLength: 4 }))
  .map(([country, changes]) => {
    const national = [...examples[country]];
    for (const [at, to] of changes) national[Math.min(at, national.length)] = to;
    return { country, national: national.join('') };
  });

function allAbout(
  { parsePhoneNumberFromString }: typeof original,
  text: string,
  country: original.CountryCode,
) {
  const found = parsePhoneNumberFromString(text, country);
  return (
    found && {
      number: found.number,
      country: found.country,
      type: found.getType(),
      isPossible: found.isPossible(),
      national: found.formatNational(),
      international: found.formatInternational(),
    }
  );
}

describe('the shipped build of libphonenumber-js', () => {
  test('knows the same countries and calling codes', () => {
    expect([...shipped.getCountries()].sort()).toEqual([...COUNTRIES].sort());
    for (const country of COUNTRIES) {
      expect(shipped.getCountryCallingCode(country)).toBe(original.getCountryCallingCode(country));
    }
  });

  test('parses and formats numbers like the build that the other tests use', () => {
    fc.assert(
      fc.property(numbers, ({ country, national }) => {
        const international = `+${original.getCountryCallingCode(country)}${national}`;
        for (const text of [national, international]) {
          expect(allAbout(shipped, text, country)).toEqual(allAbout(original, text, country));
          expect(shipped.validatePhoneNumberLength(text, country)).toBe(
            original.validatePhoneNumberLength(text, country),
          );
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('compiles each pattern of numbers once', () => {
    const compile = jest.spyOn(globalThis, 'RegExp');
    const compiledBy = (parse: () => unknown): string[] => {
      compile.mockClear();
      parse();
      return compile.mock.calls
        .map(([pattern]) => String(pattern))
        .filter((one) => /^\^\(\?:.*\)\$$/.test(one));
    };
    jest.isolateModules(() => {
      const fresh = createRequire(__filename)(SHIPPED_FILE) as typeof original;
      const parse = () => fresh.parsePhoneNumberFromString('+299221234')?.getType();
      const first = compiledBy(parse);
      expect(first.length).toBeGreaterThan(1);
      expect(first).toEqual([...new Set(first)]);
      expect(compiledBy(parse)).toEqual([]);
    });
    compile.mockRestore();
  });
});
