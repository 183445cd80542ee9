import { describe, expect, jest, test } from '@jest/globals';
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
    [ID, ID],
    [`-${ID}`, `-${ID}`],
    [`{"a" :\t${ID}}`, { a: ID }],
    [`[1, ${ID},${ID}\n,\r\n${ID} ]`, [1, ID, ID, ID]],
  ])('reads %s without rounding an integer', (text, json) => {
    expect(parseJson(text)).toEqual(json);
  });

  test('does not need the slower parser for an ID that is a string', () => {
    const slow = jest.fn();
    jest.doMock('../../../nodes/Kaleyra/api/losslessJson', () => ({ parseLossless: slow }));
    jest.isolateModules(() => {
      const { parseJson: parse } = jest.requireActual<{ parseJson: typeof parseJson }>(
        '../../../nodes/Kaleyra/api/json',
      );
      for (const id of [ID, `2019-09-30messages${ID}`, `${ID}-c0de:1`]) {
        const json = { id, data: [{ lookup_id: id }] };
        expect(parse(JSON.stringify(json))).toEqual(json);
      }
      expect(slow).not.toHaveBeenCalled();
      parse(`{"id":${ID}}`);
      expect(slow).toHaveBeenCalledTimes(1);
    });
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
