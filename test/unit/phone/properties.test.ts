import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js/max';

import type { BareDigits } from '../../../nodes/Kaleyra/phone';
import { parser } from './tools';

const PHONE_CHARACTERS = [...'01234567890123456789', ...' +-()/.,;xe:\n|#'];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...PHONE_CHARACTERS), maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('+', '00', '0', ''), fc.stringMatching(/^[1-9]\d{5,14}$/))
    .map(([start, digits]) => start + digits),
);
const anyCountry = fc.constantFrom('', 'Indien', ...getCountries());

describe.each<BareDigits>(['national', 'international', 'either'])(
  'any text, bare digits %s',
  (bareDigits) => {
    test('gives at least one reading, and every number reads as itself again', () => {
      const read = parser({ bareDigits });
      fc.assert(
        fc.property(anyText, anyCountry, (text, country) => {
          const readings = read(text, country);
          expect(readings.length).toBeGreaterThan(0);
          for (const reading of readings) {
            if (!('number' in reading)) continue;
            const number = { ...reading.number, reading: 'written' };
            expect(read(reading.number.e164, '')).toEqual([{ input: reading.number.e164, number }]);
          }
        }),
        { numRuns: 2_000 },
      );
    });

    test('is read alike the second time, and by another parser', () => {
      const read = parser({ bareDigits });
      fc.assert(
        fc.property(anyText, anyCountry, (text, country) => {
          const first = read(text, country);
          expect(read(text, country)).toEqual(first);
          expect(parser({ bareDigits })(text, country)).toEqual(first);
        }),
        { numRuns: 300 },
      );
    });

    test('shows of every fragment only what stood in the cell', () => {
      const read = parser({ bareDigits });
      fc.assert(
        fc.property(anyText, anyCountry, (text, country) => {
          for (const { input } of read(text, country)) {
            expect(text).toContain(input.length > 250 ? input.slice(0, 250) : input);
          }
        }),
      );
    });
  },
);

// The only clock is jest's time limit: quadratic work on texts of this length wouldn't finish within it.
describe('200,000 characters', () => {
  const LENGTH = 200_000;
  const read = parser();

  test.each([
    '1',
    '१',
    ',',
    ';',
    '/',
    '|',
    '\n',
    ' ',
    '\u00a0',
    '\t',
    '\u202a',
    '\u200d',
    '+',
    '＋',
    '-',
    '.',
    'a',
    'é',
    'e\u0301',
    '☎',
    '(',
    ')',
    "'",
    '1 ',
    '1/',
    '1a',
    '1 / ',
    '1234567/',
    '. ',
    ' x',
    'x1',
  ])('of %j are read', (unit) => {
    const text = unit.repeat(LENGTH / unit.length);
    for (const cell of [text, `9${text}9`, `+91 ${text}`, `${text} ext 9`]) {
      expect(read(cell, 'IN').length).toBeGreaterThan(0);
    }
    expect(read('9876543210', text).length).toBe(1);
  });
});
