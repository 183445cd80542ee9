import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { decodeEscapes } from '../../../nodes/Kaleyra/n8n/decodeEscapes';

test.each([
  ['plain', 'plain'],
  ['\\u0041\\U004a', 'AJ'],
  ['\\\\\\\\u0041', 'A'],
  ['\\\\\\\\\\\\u0041', '\\\\A'],
  ['\\u00', '\\u00'],
  ['%41%2541%252541', 'AAA'],
  ['%25', '%25'],
  ['%25zz', '%25zz'],
  ['&#65;&#x41;&amp;#65;&AMP;#X041;', 'AAAA'],
  ['&#65', '&#65'],
  ['&#123456;', '&#123456;'],
  ['&amp;', '&amp;'],
  ['\\u090f', 'ए'],
  ['😀\\ud83d\\ude00', '😀😀'],
  ['', ''],
])('%j is %j', (text, decoded) => {
  expect(decodeEscapes(text)).toBe(decoded);
});

// The same as one pattern, whose calls for each sequence are much slower.
const CODE = /\\{1,4}u([\da-f]{4})|%(?:25)*(?!25)([\da-f]{2})|&(?:amp;)?#(?:x([\da-f]{1,4})|(\d{1,5}));/gi;

test('any text is decoded as by its pattern', () => {
  const parts = [
    '\\',
    'u',
    'U',
    '%',
    '25',
    '2',
    '5',
    '&',
    'amp;',
    '#',
    'x',
    ';',
    '0',
    '41',
    'a',
    'F',
    'g',
    '\ud83d',
    'ए',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const expected = text.replace(CODE, (_code, unicode, percent, hex, decimal) =>
        String.fromCharCode(Number(decimal ?? `0x${unicode ?? percent ?? hex}`)),
      );
      expect(decodeEscapes(text)).toBe(expected);
    }),
    { numRuns: 5_000 },
  );
});
