import type { CountryCode } from 'libphonenumber-js/max';

import type { Example } from '../numbers';
import { international, withCode, type Row, type Spelling } from './spelling';

const names = new Intl.DisplayNames('en', { type: 'region' });
const nameOf = ({ country }: Example): string => names.of(country) ?? country;

/** Two letters that are more likely a word than a country. */
const WORDS = new Set<CountryCode>([
  'PH',
  'NO',
  'ID',
  'MO',
  'AM',
  'AT',
  'IS',
  'IT',
  'TO',
  'BE',
  'DO',
  'ME',
  'MY',
  'SO',
]);
const coded =
  (write: (number: Example) => string): Spelling['write'] =>
  (number) =>
    WORDS.has(number.country) ? undefined : write(number);

function flagOf({ country }: Example): string {
  return [...country].map((letter) => String.fromCodePoint(0x1f1e6 - 65 + letter.charCodeAt(0))).join('');
}

/** The calling code as a separate token: what is between it and its number. */
const BETWEEN = [
  '|',
  ' | ',
  ';',
  '; ',
  ',',
  ', ',
  '\t',
  '\n',
  '\r\n',
  ' - ',
  '-\t',
  ' \t',
  ': ',
  ' / ',
  ' . ',
  ' (Cell) ',
  ' Mobile ',
  ' (mobile): ',
  ' tel. ',
  '...',
];

const apart: readonly Row[] = BETWEEN.flatMap((between): Row[] => {
  const name = JSON.stringify(between);
  return [
    [`code, then ${name}`, ({ code, nsn }) => `+${code}${between}${nsn}`],
    [`code, then ${name} and groups`, ({ code, groups }) => `+${code}${between}${groups}`],
  ];
});

/** The country in words, as a flag, or its code apart from the number. */
export const countrySpellings: readonly Spelling[] = withCode([
  ...apart,
  ['code and country, then |', ({ country, code, nsn }) => `${country}|+${code}|${nsn}`],
  ['code and country in brackets', coded((number) => `+${number.code} (${number.country}) ${number.groups}`)],
  ['code and name in brackets', (number) => `+${number.code} (${nameOf(number)}) ${number.groups}`],
  ['code and name', (number) => `+${number.code} ${nameOf(number)} ${number.groups}`],
  ['name before the code', (number) => `${nameOf(number)} ${international(number)}`],
  ['name and colon before the code', (number) => `${nameOf(number)}: ${international(number)}`],
  ['name in brackets, with its code', (number) => `${nameOf(number)} (+${number.code}) ${number.groups}`],
  ['name behind the code', (number) => `${international(number)} (${nameOf(number)})`],
  ['drop-down label', (number) => `${nameOf(number)} (+${number.code})${number.nsn}`],
  ['ISO code before the code', coded((number) => `${number.country} ${international(number)}`)],
  ['ISO code behind the code', coded((number) => `${international(number)} (${number.country})`)],
  ['flag before the code', (number) => `${flagOf(number)} ${international(number)}`],
  ['flag behind the code', (number) => `${international(number)} ${flagOf(number)}`],
  ['flag, then national', (number) => `${flagOf(number)} ${number.national}`],
  ['flag glued to national', (number) => `${flagOf(number)}${number.national}`],
  ['flag behind national', (number) => `${number.national} ${flagOf(number)}`],
  ['flag, then digits', (number) => `${flagOf(number)} ${number.nsn}`],
  ['name, then national', (number) => `${nameOf(number)} ${number.national}`],
  ['name and colon, then national', (number) => `${nameOf(number)}: ${number.national}`],
  ['name in brackets behind national', (number) => `${number.national} (${nameOf(number)})`],
  ['name in brackets behind digits', (number) => `${number.nsn} (${nameOf(number)})`],
  ['name behind a comma', (number) => `${number.national}, ${nameOf(number)}`],
  ['ISO code and colon, then national', coded((number) => `${number.country}: ${number.national}`)],
  ['ISO code in brackets before national', coded((number) => `(${number.country}) ${number.national}`)],
  ['ISO code in brackets behind national', coded((number) => `${number.national} (${number.country})`)],
  ['ISO code in brackets behind digits', coded((number) => `${number.nsn} (${number.country})`)],
  ['code behind digits', ({ nsn, code }) => `${nsn} +${code}`],
  ['code in brackets behind the number', ({ groups, code }) => `${groups} (+${code})`],
]);
