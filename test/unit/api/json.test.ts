import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { parseJson } from '../../../nodes/Kaleyra/api/json';

const ID = '9000000919876500000';
/** Sends any JSON to the parser that keeps every digit. */
const beside = (json: string): string => `[${json},${ID}]`;

describe('parseJson', () => {
  test.each([
    [`{"lookup_id":${ID}}`, { lookup_id: ID }],
    [`[-${ID}]`, [`-${ID}`]],
    ['[9007199254740993]', ['9007199254740993']],
    ['[9007199254740991]', [9007199254740991]],
    ['[0.1234567890123456789,1e30]', [0.12345678901234568, 1e30]],
    [`{"lookup_id":"${ID}"}`, { lookup_id: ID }],
  ])('reads %s without rounding an integer', (text, json) => {
    expect(parseJson(text)).toEqual(json);
  });

  test('of two equal keys, the last one counts, as in JSON.parse', () => {
    expect(parseJson(`{"a":1,"a":${ID}}`)).toEqual({ a: ID });
    expect(parseJson(beside('{"a":1,"a":2}'))).toEqual([{ a: 2 }, ID]);
  });

  test.each(['', '{', `{"lookup_id":${ID}`, `${ID},`, `[0${ID}]`, '<html>9000000919876500000</html>'])(
    'returns undefined for %j',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );

  test('reads everything else as JSON.parse does', () => {
    const withoutLongIntegers = fc.json({ maxDepth: 5 }).filter((text) => !/(?<![\d.])\d{16}/.test(text));
    fc.assert(
      fc.property(withoutLongIntegers, (text) => {
        expect(parseJson(beside(text))).toEqual([JSON.parse(text), ID]);
      }),
      { numRuns: 500 },
    );
  });

  test('a key that is the name of the prototype changes no prototype', () => {
    const parsed = parseJson(`{"__proto__":{"status":"complete"},"id":${ID}}`) as object;
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect(Object.keys(parsed)).toEqual(['__proto__', 'id']);
  });

  test('what is nested too deep for the other parser is read rounded rather than not at all', () => {
    const text = `${'['.repeat(5_000)}${ID}${']'.repeat(5_000)}`;
    expect(Array.isArray(parseJson(text))).toBe(true);
  });
});
