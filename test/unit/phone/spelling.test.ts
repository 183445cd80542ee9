import { describe, expect, test } from '@jest/globals';

import { normalizeFragment } from '../../../nodes/Kaleyra/phone/clean';
import {
  ATTACHED_LETTERS,
  NOT_A_NUMBER,
  SCIENTIFIC_NOTATION,
  SHORTHAND,
} from '../../../nodes/Kaleyra/phone/rejection';

const bare = (digits: string): object => ({ plus: false, digits });
const MOBILE = bare('9876543210');

describe('a date', () => {
  test.each([
    '2026-11-23',
    '2026/1/2',
    '1999.12.31',
    '2026-11-05 10:00',
    '2026-11-05T10:00:00Z',
    '2026–11–23',
    '5.3.2026',
    '05.03.2026',
    '15.3.2026',
    '31/12/2025',
    '30-01-1999',
    '1/31/2026',
    '12/31/2026',
    '12/15/2026',
    '23.11.2026 10:00',
  ])('such as %s is no number', (fragment) => {
    expect(normalizeFragment(fragment)).toBe(NOT_A_NUMBER);
  });

  test.each([
    ['170 2026-11-23', '17020261123'],
    ['2026-11-2345', '2026112345'],
    ['2026-11/23', '20261123'],
    ['170 23.11.2026', '17023112026'],
    ['23.11.20261', '231120261'],
    ['23.11-2026', '23112026'],
  ])('within %s is none: it is a part of a longer number', (fragment, digits) => {
    expect(normalizeFragment(fragment)).toEqual(bare(digits));
  });
});

describe('letters', () => {
  test.each(['INV9876543210', 'A987654', '9876543210A'])('in %s are named: they touch the digits', (text) => {
    expect(normalizeFragment(text)).toBe(ATTACHED_LETTERS);
  });

  test.each(['abc1', 'B12', 'room 4b'])('in %s are prose: there is no number', (text) => {
    expect(normalizeFragment(text)).toBe(NOT_A_NUMBER);
  });
});

describe('digits after a slash', () => {
  test.each(['9876543210/79', '9876543210/7', '9876543210/7901', '9876543/79', '9876500/79'])(
    'as in %s are another ending of the same number',
    (fragment) => {
      expect(normalizeFragment(fragment)).toBe(SHORTHAND);
    },
  );

  test.each([
    ['030/901820', '030901820'],
    ['987654/79', '98765479'],
    ['0301234/56789', '030123456789'],
    ['0301234/56/78', '03012345678'],
  ])('as in %s belong to the number', (fragment, digits) => {
    expect(normalizeFragment(fragment)).toEqual(bare(digits));
  });
});

test('a bracketed country code counts as one: what follows its slash belongs to the number', () => {
  expect(normalizeFragment('(+49) 33056/1234')).toEqual({ plus: true, digits: '49330561234' });
});

describe('marks and signs', () => {
  test.each([
    '9876543210',
    '98765\u200b43210',
    '\u200e9876543210\u200e',
    'Tel\u000b9876543210',
    'Tel\u00a09876543210',
    '’9876543210',
    '‘9876543210’',
    '`9876543210`',
    '""9876543210""',
    '9876’543’210',
    '（98765）43210',
    '﹙98765﹚43210',
    '98765‒43210',
  ])('in %j do not matter', (fragment) => {
    expect(normalizeFragment(fragment)).toEqual(MOBILE);
  });

  test.each(['＋919876543210', '﹢919876543210', '⁺919876543210'])('%s begins with a plus', (fragment) => {
    expect(normalizeFragment(fragment)).toEqual({ plus: true, digits: '919876543210' });
  });

  test('that nobody sees part nothing: what touches without them touches with them', () => {
    expect(normalizeFragment('INV\u200b9876543210')).toBe(ATTACHED_LETTERS);
  });

  test.each(['9876543210€', '9876543210=', '9876543210&1', '98765+43210'])(
    'that no number is written with make %s none',
    (fragment) => {
      expect(normalizeFragment(fragment)).toBe(NOT_A_NUMBER);
    },
  );
});

describe('a WhatsApp ID', () => {
  test.each([
    '919876543210@c.us',
    '+919876543210@s.whatsapp.net',
    '919876543210:3@s.whatsapp.net',
    '919876543210@C.US',
    'whatsapp:919876543210@c.us',
  ])('%s holds the country code', (fragment) => {
    expect(normalizeFragment(fragment)).toEqual({ plus: true, digits: '919876543210' });
  });

  test.each(['919876543210@c.us.example', 'me.919876543210@c.us', '919876543210@c-us'])(
    '%s is another address',
    (fragment) => {
      expect(normalizeFragment(fragment)).toBe(NOT_A_NUMBER);
    },
  );
});

test.each(["'9.87654E+09", "  '9.87654E+09'  ", "' 9.87654E+09 '", '""9.87654E+09""'])(
  'scientific notation is known in quotes too: %j',
  (fragment) => {
    expect(normalizeFragment(fragment)).toBe(SCIENTIFIC_NOTATION);
  },
);

describe("a spreadsheet's decimals", () => {
  test.each([
    ['9876543210.00', '9876543210'],
    ['9876543210,00', '9876543210'],
    ['9,000,543,210.00', '9000543210'],
    ['98,76,543,210.0', '9876543210'],
    ['9.00.43.21.00', '900432100'],
  ])('%s are %s', (fragment, digits) => {
    expect(normalizeFragment(fragment)).toEqual(bare(digits));
  });
});

test.each([
  [250, { plus: true, digits: '919876543210' }],
  [251, NOT_A_NUMBER],
])('a fragment of %d characters is %j: what is longer is prose', (length, wanted) => {
  expect(normalizeFragment('+919876543210'.padEnd(length))).toEqual(wanted);
});
