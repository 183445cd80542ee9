import { describe, expect, test } from '@jest/globals';

import { phoneFieldsOfLookup, rejectedFields } from '../../../nodes/Kaleyra/lookup/itemFields';
import type { PhoneType } from '../../../nodes/Kaleyra/phone';
import { lookup, number } from './tools';

describe('our fields about a number', () => {
  test.each<[PhoneType, boolean | null]>([
    ['mobile', true],
    ['fixed_line', false],
    ['voip', false],
    ['fixed_line_or_mobile', null],
    ['unknown', null],
  ])('a number of type %s is mobile: %s', (type, isMobile) => {
    expect(phoneFieldsOfLookup({ ...number(1), type }, lookup(1))).toMatchObject({
      phone_type: type,
      is_mobile: isMobile,
    });
  });
});

describe('the fields of a rejected input', () => {
  const input = { itemIndex: 0, input: '49 171', reason: 'AMBIGUOUS', reasonText: 'Two readings.' } as const;

  test('have the readings of an ambiguous cell', () => {
    const candidates = ['+4949171', '+49171'];
    expect(rejectedFields({ ...input, candidates })).toMatchObject({ candidates });
  });

  test('have no readings where there are none', () => {
    expect(Object.keys(rejectedFields(input))).toEqual(['phone_input', 'reason', 'reason_text']);
  });
});
