import { describe, expect, test } from '@jest/globals';

import type { ParsingRules } from '../../../nodes/Kaleyra/phone';
import { parser } from './tools';

function readings(cell: string, country: string, rules?: Partial<ParsingRules>): string[] {
  return parser(rules)(cell, country).map((fragment) =>
    'number' in fragment
      ? `${fragment.number.e164} ${fragment.number.reading}`
      : `${fragment.reason}: ${fragment.reasonText}`,
  );
}

describe('what a number is', () => {
  test.each<[cell: string, country: string, wanted: string[]]>([
    ['5512345678', 'MX', ['+525512345678 national']],
    ['+5215512345678', '', ['+525512345678 written']],
    ['015512345678', 'MX', ['+525512345678 national']],
    ['1 55 1234 5678', 'MX', ['+525512345678 national']],
    ['+55 11 5555 5555', '', ['+551155555555 written']],
    ['+36 301234567', '', ['+36301234567 written']],
    ['+647 5550132', 'US', ['+6475550132 written']],
    ['+6475550132', 'US', ['+6475550132 written']],
    ['+65 6223 4567', 'HK', ['+6562234567 written']],
    ['+646-555-0132', '', ['+6465550132 written']],
    ['+1-646-555-0132', 'US', ['+16465550132 written']],
    ['+91-11-23456789', 'IN', ['+911123456789 written']],
    ['001 65 62234567', 'US', ['+16562234567 written']],
    ['001 212 555 0100', 'ID', ['+12125550100 written']],
    ['00 1 212 555 0100', 'DE', ['+12125550100 written']],
    ['0011 44 20 7946 0958', 'AU', ['+442079460958 written']],
    ['00 44 20 7946 0958', 'AU', ['+442079460958 written']],
    ['00 44 20 7946 0958', 'JP', ['+442079460958 written']],
    ['010 44 20 7946 0958', 'JP', ['+442079460958 written']],
    ['00 44 20 7946 0958', '', ['+442079460958 written']],
    ['00 44 20 7946 0958', 'US', ['+442079460958 written']],
    ['810 44 20 7946 0958', 'RU', ['+442079460958 written']],
    ['8 10 44 20 7946 0958', 'RU', ['+442079460958 written']],
    ['00 44 (0)20 7946 0958', 'DE', ['+442079460958 written']],
    ['442079460958+', '', ['+442079460958 written']],
    ['919876543210+', 'DE', ['+919876543210 written']],
    ['+89123456789', 'RU', ['+79123456789 written']],
    ['+8 912 345 67 89', 'RU', ['+79123456789 written']],
    ['+8 912 345 67 89', 'KZ', ['+79123456789 written']],
    ['89123456789', 'RU', ['+79123456789 national']],
    ['89123456789', 'KZ', ['+79123456789 national']],
    ['+8 701 234 5678', 'KZ', ['+77012345678 written']],
    ['+44 020 7946 0958', '', ['+442079460958 written']],
    ['+44 44 20 7946 0958', '', ['+442079460958 written']],
    ['+44 0044 20 7946 0958', '', ['+442079460958 written']],
    ['+44 +44 20 7946 0958', '', ['+442079460958 written']],
    ['0044 020 7946 0958', 'US', ['+442079460958 written']],
    ['+1 1 646 555 0132', '', ['+16465550132 written']],
    ['+1 01 646 555 0132', '', ['+16465550132 written']],
    ['44020 7946 0958', 'GB', ['+442079460958 national']],
    ['440 20 7946 0958', 'GB', ['+442079460958 national']],
    ['020 79460958', 'GB', ['+442079460958 national']],
    ['44 020 7946 0958', 'GB', ['+442079460958 national']],
    ['44 44 20 7946 0958', 'GB', ['+442079460958 national']],
    ['+49 49 30 23125123', '', ['+493023125123 written']],
    ['+4949 30 23125123', '', ['+493023125123 written']],
    ['+39 39 347 1234567', '', ['+393471234567 written']],
    ['030 23125123 / 23125124', 'DE', ['+493023125123 national', '+493023125124 national']],
    ['0302312 5123, 5124', 'DE', ['+493023125123 national', '+493023125124 national']],
    ['03023125123, 25124', 'DE', ['+493023125123 national', '+493023125124 national']],
    ['+44 20 7946 0958 / 020 7946 0959', 'DE', ['+442079460958 written', '+442079460959 national']],
    ['+91 98765 43210 / 98765 43211', 'DE', ['+919876543210 written', '+919876543211 national']],
    ['+91 98765 43210 / 98765 43211', 'US', ['+919876543210 written', '+919876543211 national']],
    ['+1 646 555 0132, 030 23125123', 'DE', ['+16465550132 written', '+493023125123 national']],
    ['+800 1234 5678, 23125123', 'DE', ['+80012345678 written', '+4923125123 national']],
    ['+1 646 555 0132, 6465550133', 'GB', ['+16465550132 written', '+16465550133 national']],
    ['(030) 2312 5123, 7700 1234', 'DE', ['+493023125123 national', '+493077001234 national']],
    ['Deutschland 030 23125123, 23125124', 'AT', ['+493023125123 national', '+493023125124 national']],
  ])('%s in "%s" is %p', (cell, country, wanted) => {
    expect(readings(cell, country)).toEqual(wanted);
  });
});

describe('why it is none', () => {
  test.each<[cell: string, country: string, wanted: string[]]>([
    ['+521551234567', '', ['INVALID_RANGE: No number with these digits is in use for MX.']],
    [
      '+52 15512345678 9',
      '',
      [
        "NOT_A_NUMBER: The digits '9' belong to no recognizable number. Separate several numbers with a comma, and remove other digits.",
      ],
    ],
    ['+52 1551234', '', ['TOO_SHORT: The number has too few digits for MX.']],
    [
      '+55 11 8765 4321',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. Brazil added a 9 to mobile numbers: this may now be +5511987654321.',
      ],
    ],
    [
      '+55 11 6123 4567',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. Brazil added a 9 to mobile numbers: this may now be +5511961234567.',
      ],
    ],
    [
      '+55 20 8765 4321',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. A digit may be missing or one too many.',
      ],
    ],
    [
      '1187654321',
      'BR',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. Brazil added a 9 to mobile numbers: this may now be +5511987654321.',
      ],
    ],
    [
      '5511 8765 4321',
      'BR',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. Brazil added a 9 to mobile numbers: this may now be +5511987654321.',
      ],
    ],
    [
      '0312345678',
      'BR',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. A digit may be missing or one too many.',
      ],
    ],
    [
      '+55 11 18765 4321',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. A digit may be missing or one too many.',
      ],
    ],
    [
      '+225 07 12 34 56',
      '',
      [
        'TOO_SHORT: The number has too few digits for CI. Côte d’Ivoire went from 8 to 10 digits in 2021. Add the two digits of the network in front.',
      ],
    ],
    ['+225 7123456', '', ['TOO_SHORT: The number has too few digits for CI.']],
    ['+225 071234567', '', ['TOO_SHORT: The number has too few digits for CI.']],
    [
      '07123456',
      'CI',
      [
        'TOO_SHORT: The number has too few digits for CI. Côte d’Ivoire went from 8 to 10 digits in 2021. Add the two digits of the network in front.',
      ],
    ],
    [
      '+229 21 30 12 34',
      '',
      [
        'TOO_SHORT: The number has too few digits for BJ. Benin added 01 in front of all numbers in 2024: this may now be +2290121301234.',
      ],
    ],
    ['+229 21 30 12', '', ['TOO_SHORT: The number has too few digits for BJ.']],
    ['+229 11 30 12 34', '', ['TOO_SHORT: The number has too few digits for BJ.']],
    [
      '97123456',
      'BJ',
      [
        'TOO_SHORT: The number has too few digits for BJ. Benin added 01 in front of all numbers in 2024: this may now be +2290197123456.',
      ],
    ],
    ['+229 213012345', '', ['TOO_SHORT: The number has too few digits for BJ.']],
    [
      '+36 6 1 234 5678',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for HU. A leading 0 may be missing: 0612345678 would be valid.',
      ],
    ],
    ['+36 61 234 56', '', ['TOO_SHORT: The number has too few digits for HU.']],
    [
      '6 1 234 5678',
      'HU',
      [
        'INVALID_RANGE: No number with these digits is in use for HU. A leading 0 may be missing: 0612345678 would be valid.',
      ],
    ],
    [
      '612345678',
      'HU',
      [
        'INVALID_RANGE: No number with these digits is in use for HU. A leading 0 may be missing: 0612345678 would be valid.',
      ],
    ],
    [
      '+39 6 1234 5678',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for +39. A leading 0 may be missing: 0612345678 would be valid.',
      ],
    ],
    [
      '6 1234 5678',
      'IT',
      [
        'INVALID_RANGE: No number with these digits is in use for IT. A leading 0 may be missing: 0612345678 would be valid.',
      ],
    ],
    [
      '612345',
      'IT',
      [
        'INVALID_RANGE: No number with these digits is in use for IT. A leading 0 may be missing: 0612345 would be valid.',
      ],
    ],
    [
      '61234',
      'IT',
      ['TOO_SHORT: The number has too few digits for IT. A leading 0 may be missing: 061234 would be valid.'],
    ],
    [
      '+39 61234',
      '',
      [
        'TOO_SHORT: The number has too few digits for +39. A leading 0 may be missing: 061234 would be valid.',
      ],
    ],
    [
      '+225 712345678',
      '',
      [
        'TOO_SHORT: The number has too few digits for CI. A leading 0 may be missing: 0712345678 would be valid.',
      ],
    ],
    [
      '712345678',
      'CI',
      [
        'TOO_SHORT: The number has too few digits for CI. A leading 0 may be missing: 0712345678 would be valid.',
      ],
    ],
    ['+33 123', '', ['TOO_SHORT: The number has too few digits for FR.']],
    ['1234', 'IN', ['TOO_SHORT: The number has too few digits for IN.']],
    [
      '1234',
      '',
      [
        "UNKNOWN_COUNTRY: The number has no country code, and 'Default Country' is empty for this item. Set it, or check what its expression returns.",
      ],
    ],
    ['12', '', ['TOO_SHORT: The number has too few digits.']],
    ['123', '', ['TOO_SHORT: The number has too few digits.']],
    ['1', 'Indien', ['TOO_SHORT: The number has too few digits.']],
    ['00 712312', 'GB', ['TOO_SHORT: The number has too few digits for +7.']],
    [
      '00999123456',
      'GB',
      ['UNKNOWN_COUNTRY: The number begins with 00 999, which is not a valid country calling code.'],
    ],
    ['00 44 7946', 'DE', ['TOO_SHORT: The number has too few digits for +44.']],
    ['00449999', 'US', ['TOO_SHORT: The number has too few digits for +44.']],
    [
      '98765 43210',
      'Indien',
      [
        "UNKNOWN_COUNTRY: The number has no country code, and 'Indien' isn't a country. Use a name or a two-letter code, such as IN.",
      ],
    ],
    [
      '98765 43210',
      'Korea',
      [
        "UNKNOWN_COUNTRY: The number has no country code, and 'Korea' could be North Korea (KP) or South Korea (KR). Use a two-letter code.",
      ],
    ],
    [
      '98765 43210',
      'Congo',
      [
        "UNKNOWN_COUNTRY: The number has no country code, and 'Congo' could be Congo - Kinshasa (CD) or Congo - Brazzaville (CG). Use a two-letter code.",
      ],
    ],
    [
      '+98765 43210',
      'IN',
      [
        'INVALID_LENGTH: Numbers of this length do not exist for IR. Without the plus it would be +919876543210 (IN).',
      ],
    ],
    [
      '+9876543210',
      'IN',
      [
        'INVALID_LENGTH: Numbers of this length do not exist for IR. Without the plus it would be +919876543210 (IN).',
      ],
    ],
    [
      '+2079460958',
      'GB',
      [
        'INVALID_RANGE: No number with these digits is in use for EG. Without the plus it would be +442079460958 (GB).',
      ],
    ],
    ['+800 2079460958', 'GB', ['TOO_LONG: The number has too many digits for +800.']],
    [
      '+646-555-0132',
      'US',
      [
        'AMBIGUOUS: The plus comes before digits that are grouped like a number of US. This could be +16465550132 or +6465550132. Remove the plus, or write it before the country code.',
      ],
    ],
    [
      '+647-555-0132',
      'US',
      [
        'AMBIGUOUS: The plus comes before digits that are grouped like a number of CA. This could be +16475550132 or +6475550132. Remove the plus, or write it before the country code.',
      ],
    ],
    [
      '+646-555-0132',
      'CA',
      [
        'AMBIGUOUS: The plus comes before digits that are grouped like a number of US. This could be +16465550132 or +6465550132. Remove the plus, or write it before the country code.',
      ],
    ],
    [
      '001 65 62234567',
      'HK',
      [
        'AMBIGUOUS: These digits begin like a call abroad (001). This could be +6562234567 or +16562234567. Write the number with a plus and its country code.',
      ],
    ],
    [
      '20240115',
      'DE',
      [
        'AMBIGUOUS: These digits may be a date, a time or a bar code. This could be +4920240115. If they are a phone number, write it with its leading 0 or its country code.',
      ],
    ],
    [
      '491713920012',
      'DE',
      [
        "AMBIGUOUS: These digits begin with 49, the country's own calling code, but without a plus. This could be +491713920012 or +49491713920012. Write the number with a plus. To decide for all numbers, set 'Bare Digits' to National First, Then International (+49491713920012) or, if all of them begin with a country code, to International (+491713920012).",
      ],
    ],
    [
      'Suite 212 555-0143',
      'US',
      [
        "AMBIGUOUS: The digits '212' may belong to the word before them, such as a room or a meeting. This could be +12125550143. If they belong to the number, put a comma before it.",
      ],
    ],
    [
      '0664 1234512 AT',
      'DE',
      [
        "AMBIGUOUS: The text mentions AT, which may or may not be the number's country. This could be +436641234512 or +496641234512. Write the number with its country code.",
      ],
    ],
    [
      '011 44 20 7946 0958',
      'DE',
      [
        'INVALID_RANGE: No number with these digits is in use for DE. A digit may be missing or one too many.',
      ],
    ],
    [
      '011 44 20 7946 0958',
      '',
      [
        "UNKNOWN_COUNTRY: The number has no country code, and 'Default Country' is empty for this item. Set it, or check what its expression returns.",
      ],
    ],
    [
      '020 7946 0958+',
      'GB',
      [
        'NOT_A_NUMBER: The plus is at the end, and the groups may be in reverse order. Write the country code first.',
      ],
    ],
    [
      '+8 912 345 67 89',
      'DE',
      ['UNKNOWN_COUNTRY: The number begins with +8, which is not a valid country calling code.'],
    ],
    [
      '+0 20 7946 0958',
      'GB',
      ['UNKNOWN_COUNTRY: The number begins with +0, which is not a valid country calling code.'],
    ],
    [
      '+020 7946 0958',
      'GB',
      ['UNKNOWN_COUNTRY: The number begins with +020, which is not a valid country calling code.'],
    ],
    [
      '+020 7946 0958',
      'DE',
      ['UNKNOWN_COUNTRY: The number begins with +020, which is not a valid country calling code.'],
    ],
    [
      '+020 7946 0958',
      '',
      ['UNKNOWN_COUNTRY: The number begins with +020, which is not a valid country calling code.'],
    ],
    [
      '+39 039 06 1234 5678',
      '',
      [
        "NOT_A_NUMBER: The digits '5678' belong to no recognizable number. Separate several numbers with a comma, and remove other digits.",
      ],
    ],
    [
      '030 23125123, 5124',
      'DE',
      [
        '+493023125123 national',
        'INVALID_RANGE: No number with these digits is in use for DE. A digit may be missing or one too many.',
      ],
    ],
    [
      '030 2312 5123, 5124',
      'DE',
      [
        '+493023125123 national',
        'INVALID_RANGE: No number with these digits is in use for DE. A digit may be missing or one too many.',
      ],
    ],
    [
      '03023125123, 5124',
      'DE',
      [
        '+493023125123 national',
        'INVALID_RANGE: No number with these digits is in use for DE. A digit may be missing or one too many.',
      ],
    ],
    [
      '+44 20 7946 0958 / 7946 0959',
      'DE',
      [
        'AMBIGUOUS: The number beside it is from another country. This could be +442079460959 or +4979460959. Write it with its country code.',
      ],
    ],
    [
      '+44 20 7946 0958 / 0959',
      'DE',
      [
        'NOT_A_NUMBER: This looks like a shorthand for several numbers that differ in their last digits. Write each number out in full.',
      ],
    ],
    [
      '+91 98765 43210, 91234 56789',
      'DE',
      [
        '+919876543210 written',
        'AMBIGUOUS: The number beside it is from another country. This could be +919123456789 or +499123456789. Write it with its country code.',
      ],
    ],
    [
      '+44 20 7946 0958, 030 23125123',
      'DE',
      [
        '+442079460958 written',
        'AMBIGUOUS: The number beside it is from another country. This could be +443023125123 or +493023125123. Write it with its country code.',
      ],
    ],
    [
      '+1 646 555 0132 / 555 0133',
      'DE',
      [
        'AMBIGUOUS: The number beside it is from another country. This could be +16465550133 or +495550133. Write it with its country code.',
      ],
    ],
    [
      '(030) 2312 5123, 770 123',
      'DE',
      [
        '+493023125123 national',
        "NOT_A_NUMBER: The digits '770123' belong to no recognizable number. Separate several numbers with a comma, and remove other digits.",
      ],
    ],
    [
      '(03) 2312 5123, 220-0012',
      'JP',
      [
        '+81323125123 national',
        'TOO_SHORT: The number has too few digits for JP. Digits may be missing, such as the area code.',
      ],
    ],
    [
      '98765 43210, 94105',
      'IN',
      ['+919876543210 national', 'TOO_SHORT: The number has too few digits for IN.'],
    ],
    [
      'Deutschland 030 23125123, 0664 1234567',
      'AT',
      [
        '+493023125123 national',
        'AMBIGUOUS: The number beside it is from another country. This could be +496641234567 or +436641234567. Write it with its country code.',
      ],
    ],
    [
      'USA 646 555 0132, 20 7946 0958',
      'GB',
      [
        '+16465550132 national',
        'AMBIGUOUS: The number beside it is from another country. This could be +12079460958 or +442079460958. Write it with its country code.',
      ],
    ],
    ['India 98765 43210 / 98765 43211', 'US', ['+919876543210 national', '+919876543211 national']],
    [
      'India 98765 43210 / 646 555 0132',
      'US',
      [
        'AMBIGUOUS: The number beside it is from another country. This could be +916465550132 or +16465550132. Write it with its country code.',
      ],
    ],
    ['India 98765 43210 / 20 7946 0958', 'GB', ['+919876543210 national', '+912079460958 national']],
    [
      'India 98765 43210 / 020 7946 0958',
      'GB',
      [
        'AMBIGUOUS: The number beside it is from another country. This could be +912079460958 or +442079460958. Write it with its country code.',
      ],
    ],
    [
      '98765 43210 / 646 555 0132 (India)',
      'US',
      [
        'AMBIGUOUS: The number beside it is from another country. This could be +916465550132 or +16465550132. Write it with its country code.',
      ],
    ],
    ['India: 98765 43210 / 91234 56789', 'DE', ['+919876543210 national', '+919123456789 national']],
    [
      'India: 98765 43210 / 0664 1234567',
      'AT',
      [
        'AMBIGUOUS: The number beside it is from another country. This could be +916641234567 or +436641234567. Write it with its country code.',
      ],
    ],
    ['India 011 23456789 / 23456780', 'US', ['+911123456789 national', '+911123456780 national']],
    ['India 98765 43210 / 98765 43210', 'DE', ['+919876543210 national', '+919876543210 national']],
    ['98765 43210 / 98765 43211 India', 'DE', ['+919876543210 national', '+919876543211 national']],
    ['India 98765 43210 / 91234 56789', '', ['+919876543210 national', '+919123456789 national']],
    ['India 98765 43210 / 98765 43211', '', ['+919876543210 national', '+919876543211 national']],
    [
      'India 98765 43210 / 12345',
      'US',
      [
        'NOT_A_NUMBER: This looks like a shorthand for several numbers that differ in their last digits. Write each number out in full.',
      ],
    ],
    [
      '+55 11 1234 5678',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. A digit may be missing or one too many.',
      ],
    ],
    [
      '+55 20 6123 4567',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. A digit may be missing or one too many.',
      ],
    ],
    [
      '+55 11 2345 678',
      '',
      [
        'INVALID_RANGE: No number with these digits is in use for BR. A digit may be missing or one too many.',
      ],
    ],
    ['+229 12345678', '', ['TOO_SHORT: The number has too few digits for BJ.']],
    ['+229 2130123', '', ['TOO_SHORT: The number has too few digits for BJ.']],
    [
      '61623456',
      'HU',
      [
        'INVALID_RANGE: No number with these digits is in use for HU. A digit may be missing or one too many.',
      ],
    ],
    ['+36 1 623 456', '', ['TOO_SHORT: The number has too few digits for HU.']],
    ['+225 2721234', '', ['TOO_SHORT: The number has too few digits for CI.']],
    [
      '123456',
      'IT',
      [
        'INVALID_RANGE: No number with these digits is in use for IT. A leading 0 may be missing: 0123456 would be valid.',
      ],
    ],
    ['+39 123', '', ['TOO_SHORT: The number has too few digits for +39.']],
    [
      '+39 12345',
      '',
      [
        'TOO_SHORT: The number has too few digits for +39. A leading 0 may be missing: 012345 would be valid.',
      ],
    ],
    ['886377', 'SM', ['+3780549886377 national']],
    ['+80012345', 'IN', ['TOO_SHORT: The number has too few digits for +800.']],
    [
      '00 44 20 7946 0958+',
      '',
      [
        'NOT_A_NUMBER: The plus is at the end, and the groups may be in reverse order. Write the country code first.',
      ],
    ],
    ['12+', 'GB', ['TOO_SHORT: The number has too few digits.']],
    ['+3901', 'IT', ['TOO_SHORT: The number has too few digits for +39.']],
  ])('%s in "%s": %p', (cell, country, wanted) => {
    expect(readings(cell, country)).toEqual(wanted);
  });
});

describe('what the options make of it', () => {
  test.each<[cell: string, country: string, rules: Partial<ParsingRules>, wanted: string[]]>([
    [
      '1234567',
      '',
      { bareDigits: 'either' },
      [
        "UNKNOWN_COUNTRY: The number has no country code, and 'Default Country' is empty for this item. Set it, or check what its expression returns.",
      ],
    ],
    ['123', '', { bareDigits: 'international' }, ['TOO_SHORT: The number has too few digits.']],
    [
      '9876543210',
      '',
      { bareDigits: 'international' },
      ['INVALID_LENGTH: Numbers of this length do not exist for IR.'],
    ],
    [
      '9876543210',
      'IN',
      { bareDigits: 'international' },
      [
        "INVALID_LENGTH: Numbers of this length do not exist for IR. It could also be +919876543210 (IN). If so, write it with a plus and its country code. To decide for all numbers, set 'Bare Digits' to National First, Then International.",
      ],
    ],
    [
      '1234567890123',
      'IN',
      { bareDigits: 'either' },
      [
        'INVALID_RANGE: No number with these digits is in use for IN. A digit may be missing or one too many: landline and mobile numbers have 10 digits after +91.',
      ],
    ],
    ['442079460958', 'GB', { bareDigits: 'either' }, ['+442079460958 national']],
    ['442079460958', '', { bareDigits: 'either' }, ['+442079460958 international']],
    ['2079460958', 'GB', { bareDigits: 'either' }, ['+442079460958 national']],
    [
      '020 7946 0958',
      'GB',
      { bareDigits: 'international' },
      [
        "UNKNOWN_COUNTRY: The number begins with 020, which is not a valid country calling code. It could also be +442079460958 (GB). If so, write it with a plus and its country code. To decide for all numbers, set 'Bare Digits' to National First, Then International.",
      ],
    ],
    [
      '012345',
      'GB',
      { bareDigits: 'international' },
      ['UNKNOWN_COUNTRY: The number begins with 012, which is not a valid country calling code.'],
    ],
    ['020 7946 0958', 'US', { bareDigits: 'national' }, ['TOO_LONG: The number has too many digits for US.']],
    ['555 555 0100', 'US', { bareDigits: 'national', allowPossible: true }, ['+15555550100 national']],
    ['+1 555 555 0100', '', { bareDigits: 'national', allowPossible: true }, ['+15555550100 written']],
    ['001 555 555 0100', 'IN', { bareDigits: 'national', allowPossible: true }, ['+15555550100 written']],
    [
      '1 555 555 0100',
      '',
      { bareDigits: 'international', allowPossible: true },
      ['+15555550100 international'],
    ],
    [
      '1 555 555 0100',
      'GB',
      { bareDigits: 'international', allowPossible: true },
      ['+15555550100 international'],
    ],
    [
      '555 555 0100',
      '',
      { bareDigits: 'national', allowPossible: true },
      [
        "UNKNOWN_COUNTRY: The number has no country code, and 'Default Country' is empty for this item. Set it, or check what its expression returns.",
      ],
    ],
    [
      '+91 00000 12345',
      'US',
      { bareDigits: 'national', allowPossible: true },
      ['INVALID_RANGE: No number with these digits is in use for IN.'],
    ],
    [
      '00000 12345',
      'IN',
      { bareDigits: 'national', allowPossible: true },
      ['INVALID_RANGE: No number with these digits is in use for IN.'],
    ],
    [
      '+1 555 555 010',
      '',
      { bareDigits: 'national', allowPossible: true },
      ['TOO_SHORT: The number has too few digits for +1.'],
    ],
    ['+44 555 555 0100', 'US', { bareDigits: 'national', allowPossible: true }, ['+445555550100 written']],
    ['44 555 555 0100', 'US', { bareDigits: 'either', allowPossible: true }, ['+445555550100 international']],
    ['020 0000 0000', 'GB', { bareDigits: 'national', allowPossible: true }, ['+442000000000 national']],
    ['44 555 555 0100', 'GB', { bareDigits: 'national', allowPossible: true }, ['+445555550100 national']],
    [
      '+800 1234 567',
      '',
      { bareDigits: 'national', allowPossible: true },
      ['TOO_SHORT: The number has too few digits for +800.'],
    ],
  ])('%s in "%s" with %p is %p', (cell, country, rules, wanted) => {
    expect(readings(cell, country, rules)).toEqual(wanted);
  });
});
