import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';
import { parse } from 'papaparse';

import type { BareDigits } from '../../../nodes/Kaleyra/phone';
import { outcomes, parser } from './tools';

interface Line {
  cell: string;
  country: string;
  bareDigits: BareDigits;
  expected: string;
  kind: string;
}

function linesOf(file: string): Line[] {
  const text = readFileSync(join(__dirname, '../../fixtures', file), 'utf8');
  return parse<Line>(text, { header: true, skipEmptyLines: true }).data;
}

const lines = linesOf('cells.csv');

describe('cells of public reports', () => {
  test('the file is all there', () => {
    expect(lines).toHaveLength(367);
  });

  test.each(lines)('$kind: $cell in "$country", bare digits $bareDigits: $expected', (line) => {
    const fragments = parser({ bareDigits: line.bareDigits })(JSON.parse(line.cell), line.country);
    const numbers = outcomes(fragments).filter((outcome) => outcome.startsWith('+'));
    const rejections = fragments.length - numbers.length;
    const wanted = line.expected.split('|');
    const got = numbers.length > 0 ? numbers.join(' ') : 'reject';
    expect(wanted).toContain(got);
    if (got === wanted[0] && got !== 'reject') expect(rejections).toBe(0);
  });
});

/** Digits beside a number, and identifiers, that once came out as a stranger's number. */
describe('cells that may not give a stranger', () => {
  const attacks = linesOf('attacks.csv');

  test('are many', () => {
    expect(attacks.length).toBeGreaterThan(300);
  });

  test.each(attacks)('$kind: $cell in "$country": $expected', ({ cell, country, bareDigits, expected }) => {
    const numbers = outcomes(parser({ bareDigits })(JSON.parse(cell), country)).filter((outcome) =>
      outcome.startsWith('+'),
    );
    expect(expected.split('|')).toContain([...new Set(numbers)].join(' ') || 'reject');
  });
});

const SENTENCES = /^[A-Z].*[\w)'"]\.$/s;

/** Each number and each reason in order: cells in which a single character or digit decides. */
describe('cells whose every fragment counts', () => {
  test.each(linesOf('readings.csv'))('$kind: $cell in "$country": $expected', (line) => {
    const fragments = parser({ bareDigits: line.bareDigits })(JSON.parse(line.cell), line.country);
    expect(outcomes(fragments).join(' ')).toBe(line.expected);
    for (const fragment of fragments) {
      if (!('reason' in fragment)) continue;
      expect(fragment.reasonText).toMatch(SENTENCES);
      // Several numbers in one reading have a blank between them.
      for (const candidate of fragment.candidates ?? []) expect(candidate).toMatch(/^\+\d+(?: \+\d+)*$/);
    }
  });
});

function reasonsIn(cell: string, country: string): string {
  const fragments = parser()(cell, country);
  return fragments.flatMap((fragment) => ('reason' in fragment ? fragment.reasonText : [])).join(' ');
}

/** Which numbers an unclear cell may mean, and how a shorthand is told. */
describe('the reason of a fragment', () => {
  test.each<[country: string, cell: string, part: string]>([
    ['US', '44; 2079460123', 'This could be +442079460123 or +12079460123.'],
    ['LU', '49 30 23125123', 'This could be +493023125123 or +3524930 or +35223125123.'],
    ['IT', '+39 (0)331 1234567', 'This could be +393311234567 or +3903311234567.'],
    ['DE', '030 23125-0, Sales 123', 'These digits look like the last digits of another number.'],
    ['DE', '030 23125-0, Sales: -123', 'This looks like a shorthand for several numbers'],
    ['DE', '030 2312 20 lines', "The digits '20' belong"],
    ['IT', '3 347 1234567', "The digits '3' belong"],
    ['DE', '471 0171 3920012', "The digits '471' belong"],
    ['DE', 'Köln 4710123', 'This could be +492214710123 or +494710123.'],
    ['AT', 'Room 01 63967-01 4724', 'This is one long number or two short ones.'],
  ])('in "%s": %s: %s', (country, cell, part) => {
    expect(reasonsIn(cell, country)).toContain(part);
  });
});

test('a number has no reason, whatever letters are beside it', () => {
  expect(parser()('XX 98765 43210', 'IN')).toEqual([{ input: 'XX 98765 43210', number: expect.anything() }]);
});

test.each<[cell: string, isOfChat: boolean, isAddress: boolean]>([
  ['https://wa.me/4155550132', true, false],
  ['viber://chat?number=4155550132', true, false],
  ['https://example.com 415-555-013', false, false],
  ['https://example.com', false, true],
  ['Name: Ravi', false, false],
])('%s is of a chat: %s, an address: %s', (cell, isOfChat, isAddress) => {
  const reason = reasonsIn(cell, 'US');
  expect(reason.includes('In a chat link or ID')).toBe(isOfChat);
  expect(reason.includes('web, email or payment address')).toBe(isAddress);
});

/** What `phone_input` shows: a fragment as written, with its code, label and country. */
describe('the input of a fragment', () => {
  test.each<[country: string, cell: string, inputs: string[]]>([
    ['DE', '+44 (UK) 20 7946 0123', ['+44 (UK) 20 7946 0123']],
    ['DE', '20 7946 0123, +44', ['20 7946 0123, +44']],
    ['US', '+44; 020 7946 0123; 212-555-0143', ['+44; 020 7946 0123', '212-555-0143']],
    ['IN', 'Mob: 98765 43210 (home) +91', ['Mob: 98765 43210 (home) +91']],
    ['US', '(0044) 20 7946 0123 x12', ['(0044) 20 7946 0123 x12']],
    ['DE', 'Tel. 030 23125123 +49', ['Tel. 030 23125123 +49']],
    ['DE', '[+49] 030 23125123 / [+44] 20 7946 0123', ['[+49] 030 23125123', '[+44] 20 7946 0123']],
    ['DE', 'Büro 030 23125123, Ravi, 0171 3920012', ['Büro 030 23125123', '0171 3920012']],
    ['US', 'Bob; 44; 2079460123; 212-555-0143', ['44; 2079460123', '212-555-0143']],
    ['US', '212-555-0143, 2079460123, 44', ['212-555-0143', '2079460123, 44']],
    ['IN', '919876543210+ or 919876543211+', ['919876543210+', '919876543211+']],
    ['IN', '919876543210 + or 919876543211 +', ['919876543210', '919876543211']],
    ['DE', '030 23125123/ Tel 0171 3920012', ['030 23125123', '0171 3920012']],
    ['IN', '9,876,543,210 Tel 9,876,543,211', ['9,876,543,210', '9,876,543,211']],
  ])('in "%s": %s', (country, cell, inputs) => {
    expect(parser()(cell, country).map(({ input }) => input)).toEqual(inputs);
  });
});
