import {
  asNational,
  digitsOf,
  hasTrunkZero,
  international,
  withCode,
  type Row,
  type Spelling,
} from './spelling';

/** How Java and POI write a whole number, keeping every digit: `9.876543211E9`. */
function scientific(digits: string, exponentSign = 'E'): string | undefined {
  const mantissa = digits.slice(1);
  return mantissa === '' || mantissa.endsWith('0')
    ? undefined
    : `${digits[0]}.${mantissa}${exponentSign}${mantissa.length}`;
}

/** Bare digits may begin with the country's own calling code. */
const BARE = { mayBeAmbiguous: 'a' } as const;

const sheetRows: readonly Row[] = [
  ['JavaScript number', ({ nsn }) => (nsn.startsWith('0') ? undefined : Number(nsn)), BARE],
  ['bigint', ({ nsn }) => (nsn.startsWith('0') ? undefined : BigInt(nsn)), BARE],
  ['.0', ({ nsn }) => (nsn.startsWith('0') ? undefined : `${nsn}.0`), BARE],
  ['.00', ({ nsn }) => (nsn.startsWith('0') ? undefined : `${nsn}.00`), BARE],
  ['lost zero', (number) => (hasTrunkZero(number) ? number.nsn : undefined), BARE],
  ['scientific, all digits', ({ nsn }) => (nsn.startsWith('0') ? undefined : scientific(nsn)), BARE],
  ['scientific, e+09', ({ nsn }) => (nsn.startsWith('0') ? undefined : scientific(nsn, 'e+0')), BARE],
  ['JavaScript number with its code', ({ e164 }) => Number(e164.slice(1)), BARE],
  ['.0 with its code', ({ e164 }) => `${e164.slice(1)}.0`, BARE],
  ['scientific with its code', ({ e164 }) => scientific(e164.slice(1)), BARE],
  ['formula text', ({ national }) => `="${digitsOf(national)}"`],
  ['formula text, grouped', ({ national }) => `="${national}"`],
  ['object', ({ national }) => ({ phone: national })],
  ['object of value and type', ({ national }) => ({ value: national, type: 'mobile' })],
  ['list of objects', ({ national }) => [{ value: national, type: 'work', primary: true }]],
  ['JSON text', ({ national }) => JSON.stringify({ number: national })],
  ['object of digits', ({ nsn }) => (nsn.startsWith('0') ? undefined : { number: Number(nsn) }), BARE],
];

/** Values of other types, the same as text, and what spreadsheets turn numbers into. */
export const valueSpellings: readonly Spelling[] = [
  ...withCode([
    ['object', (number) => ({ phone: international(number) })],
    ['object of value and type', ({ e164 }) => ({ value: e164, type: 'mobile' })],
    [
      'object of value and label',
      (number) => ({ value: international(number), label: 'work', primary: true }),
    ],
    ['canonical form', ({ e164, national }) => ({ value: national, canonicalForm: e164, type: 'mobile' })],
    ['number and ISO code', ({ nsn, country }) => ({ number: nsn, countryCode: country })],
    ['national and ISO code', ({ national, country }) => ({ phoneNumber: national, countryCode: country })],
    ['number and calling code', ({ nsn, code }) => ({ number: nsn, callingCode: `+${code}` })],
    [
      'primary phone of a CRM',
      ({ nsn, country, code }) => ({
        primaryPhoneNumber: nsn,
        primaryPhoneCountryCode: country,
        primaryPhoneCallingCode: `+${code}`,
        additionalPhones: [],
      }),
    ],
    ['wa_id', ({ e164 }) => ({ wa_id: e164.slice(1), profile: { name: 'Ravi Kumar' } })],
    ['list of one', (number) => [international(number)]],
    [
      'list of objects',
      ({ e164, second }) => [
        { value: e164, type: 'work' },
        { value: second.e164, type: 'home' },
      ],
      { isPair: true },
    ],
    ['list of lists', ({ e164 }) => [[e164]]],
    ['null beside it', ({ e164 }) => [null, e164, '']],
    ['object in a list, an ID beside it', ({ e164 }) => [{ id: '800-8000-0158', value: e164 }]],
    ['JSON text of an object', (number) => JSON.stringify({ number: international(number) })],
    ['JSON text of a list', ({ e164, second }) => JSON.stringify([e164, second.e164]), { isPair: true }],
    ['JSON text of a list of objects', ({ e164 }) => JSON.stringify([{ value: e164, type: 'work' }])],
    ['JSON text of a string', (number) => JSON.stringify(international(number))],
    [
      'JSON text of a CRM phone',
      ({ nsn, country, code }) =>
        JSON.stringify({
          primaryPhoneNumber: nsn,
          primaryPhoneCountryCode: country,
          primaryPhoneCallingCode: `+${code}`,
        }),
    ],
    ['JSON text, spread over lines', ({ e164 }) => JSON.stringify({ phone: e164, type: 'work' }, null, 2)],
    ['formula', ({ e164 }) => `=${e164}`],
    ['formula text', ({ e164 }) => `="${e164}"`],
    ['formula text, grouped', (number) => `="${international(number)}"`],
    ['formula text in quotes', ({ e164 }) => `"=""${e164}"""`],
    ['apostrophe against formulas', (number) => `'${international(number)}`],
    ['blank against formulas', (number) => ` ${international(number)}`],
    ['tab against formulas', (number) => `\t${international(number)}`],
    ['plus and .0', ({ e164 }) => `${e164}.0`],
    ['code and number as a list', ({ code, nsn }) => [`+${code}`, nsn]],
    ['code and national number as a list', ({ code, national }) => [`+${code}`, national]],
  ]),
  ...asNational(sheetRows),
];
