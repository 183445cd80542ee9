import { describe, expect, test } from '@jest/globals';

import { createCellReader } from '../../../nodes/Kaleyra/phone';
import { DEFAULT_RULES, outcomes, parser } from './tools';

const read = parser();
const MOBILE = '+919876543210';

function cyclic(): object {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}

function selfHolding(): unknown[] {
  const value: unknown[] = [];
  value.push(value);
  return value;
}

function nested(depth: number): unknown {
  return depth === 0 ? '9876543210' : [nested(depth - 1)];
}

const thrower = (): never => {
  throw new RangeError('not for reading');
};

describe('a cell of any JavaScript type', () => {
  test.each<[string, unknown, string[]]>([
    ['a number', 9876543210, [MOBILE]],
    ['a number with its country code', 919876543210, [MOBILE]],
    ['a big integer', 919876543210n, [MOBILE]],
    ['NaN', Number.NaN, ['NOT_A_NUMBER']],
    ['infinity', Number.POSITIVE_INFINITY, ['NOT_A_NUMBER']],
    ['minus infinity', Number.NEGATIVE_INFINITY, ['NOT_A_NUMBER']],
    ['zero', 0, ['TOO_SHORT']],
    ['minus zero', -0, ['TOO_SHORT']],
    ['a negative number', -9876543210, ['NOT_A_NUMBER']],
    ['a fraction', 98765.4321, ['NOT_A_NUMBER']],
    ['a number beyond all digits', 1e21, ['SCIENTIFIC_NOTATION']],
    ['a tiny number', 1e-7, ['SCIENTIFIC_NOTATION']],
    ['true', true, ['NOT_A_NUMBER']],
    ['false', false, ['NOT_A_NUMBER']],
    ['null', null, ['EMPTY']],
    ['undefined', undefined, ['EMPTY']],
    ['a symbol', Symbol('9876543210'), ['NOT_A_NUMBER']],
    ['a function', () => '9876543210', ['NOT_A_NUMBER']],
    ['a date', new Date(0), ['NOT_A_NUMBER']],
    ['an invalid date', new Date(Number.NaN), ['NOT_A_NUMBER']],
    ['an object', { phone: '9876543210' }, [MOBILE]],
    ['a cyclic object', cyclic(), ['NOT_A_NUMBER']],
    ['an object that holds a big integer', { phone: 1n }, ['TOO_SHORT']],
    ['an object whose toString throws', { toString: thrower }, ['NOT_A_NUMBER']],
    ['an object whose toJSON throws', { toJSON: thrower }, ['NOT_A_NUMBER']],
    ['an object whose toJSON gives nothing', { toJSON: () => undefined }, ['NOT_A_NUMBER']],
    ['an object without a prototype', Object.create(null), ['NOT_A_NUMBER']],
    ['a proxy that throws', new Proxy({}, { get: thrower, ownKeys: thrower }), ['NOT_A_NUMBER']],
    ['a proxy of a list', new Proxy(['9876543210'], {}), [MOBILE]],
    ['a map', new Map([[1, 2]]), ['NOT_A_NUMBER']],
    ['a regular expression', /9876543210/, ['NOT_A_NUMBER']],
    ['a boxed text', Object('9876543210'), ['NOT_A_NUMBER']],
    ['bytes', Buffer.from('9876543210'), ['NOT_A_NUMBER']],
    ['an empty list', [], ['EMPTY']],
    ['a list of empty lists', [[], [[]]], ['EMPTY']],
    ['a list with holes only', new Array(3), ['EMPTY']],
    ['a list with everything', ['9876543210', null, {}, 5n], [MOBILE, 'NOT_A_NUMBER', 'TOO_SHORT']],
    [
      'a nested list',
      ['9876543210', ['98765 43211', [9876543212]]],
      [MOBILE, '+919876543211', '+919876543212'],
    ],
    ['a list as deep as is read', nested(6), [MOBILE]],
    ['a list that is too deep', nested(7), ['NOT_A_NUMBER']],
    ['a list deeper than the stack is tall', nested(5_000), ['NOT_A_NUMBER']],
    ['a list that holds itself', selfHolding(), ['NOT_A_NUMBER']],
  ])('%s is read', (_name, cell, wanted) => {
    expect(outcomes(read(cell, 'IN'))).toEqual(wanted);
  });

  test.each([[null], [undefined], [[]], ['']])('nothing to read in %j is shown as nothing', (cell) => {
    expect(read(cell, 'IN')).toEqual([
      { input: '', reason: 'EMPTY', reasonText: 'The cell contains no phone number.' },
    ]);
  });

  test('equal texts under equal countries are read once', () => {
    const once = createCellReader(DEFAULT_RULES);
    expect(once('9876543210', 'IN')).toBe(once('9876543210', 'IN'));
    expect(once('9876543210', 'GB')).not.toBe(once('9876543210', 'IN'));
  });

  test('a huge list is read, element by element', () => {
    expect(read(new Array<string>(100_000).fill('9876543210'), 'IN')).toHaveLength(100_000);
  });

  test('what stood in the cell is shown, cut off where it is long', () => {
    expect(read({ weight: 1 }, 'IN')).toMatchObject([{ input: '{"weight":1}' }]);
    expect(read(Symbol('x'), 'IN')).toMatchObject([{ input: 'symbol' }]);
    expect(read(cyclic(), 'IN')).toMatchObject([{ input: 'object' }]);
    expect(read('a'.repeat(250), 'IN')).toMatchObject([{ input: 'a'.repeat(250) }]);
    expect(read('a'.repeat(251), 'IN')).toMatchObject([{ input: `${'a'.repeat(250)}…` }]);
  });
});

describe('a default country of any JavaScript type', () => {
  test.each([
    Symbol('IN'),
    () => 'IN',
    5n,
    Number.NaN,
    -0,
    new Date(0),
    cyclic(),
    [],
    true,
    { toString: thrower },
  ])('case %#: leaves written numbers readable and bare digits without a country', (country) => {
    expect(outcomes(read('+91 98765 43210', country))).toEqual([MOBILE]);
    expect(outcomes(read('9876543210', country))).toEqual(['UNKNOWN_COUNTRY']);
  });
});
