import { describe, expect, test } from '@jest/globals';

import { outcomes, parser, reasonText } from './tools';

const parse = parser();

describe('a number of digits that cannot be', () => {
  test.each([
    ['06 12 34 56 7', 'FR', 'TOO_SHORT'],
    ['33 6 12 34 56 7', 'FR', 'TOO_SHORT'],
    ['+33 06 12 34 56 7', 'FR', 'TOO_SHORT'],
    ['079 123 45 6', 'CH', 'TOO_SHORT'],
    ['079 123 45 678', 'CH', 'TOO_LONG'],
    ['0803 123 456', 'NG', 'TOO_SHORT'],
    ['8 912 345 67 8', 'RU', 'TOO_SHORT'],
    ['1-415-555-013', 'US', 'TOO_SHORT'],
    ['416-555-013', 'CA', 'TOO_SHORT'],
    ['0712 345 67', 'RO', 'TOO_SHORT'],
    ['310 123 456', 'CO', 'TOO_SHORT'],
    ['9123 45678', 'SG', 'TOO_LONG'],
  ])('%s in "%s" is %s', (cell, country, reason) => {
    expect(outcomes(parse(cell, country))).toEqual([reason]);
  });
});

describe('digits of no range in use', () => {
  test.each([
    [
      '987654321',
      'IN',
      ' A digit may be missing or one too many: landline and mobile numbers have 10 digits after +91.',
    ],
    [
      '91 98765 4321',
      'IN',
      ' A digit may be missing or one too many: landline and mobile numbers have 10 digits after +91.',
    ],
    ['07700 90012', 'GB', ' A digit may be missing or one too many.'],
    ['1 555 555 0100', 'US', ''],
    ['123-456-7890', 'US', ''],
    ['0000000000', 'IN', ''],
    ['99999-1234', 'BR', ' Digits may be missing, such as the area code.'],
    ['2345 6712', 'IN', ' Digits may be missing, such as the area code.'],
  ])('%s in "%s" say what is known of the length: %s', (cell, country, hint) => {
    expect(reasonText(parse(cell, country))).toBe(
      `No number with these digits is in use for ${country}.${hint}`,
    );
  });
});

describe('local numbers', () => {
  const HINT = 'Digits may be missing, such as the area code.';

  test.each([
    ['7946 0958', 'GB'],
    ['555-0132', 'US'],
    ['345-67-89', 'RU'],
  ])('%s in "%s" may lack their area code', (cell, country) => {
    expect(reasonText(parse(cell, country))).toBe(`The number has too few digits for ${country}. ${HINT}`);
  });

  // A trunk prefix, a plus, no trunk prefix in the country, a fragment.
  test.each([
    ['0712 345', 'RO'],
    ['+44 7946 09', 'GB'],
    ['12 34 56', 'NO'],
    ['12345', 'US'],
  ])('%s in "%s" does not', (cell, country) => {
    expect(reasonText(parse(cell, country))).not.toContain(HINT);
  });
});

describe('digits beside a number', () => {
  test.each([
    ['9876543210 24', 'IN', '24'],
    ['2 9876543210', 'IN', '2'],
    ['9876543210 - 215', 'IN', '215'],
    ['415-555-0132 5', 'US', '5'],
    ['2025 415 555 0132', 'US', '2025'],
    ['+91 98765 43210 24', 'IN', '24'],
    ['06 12 34 56 78 06 12 34 56', 'FR', '06123456'],
    ['00 9876543210', 'IN', '00'],
  ])('%s in "%s" belong to nothing: %s', (cell, country, stray) => {
    expect(outcomes(parse(cell, country))).toEqual(['NOT_A_NUMBER']);
    expect(reasonText(parse(cell, country))).toContain(
      `The digits '${stray}' belong to no recognizable number.`,
    );
  });

  test('are told apart from a second number', () => {
    expect(reasonText(parse('9876543210.0-9876543211', 'IN'))).toBe(
      'These digits look like several numbers. Separate them with a comma.',
    );
  });

  // A country code, a trunk prefix, digits that are rather another country's number, and too many of them.
  test.each([
    ['0044 9876543210', 'IN', 'INVALID_RANGE'],
    ['010-2345-6789', 'LU', 'INVALID_RANGE'],
    ['44 7911 123456', 'US', 'TOO_LONG'],
    [`98765 43210 ${'12345 '.repeat(7)}`, 'IN', 'TOO_LONG'],
  ])('are not what %s in "%s" is about: %s', (cell, country, reason) => {
    expect(outcomes(parse(cell, country))).toEqual([reason]);
  });

  test('are not looked for where all digits begin with a country code', () => {
    expect(outcomes(parser({ bareDigits: 'international' })('030 23125123 (14.3.)', 'IT'))).toEqual([
      'UNKNOWN_COUNTRY',
    ]);
  });
});

describe('what would follow without the plus', () => {
  test.each([
    ['+49 171 23456', 'DE'],
    ['+41 79 123 45', 'CH'],
    ['+39 333 12345', 'IT'],
    ['0049 171 23', 'DE'],
    ['+98765 43210', ''],
  ])('is not said of %s in "%s"', (cell, country) => {
    expect(reasonText(parse(cell, country))).not.toContain('Without the plus');
  });
});

describe('a country beside the number', () => {
  test('is not decided by an option where the digits may be two numbers', () => {
    expect(reasonText(parse('DE: 4915123456789', 'US'))).toMatch(/ Write the number with a plus\.$/);
  });

  test('is not decided by an option', () => {
    expect(reasonText(parse('India: 447911123456', 'US'))).toMatch(/\+447911123456 .* country code\.$/);
  });
});

describe('what is only a part of a number', () => {
  test.each([
    ['+91', 'IN', 'This is only a country calling code (+91). Write the number behind it.'],
    ['India (+91)', 'IN', 'This is only a country calling code (+91). Write the number behind it.'],
    ['+49 (0)', 'DE', 'This is only a country calling code (+49). Write the number behind it.'],
    ['+49 1', 'DE', 'The number has too few digits.'],
    ['49', 'DE', 'The number has too few digits.'],
    ['Durchwahl 12', 'DE', 'This is only an extension. Write it behind the number that it belongs to.'],
    ['x123', 'US', 'This is only an extension. Write it behind the number that it belongs to.'],
    ['Ext. 12', 'US', 'This is only an extension. Write it behind the number that it belongs to.'],
    ['ext 205', 'US', 'This is only an extension. Write it behind the number that it belongs to.'],
    ['9876543210.5', 'IN', 'This is a decimal number, not a phone number.'],
  ])('is named: %s in "%s"', (cell, country, told) => {
    expect(reasonText(parse(cell, country))).toBe(told);
  });
});
