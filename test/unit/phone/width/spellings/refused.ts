import { asNational, digitsOf, international, withCode, type Row, type Spelling } from './spelling';

const SHORTHAND = 'a suffix stands for a second number that is not written out';
const NO_PHONE = 'the words say that the digits are no phone number';

const suffixes: ReadonlyArray<[string, string]> = [
  ['suffix', '/12'],
  ['two suffixes', '/12/13'],
  ['one-digit suffixes', '/1/2'],
  ['tilde suffix', '~3'],
  ['words before the suffix', ' bis 29'],
];
const noPhone = [
  'Invoice: ',
  'Order ',
  'A/C ',
  'Account No. ',
  'IBAN ',
  'PIN ',
  'Rechnung ',
  'https://example.com/item/',
];

/** Cells from which the rules send nothing, or not always; a stranger coming out of them still counts. */
export const refusedSpellings: readonly Spelling[] = [
  ...suffixes.flatMap(([name, suffix]) => [
    ...withCode([[name, (number) => international(number) + suffix]], { refusedBecause: SHORTHAND }),
    ...asNational([[name, ({ national }) => national + suffix]], { refusedBecause: SHORTHAND }),
  ]),
  ...asNational(
    noPhone.map((words): Row => [words.trim(), ({ national }) => words + digitsOf(national)]),
    { refusedBecause: NO_PHONE },
  ),
  ...withCode(
    [
      ['minus for plus', ({ code, groups }) => `-${code} ${groups}`],
      ['minus for plus, undivided', ({ e164 }) => `-${e164.slice(1)}`],
    ],
    { refusedBecause: 'a minus may be a typing slip or a computed value', mayBeAmbiguous: 'd' },
  ),
  ...withCode(
    [
      ['blank for plus', ({ e164 }) => ` ${e164.slice(1)}`],
      ['blank for plus, grouped', ({ code, groups }) => ` ${code} ${groups}`],
    ],
    { refusedBecause: 'a blank may have been a plus, or not', mayBeAmbiguous: 'e' },
  ),
  ...withCode([['computed by a spreadsheet', ({ nsn }) => -Number(nsn)]], {
    refusedBecause: 'a computed value is no number that anybody has',
  }),
];
