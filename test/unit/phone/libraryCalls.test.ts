import { describe, expect, test } from '@jest/globals';
import { PhoneNumber } from 'libphonenumber-js/max';

import { parser } from './tools';

// Nearly all the time of reading a cell is libphonenumber's: looking up the type of a number, which it parses for, and
// formatting it. More of either than here, and reading has lost one of the checks that spare them.
const MOST: ReadonlyArray<readonly [cell: string, country: string, types: number, formats: number]> = [
  ['+919876543210', 'IN', 1, 0],
  ['+91 98765 43210', 'IN', 1, 0],
  ['98765 43210', 'IN', 1, 0],
  ['(020) 7946-0123', 'GB', 1, 1],
  ['Mob: +91 98765-43210 (Ravi)', 'IN', 1, 0],
  ['Tel.: (+91) 98765-43210 ext. 12', 'IN', 1, 0],
  ['+49 (0) 171 3920012', 'DE', 1, 0],
  ['(0)98765 / 43210', 'IN', 2, 0],
  ['0171/3920012', 'DE', 2, 0],
  ['0171 3920012 / 030 23125123', 'DE', 2, 1],
  ['98765 43210, 98765 43211', 'IN', 2, 3],
  ['Tel. 030 23125123 (Büro)', 'DE', 1, 1],
  ['(212) 555-0143', 'US', 1, 2],
  ['06 12 34 56 78', 'FR', 1, 1],
  ['0044 20 7946 0123', 'DE', 8, 1],
];

describe('how often the library is asked', () => {
  test.each(MOST)('%s in "%s": %d types, %d formats', (cell, country, types, formats) => {
    const read = parser();
    const calls = { getType: 0, format: 0 };
    const { getType, format } = PhoneNumber.prototype;
    PhoneNumber.prototype.getType = function (this: PhoneNumber) {
      calls.getType += 1;
      return getType.call(this);
    };
    PhoneNumber.prototype.format = function (this: PhoneNumber, ...options: Parameters<typeof format>) {
      calls.format += 1;
      return format.apply(this, options);
    };
    try {
      read(cell, country);
    } finally {
      Object.assign(PhoneNumber.prototype, { getType, format });
    }
    expect(calls.getType).toBeLessThanOrEqual(types);
    expect(calls.format).toBeLessThanOrEqual(formats);
    expect(calls.getType).toBeGreaterThan(0);
  });
});
