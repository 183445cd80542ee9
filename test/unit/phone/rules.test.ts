import { describe, expect, test } from '@jest/globals';

import {
  parseKaleyraNumber,
  formatForDisplay,
  type AllowedType,
  type BareDigits,
  type CountryCode,
  type PhoneReading,
} from '../../../nodes/Kaleyra/phone';
import { outcomes, parser, reasonText } from './tools';

const INDIA = '+919876543210';
const INDIA_NEXT = '+919876543211';
const BRITAIN = '+442079460958';
const AMERICA = '+12125550100';
const NO_COUNTRY = '+80012345678';

describe('allowed countries', () => {
  test.each<[CountryCode[], string, string]>([
    [[], INDIA, INDIA],
    [['IN'], INDIA, INDIA],
    [['GB', 'IN'], INDIA, INDIA],
    [['GB'], INDIA, 'COUNTRY_NOT_ALLOWED'],
    [['IN'], NO_COUNTRY, 'COUNTRY_NOT_ALLOWED'],
    [[], NO_COUNTRY, NO_COUNTRY],
    [['US'], '+1 204 234 5678', 'COUNTRY_NOT_ALLOWED'],
  ])('%p: %s is %s', (allowedCountries, cell, wanted) => {
    expect(outcomes(parser({ allowedCountries })(cell, ''))).toEqual([wanted]);
  });

  test('name the number and its country where it is left out', () => {
    const read = parser({ allowedCountries: ['GB'] });
    expect(read(INDIA, '')).toEqual([
      {
        input: INDIA,
        reason: 'COUNTRY_NOT_ALLOWED',
        reasonText: "The number is from IN, which is not in 'Allowed Countries'.",
        e164: INDIA,
      },
    ]);
    expect(reasonText(read(NO_COUNTRY, ''))).toContain('no country');
  });
});

describe('allowed line types', () => {
  test.each<[AllowedType[], string, string]>([
    [[], BRITAIN, BRITAIN],
    [['mobile'], INDIA, INDIA],
    [['mobile'], AMERICA, AMERICA],
    [['mobile'], BRITAIN, 'TYPE_NOT_ALLOWED'],
    [['fixed_line'], BRITAIN, BRITAIN],
    [['fixed_line'], AMERICA, 'TYPE_NOT_ALLOWED'],
    [['fixed_line', 'mobile'], AMERICA, AMERICA],
    [['toll_free'], NO_COUNTRY, NO_COUNTRY],
  ])('%p: %s is %s', (allowedTypes, cell, wanted) => {
    expect(outcomes(parser({ allowedTypes })(cell, ''))).toEqual([wanted]);
  });

  test('name the number and its type where it is left out', () => {
    expect(parser({ allowedTypes: ['mobile'] })(BRITAIN, '')).toEqual([
      {
        input: BRITAIN,
        reason: 'TYPE_NOT_ALLOWED',
        reasonText: "The line type is 'fixed_line', which is not in 'Allowed Line Types'.",
        e164: BRITAIN,
      },
    ]);
  });
});

describe('a number of possible length whose digits are not in use', () => {
  const UNUSED = '+91 00000 12345';

  test('is refused by default', () => {
    expect(outcomes(parser()('+1 555 555 0100', ''))).toEqual(['INVALID_RANGE']);
  });

  test.each([
    ['+1 555 555 0100', ''],
    ['+15555550100', ''],
    ['0015555550100', 'DE'],
    ['5555550100', 'US'],
  ])('is read with allowPossible, without a line type: %s in "%s"', (cell, country) => {
    const [reading] = parser({ allowPossible: true })(cell, country);
    expect(reading).toMatchObject({ input: cell, number: { e164: '+15555550100', type: 'unknown' } });
  });

  test('is still refused if some of its digits are hidden', () => {
    expect(outcomes(parser({ allowPossible: true })('555 555.. 0100', 'US'))).toEqual(['NOT_A_NUMBER']);
  });

  test('is still refused with a wrong length', () => {
    expect(outcomes(parser({ allowPossible: true })(`${UNUSED}678901`, ''))).toEqual(['TOO_LONG']);
    expect(outcomes(parser({ allowPossible: true })('+1 555', ''))).toEqual(['TOO_SHORT']);
  });

  test.each([
    ['06 12 34 56 7', 'FR', 'TOO_SHORT'],
    ['+33 06 12 34 56 7', '', 'TOO_SHORT'],
    ['1-415-555-013', 'US', 'TOO_SHORT'],
    ['9876543210 24', 'IN', 'NOT_A_NUMBER'],
    ['0171', 'DE', 'TOO_SHORT'],
  ])('a trunk prefix and stray digits are none of their digits: %s in %s', (cell, country, expected) => {
    expect(outcomes(parser({ allowPossible: true })(cell, country))).toEqual([expected]);
  });
});

describe('digits without a plus', () => {
  test.each<[BareDigits, string, string, string, PhoneReading | null]>([
    ['national', '9876543210', 'IN', INDIA, 'national'],
    ['national', '919876543210', 'IN', INDIA, 'national'],
    ['national', '919876543210', 'US', 'TOO_LONG', null],
    ['national', '919876543210', '', 'UNKNOWN_COUNTRY', null],
    ['international', '919876543210', 'US', INDIA, 'international'],
    ['international', '919876543210', '', INDIA, 'international'],
    ['international', '919876543210', 'Indien', INDIA, 'international'],
    ['international', '9876543210', 'IN', 'INVALID_LENGTH', null],
    ['either', '9876543210', 'IN', INDIA, 'national'],
    ['either', '919876543210', 'US', INDIA, 'international'],
    ['either', '919876543210', '', INDIA, 'international'],
    ['either', '5', 'IN', 'TOO_SHORT', null],
  ])('read as %s: %s in "%s" is %s', (bareDigits, cell, country, wanted, reading) => {
    const readings = parser({ bareDigits })(cell, country);
    expect(outcomes(readings)).toEqual([wanted]);
    if (reading !== null) expect(readings).toMatchObject([{ number: { reading } }]);
  });

  const OTHERWISE =
    "If so, write it with a plus and its country code. To decide for all numbers, set 'Bare Digits' to";

  test.each<[BareDigits, string, string, string]>([
    ['national', '919876543210', 'US', `${INDIA} (IN). ${OTHERWISE} National First, Then International.`],
    ['national', '919876543210', '', `${INDIA} (IN). ${OTHERWISE} International.`],
    ['international', '9876543210', 'IN', `${INDIA} (IN). ${OTHERWISE} National First, Then International.`],
    ['national', '80012345678', '', `${NO_COUNTRY} (no country). ${OTHERWISE} International.`],
  ])(
    'read as %s: the sentence about %s in "%s" names the other reading',
    (bareDigits, cell, country, hint) => {
      expect(reasonText(parser({ bareDigits })(cell, country))).toContain(`It could also be ${hint}`);
    },
  );

  test.each([
    ['Fila 0033 / 912345678', ['+33912345678', '+351912345678']],
    ['0033 912345678 / 912345679', ['+33912345678 +33912345679', '+351912345678 +351912345679']],
  ])(
    'the sentence about %s says which digits may be a country code, and names both readings',
    (cell, candidates) => {
      const readings = parser()(cell, 'PT');
      expect(readings).toMatchObject([{ candidates }]);
      expect(reasonText(readings)).toContain('It is unclear whether 0033 is the country code of the number');
      expect(reasonText(readings)).toContain(
        'Write the number with a plus and its country code, or remove other',
      );
    },
  );

  test.each([
    ['+8 (495) 980-00-73', 'DE', ['+74959800073', '+84959800073']],
    ['331 0123 4501, 0123 4502', 'IT', ['+3933101234502', '+3901234502']],
  ])('the sentence about %s in %s names what it may be', (cell, country, candidates) => {
    const unclear = parser()(cell, country).at(-1);
    expect(unclear).toMatchObject({ candidates });
    expect(unclear && reasonText([unclear])).toContain(`This could be ${candidates.join(' or ')}.`);
  });

  test.each(['lei 712 034 567', '20.123.456,-', 'Invoice 4711'])('%s is told as something else', (cell) => {
    expect(reasonText(parser()(cell, 'DK'))).toContain('these digits are something else');
  });

  test.each<[BareDigits, string, string]>([
    ['national', '12', 'IN'],
    ['international', '12', 'IN'],
    ['either', '12', 'IN'],
  ])('read as %s: where the other reading is none either, none is named', (bareDigits, cell, country) => {
    expect(reasonText(parser({ bareDigits })(cell, country))).not.toContain('could also be');
  });

  test.each(['+91 98765 43210', '0091 98765 43210', 'tel:+91-98765-43210'])(
    'do not matter for %s, which is written in full',
    (cell) => {
      for (const bareDigits of ['national', 'international', 'either'] as const) {
        expect(parser({ bareDigits })(cell, 'US')).toMatchObject([
          { number: { e164: INDIA, reading: 'written' } },
        ]);
      }
    },
  );
});

describe('what an object says', () => {
  test.each(['international', 'either', 'national'] as const)(
    'about its country outranks %s digits',
    (bareDigits) => {
      const cell = { phone: '9876543210', country: 'IN' };
      expect(outcomes(parser({ bareDigits })(cell, ''))).toEqual([INDIA]);
    },
  );

  test.each(['919876543210', '098765 43210', 'Tel 9876543210'])(
    'about digits that begin with a code is so only for undivided ones: %s',
    (id) => {
      expect(outcomes(parser()({ wa_id: id }, 'IN'))).toEqual([INDIA]);
    },
  );
});

describe('numbers dialed abroad', () => {
  test.each([
    ['011 91 98765 43210', 'US', INDIA],
    ['0011 44 20 7946 0958', 'AU', BRITAIN],
    ['010 44 20 7946 0958', 'JP', BRITAIN],
    ['810 44 20 7946 0958', 'RU', BRITAIN],
    ['011-23456789', 'IN', '+911123456789'],
    ['+00 91 98765 43210', '', INDIA],
    ['00 999 1234567', 'US', 'UNKNOWN_COUNTRY'],
  ])('%s in "%s" is %s', (cell, country, wanted) => {
    expect(outcomes(parser()(cell, country))).toEqual([wanted]);
  });

  test("are written with their country code, also after a country's own prefix", () => {
    expect(parser()('011 91 98765 43210', 'US')).toMatchObject([{ number: { reading: 'written' } }]);
  });

  test.each(['012 44 20 7946 0958', '012 44 20 7946 0011'])(
    '%s has a prefix of Israel alone: it is a number of Israel with digits too many',
    (cell) => {
      expect(outcomes(parser()(cell, 'IL'))).toEqual(['TOO_LONG']);
    },
  );

  test.each([
    ['011 91 12345', 'US', 'The number has too few digits for IN.'],
    ['011 44 20 7946', 'US', 'The number has too few digits for +44.'],
    ['0011 44 7911 12345', 'AU', 'in use for +44.'],
    ['8 10 44 7911 12345', 'RU', 'in use for +44.'],
    ['011 999 1234567', 'US', 'begins with 011 999, which is not a valid country calling code.'],
    ['00 999 1234567', 'US', 'begins with 00 999, which is not a valid country calling code.'],
    ['+99 98765 43210', 'IN', 'begins with +99, which is not a valid country calling code.'],
    ['0114 420 7946', 'US', 'for US.'],
  ])('%s in "%s" is none of them, and the code in it is named', (cell, country, told) => {
    expect(reasonText(parser()(cell, country))).toContain(told);
  });
});

describe('the default country', () => {
  test.each<[unknown, string]>([
    ['IN', INDIA],
    ['in', INDIA],
    [' In ', INDIA],
    ['+91', INDIA],
    ['91', INDIA],
    ['0091', INDIA],
    [91, INDIA],
    ['Indien', 'UNKNOWN_COUNTRY'],
    ['+999', 'UNKNOWN_COUNTRY'],
    ['', 'UNKNOWN_COUNTRY'],
    [null, 'UNKNOWN_COUNTRY'],
    [undefined, 'UNKNOWN_COUNTRY'],
    [{}, 'UNKNOWN_COUNTRY'],
    [['IN'], INDIA],
  ])('%p reads bare digits as %s', (country, wanted) => {
    expect(outcomes(parser()('9876543210', country))).toEqual([wanted]);
  });

  test.each(['UK', 'uk', 'GB', 44, '+44'])('%p is the United Kingdom', (country) => {
    expect(outcomes(parser()('020 7946 0958', country))).toEqual([BRITAIN]);
  });

  test.each([1, '+1', '001'])('%p is the main country of a shared code', (country) => {
    expect(outcomes(parser()('(212) 555-0100', country))).toEqual([AMERICA]);
  });

  test('is asked for where it is missing, and named where nobody knows it', () => {
    for (const none of ['', ' ', null, undefined]) {
      expect(reasonText(parser()('9876543210', none))).toContain("'Default Country' is empty");
    }
    expect(reasonText(parser()('9876543210', true))).toContain("'true' isn't a country");
    expect(reasonText(parser()('9876543210', 'Indien'))).toContain("'Indien' isn't a country");
    expect(reasonText(parser()('9876543210', 'x'.repeat(100)))).toContain(`'${'x'.repeat(40)}' isn't`);
  });

  test.each(['Indien', null, {}])('%p does not matter for written numbers', (country) => {
    expect(outcomes(parser()(INDIA, country))).toEqual([INDIA]);
  });
});

describe('several numbers in a cell', () => {
  test.each([
    [','],
    [', '],
    [';'],
    ['; '],
    ['|'],
    [' | '],
    ['\n'],
    ['\r\n'],
    ['\t'],
    ['\u2028'],
    ['\u2029'],
    ['、'],
    ['，'],
    ['；'],
    ['｜'],
    ['،'],
    ['؛'],
    ['/'],
    [' / '],
    [' or '],
    [' und '],
    [' и '],
    [' home, '],
  ])('are parted at %j', (separator) => {
    expect(outcomes(parser()(`9876543210${separator}98765 43211`, 'IN'))).toEqual([INDIA, INDIA_NEXT]);
  });

  test.each([
    ['+919876543210+919876543211', [INDIA, INDIA_NEXT]],
    ['+91 98765 43210 +91 98765 43211', [INDIA, INDIA_NEXT]],
    ['(+91) 98765 43210 (+91) 98765 43211', [INDIA, INDIA_NEXT]],
    ['T: +44 20 7946 0958 M: +91 98765 43210', [BRITAIN, INDIA]],
    ['9876543210 home / 9876543211 work', [INDIA, INDIA_NEXT]],
    ['9876543210 / n/a', [INDIA]],
    ['9876543210,,', [INDIA]],
    ['98765+43210', ['NOT_A_NUMBER']],
  ])('%s is %p', (cell, wanted) => {
    expect(outcomes(parser()(cell, 'IN'))).toEqual(wanted);
  });

  test.each([
    [' 98765 43210 ;(98765) 43211', ['98765 43210', '(98765) 43211']],
    ['98765 43210,,123# / 98765 43211', ['98765 43210,,123#', '98765 43211']],
    ['98765 43210) 2) 98765 43211', ['98765 43210)', '98765 43211']],
    ['98765 43210 ) / 98765 43211', ['98765 43210', '98765 43211']],
    ['(+91) 98765 43210, 98765 43211+', ['(+91) 98765 43210', '98765 43211+']],
    ['98765 43210 (+91) 98765 43211', ['98765 43210', '(+91) 98765 43211']],
    ['98765 43210 +Tel 98765 43211', ['98765 43210', '98765 43211']],
    ['98765 43210, ext 12 Ravi 4711', ['98765 43210, ext 12 Ravi 4711']],
    ['(022) 2345 6789 and not (022) 2345 6790', ['(022) 2345 6789', '(022) 2345 6790']],
    ['+91 98765 43210 98765 43211 ext 12', ['+91 98765 43210', '98765 43211 ext 12']],
    ['+(91) 98765 43210 +(91) 98765 43211', ['+(91) 98765 43210', '+(91) 98765 43211']],
    ['12/03/24, 10:15 - Ravi: 98765 43210', ['12/03/24, 10:15 - Ravi: 98765 43210']],
    ['Ravi: 98765 43210 (home), Sita: 98765 43211', ['Ravi: 98765 43210 (home)', 'Sita: 98765 43211']],
  ])('%j shows each fragment as it stood there: %j', (cell, inputs) => {
    expect(parser()(cell, 'IN').map(({ input }) => input)).toEqual(inputs);
  });
});

describe('extensions', () => {
  test.each([
    ';ext=12',
    ' x12',
    ' x 12',
    ' ext 12',
    ' ext. 12',
    ', ext 12',
    ' extn: 12',
    ' extension 12',
    ' (ext 12)',
    ' #12',
    ' доб. 12',
    'x12',
  ])('%s is left off', (extension) => {
    expect(outcomes(parser()(`+44 20 7946 0958${extension}`, ''))).toEqual([BRITAIN]);
  });

  test('are left off only at the end of a long text', () => {
    const cell = 'Reception of the northern office: +44 20 7946 0958 ext. 12';
    expect(outcomes(parser()(cell, ''))).toEqual([BRITAIN]);
  });

  test.each(['9876543210x12', '9876543210 #1'])('may follow bare digits: %s', (cell) => {
    expect(outcomes(parser()(cell, 'IN'))).toEqual([INDIA]);
  });

  test('do not swallow the next number', () => {
    expect(outcomes(parser()('+44 20 7946 0958 ext 12, +91 98765 43210', ''))).toEqual([BRITAIN, INDIA]);
  });
});

describe('what is not written as one number', () => {
  test.each([
    ['2026-11-23', 'IN', 'NOT_A_NUMBER'],
    ['2026/1/2', 'IN', 'NOT_A_NUMBER'],
    ['1999.12.31', 'DK', 'NOT_A_NUMBER'],
    ['2026-11-23T10:00:00.000Z', 'DK', 'NOT_A_NUMBER'],
    ['2026-11-23 10:00', 'DK', 'NOT_A_NUMBER'],
    ['9876543210/79', 'IN', 'NOT_A_NUMBER'],
    ['9876543210/79', 'DE', 'NOT_A_NUMBER'],
    ['0891234567/89', 'DE', 'NOT_A_NUMBER'],
    ['1-800-FLOWERS', 'US', 'NOT_A_NUMBER'],
    ['1-800-555-CALL', 'US', 'NOT_A_NUMBER'],
    ['INV9876543210', 'IN', 'NOT_A_NUMBER'],
    ['INV-9876543210', 'IN', 'NOT_A_NUMBER'],
    ['INV_9876543210', 'IN', 'NOT_A_NUMBER'],
    ['someone98765@example.com', 'IN', 'NOT_A_NUMBER'],
    ['9198765432100@g.us', 'IN', 'NOT_A_NUMBER'],
    ['+', 'IN', 'NOT_A_NUMBER'],
    ['()', 'IN', 'NOT_A_NUMBER'],
    ['9.87654E+09', 'IN', 'SCIENTIFIC_NOTATION'],
    ['9,87654E+09', 'DE', 'SCIENTIFIC_NOTATION'],
    ['n.a.', 'IN', 'EMPTY'],
    ['#N/A', 'IN', 'EMPTY'],
    ['no phone', 'IN', 'EMPTY'],
    ['—', 'IN', 'EMPTY'],
    ['\u200b', 'IN', 'EMPTY'],
    ["''", 'IN', 'EMPTY'],
  ])('%j in %s is %s', (cell, country, wanted) => {
    expect(outcomes(parser()(cell, country))).toEqual([wanted]);
  });

  test('is told apart in words a person can act on', () => {
    expect(reasonText(parser()('9876543210/79', 'IN'))).toContain('shorthand');
    expect(reasonText(parser()('98765 43210 / 4711', 'IN'))).toContain('shorthand');
    expect(reasonText(parser()('98765 43210 / 471147', 'IN'))).toContain("'471147'");
    expect(reasonText(parser()('26 12 34 56-57', 'LU'))).toContain('shorthand');
    expect(reasonText(parser()('030 23125123 10115', 'DE'))).toContain("'10115'");
    expect(reasonText(parser()('95 26123456', 'LU'))).toContain("'95'");
    expect(reasonText(parser()('G-20 26 12 34', 'LU'))).toContain("'20'");
    expect(reasonText(parser()('212-555-0143 212-555-012 3 people', 'US'))).toContain("'3'");
    expect(reasonText(parser()(`CAD ${'5'.repeat(60)} 171 3920012`, 'DE'))).toContain(`'${'5'.repeat(40)}'`);
    expect(reasonText(parser()('612345678', 'HU'))).toContain('0612345678 would be valid');
    expect(reasonText(parser()('1-800-FLOWERS', 'US'))).toContain('letters');
    expect(reasonText(parser()('9.87654E+09', 'IN'))).toContain('Format the column as text');
    expect(reasonText(parser()('hello', 'IN'))).toBe("This isn't a phone number.");
  });

  test.each([
    ['+91 98765', 'The number has too few digits for IN.'],
    ['+800 123', 'The number has too few digits for +800.'],
    [
      '+91 98765 43210 98765',
      "The digits '98765' belong to no recognizable number. Separate several numbers with a comma, and remove other digits.",
    ],
    ['+49 1', 'The number has too few digits.'],
    ['+47 123456', 'The number has too few digits for +47.'],
    ['+57 60 123 45', 'The number has too few digits for CO.'],
    ['+376 7123456', 'Numbers of this length do not exist for AD.'],
    ['+1 555 555 0100', 'No number with these digits is in use for +1.'],
    [
      '+91 98765 4321',
      'No number with these digits is in use for IN. A digit may be missing or one too many: landline and mobile numbers have 10 digits after +91.',
    ],
    ['+999 1234567', 'The number begins with +999, which is not a valid country calling code.'],
  ])('of %s it is told: %s', (cell, told) => {
    expect(reasonText(parser()(cell, ''))).toBe(told);
  });
});

describe('what spreadsheets and people do to numbers', () => {
  test.each([
    ['9,876,543,210', 'IN', INDIA],
    ['98,76,543,210', 'IN', INDIA],
    ['9.876.543.210', 'IN', INDIA],
    ['9876543210.0', 'IN', INDIA],
    ["'9876543210", 'IN', INDIA],
    ['"9876543210"', 'IN', INDIA],
    ['030/901820', 'DE', '+4930901820'],
    ['+49 30/901820', '', '+4930901820'],
    ['9876543210 (WhatsApp)', 'IN', INDIA],
    ['Mobile: 98765-43210', 'IN', INDIA],
    ['📞 98765 43210', 'IN', INDIA],
    ['（020）7946−0958', 'GB', BRITAIN],
    ['٩٨٧٦٥٤٣٢١٠', 'IN', INDIA],
    ['𝟗𝟖𝟕𝟔𝟓𝟒𝟑𝟐𝟏𝟎', 'IN', INDIA],
    ['9️⃣8️⃣7️⃣6️⃣5️⃣4️⃣3️⃣2️⃣1️⃣0️⃣', 'IN', INDIA],
    ['+91\u200b98765\u00ad43210', '', INDIA],
    ['919876543210@c.us', '', INDIA],
    ['+919876543210@c.us', '', INDIA],
    ['919876543210:12@s.whatsapp.net', '', INDIA],
    ['whatsapp:+919876543210', '', INDIA],
    ['sms://+919876543210', '', INDIA],
    ['tel:7946-0958;phone-context=+44-20', '', BRITAIN],
    ['7946-0958;phone-context=+44-20', '', BRITAIN],
    ['+800 1234 5678', '', NO_COUNTRY],
    ['+44 (0) 20 7946 0958', '', BRITAIN],
  ])('%j in "%s" is %s', (cell, country, wanted) => {
    expect(outcomes(parser()(cell, country))).toEqual([wanted]);
  });

  test('a number of no country says so', () => {
    expect(parser()(NO_COUNTRY, 'IN')).toEqual([
      {
        input: NO_COUNTRY,
        number: { e164: NO_COUNTRY, country: null, type: 'toll_free', reading: 'written' },
      },
    ]);
  });
});

describe("Kaleyra's own numbers", () => {
  test.each([
    ['919876543210', INDIA],
    ['+919876543210', INDIA],
    ['00919876543210', INDIA],
    ['9190XXXXXX', null],
    ['', null],
    ['n/a', null],
    ['12', null],
    ['no 919876543210', null],
    ['919876543210 no', null],
  ])('%s is %s', (text, wanted) => {
    expect(parseKaleyraNumber(text)?.e164 ?? null).toBe(wanted);
  });

  test('are read as international digits', () => {
    expect(parseKaleyraNumber('919876543210')).toEqual({
      e164: INDIA,
      country: 'IN',
      type: 'mobile',
      reading: 'international',
    });
  });
});

describe('spelling a number for people', () => {
  test.each([
    [BRITAIN, '020 7946 0958', '+44 20 7946 0958'],
    [AMERICA, '(212) 555-0100', '+1 212 555 0100'],
    ['no number', 'no number', 'no number'],
  ])('%s is %s at home and %s abroad', (e164, national, international) => {
    expect(formatForDisplay(e164)).toEqual({ national, international });
  });
});
