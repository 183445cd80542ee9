import { describe, expect, test } from '@jest/globals';

import type { ParsingRules } from '../../../nodes/Kaleyra/phone';
import { outcomes as outcomesOf, parser } from './tools';

function outcomes(cell: string, country: string, rules: Partial<ParsingRules> = {}): string[] {
  return outcomesOf(parser(rules)(cell, country));
}

describe('what would otherwise become a valid number of somebody else', () => {
  test.each([
    ['30,901,820.0', 'DE', '+4930901820'],
    ['9,876,543,210.00', 'IN', '+919876543210'],
    ['9876543210,00', 'IN', '+919876543210'],
    ['23.11.2026', 'DK', 'NOT_A_NUMBER'],
    ['20/11/2026', 'DK', 'NOT_A_NUMBER'],
    ['2026-11-23T10:00:00Z', 'DK', 'NOT_A_NUMBER'],
    ['0891234567/89', 'DE', 'NOT_A_NUMBER'],
    ['9,87654E+09', 'IN', 'SCIENTIFIC_NOTATION'],
  ])('%s in %s is %s', (cell, country, outcome) => {
    expect(outcomes(cell, country)).toEqual([outcome]);
  });

  test('a German number with its country code and a slash is no shorthand', () => {
    expect(outcomes('+49 30/23125001', '')).toEqual(['+493023125001']);
    expect(outcomes('+49 33056/1234', '', { allowPossible: true })).toEqual(['+49330561234']);
  });

  test('a possible number that would be shortened on the way is not sent', () => {
    expect(outcomes('+270000000', '', { allowPossible: true })).not.toContain('+27000000');
  });

  test('next to another number, a possible length is not enough', () => {
    expect(outcomes('0180 2346', 'DE', { allowPossible: true })).toEqual(['+491802346']);
    expect(outcomes('0180 1 2345\n0180 2346', 'DE', { allowPossible: true })).toEqual([
      '+4918012345',
      'INVALID_RANGE',
    ]);
  });
});
