import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CountryCode } from 'libphonenumber-js/max';

import { createCellParser } from '../../../nodes/Kaleyra/phone';
import { beginsLikeDialingAbroad, drawNumbers } from './width/drawnNumbers';
import type { Sample } from './width/numbers';
import { seededRandom } from './width/random';
import { digitsOf, hasTrunkZero, international } from './width/spellings/spelling';

const REPORT = join(__dirname, '../../../reports/ambiguous.txt');
const NUMBERS_OF_A_TYPE = 60;

// The twenty most populous countries, then those whose numbers are the hardest to tell apart.
const LARGEST: readonly CountryCode[] = [
  ...(['IN', 'CN', 'US', 'ID', 'PK', 'NG', 'BR', 'BD', 'RU', 'ET'] as const),
  ...(['MX', 'JP', 'EG', 'PH', 'CD', 'VN', 'IR', 'TR', 'DE', 'TH'] as const),
];
const COUNTRIES: readonly CountryCode[] = [...LARGEST, 'IT', 'AT', 'SE'];

const FORMS = {
  plus: international,
  national: ({ national }: Sample) => national,
  'undivided national': ({ national }: Sample) => digitsOf(national),
  'trunk 0 lost': (number: Sample) => (hasTrunkZero(number) ? number.nsn : undefined),
  'own code, no plus': ({ e164 }: Sample) => e164.slice(1),
};
type Form = keyof typeof FORMS;

/** The outcomes for a country's numbers in one form, as fractions of 1. */
interface Shares {
  /** Excludes numbers that the country itself writes like a call abroad. */
  readonly ambiguous: number;
  readonly read: number;
  readonly strangers: readonly string[];
}

const parse = createCellParser({
  bareDigits: 'national',
  allowPossible: false,
  allowedCountries: [],
  allowedTypes: [],
});

describe("numbers drawn from every line type's pattern", () => {
  const shares = new Map<CountryCode, Record<Form, Shares>>();

  beforeAll(() => {
    const random = seededRandom(15);
    for (const country of COUNTRIES) {
      const numbers = drawNumbers(country, NUMBERS_OF_A_TYPE, random);
      const entries = Object.entries(FORMS).map(([form, write]) => [form, measure(numbers, write)]);
      shares.set(country, Object.fromEntries(entries) as Record<Form, Shares>);
    }
    const report = formatReport(shares);
    mkdirSync(dirname(REPORT), { recursive: true });
    writeFileSync(REPORT, report);
    console.log(report);
  });

  test.each(COUNTRIES)('of %s never give another number', (country) => {
    expect(Object.values(shares.get(country) ?? {}).flatMap(({ strangers }) => strangers)).toEqual([]);
  });

  test.each(COUNTRIES)(
    'of %s are never ambiguous with a plus or in their usual national grouping',
    (country) => {
      expect(shares.get(country)).toMatchObject({ plus: { ambiguous: 0 }, national: { ambiguous: 0 } });
    },
  );

  test.each(COUNTRIES)('of %s are ambiguous in at most 2 % as undivided digits', (country) => {
    expect(shares.get(country)?.['undivided national'].ambiguous).toBeLessThanOrEqual(0.02);
  });
});

function measure(numbers: readonly Sample[], write: (number: Sample) => string | undefined): Shares {
  let ambiguous = 0;
  let read = 0;
  let tried = 0;
  const strangers: string[] = [];
  for (const number of numbers) {
    const cell = write(number);
    if (cell === undefined) continue;
    tried++;
    for (const fragment of parse(cell, number.country)) {
      if ('reason' in fragment)
        ambiguous += Number(fragment.reason === 'AMBIGUOUS' && !beginsLikeDialingAbroad(number));
      else if (fragment.number.e164 === number.e164) read++;
      else
        strangers.push(`${number.country} ${number.type} ${number.e164}, ${cell}: ${fragment.number.e164}`);
    }
  }
  return { ambiguous: ambiguous / (tried || 1), read: read / (tried || 1), strangers };
}

function formatReport(shares: ReadonlyMap<CountryCode, Record<Form, Shares>>): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);
  const forms = Object.keys(FORMS) as Form[];
  return [
    `AMBIGUOUS / read: ${forms.join(', ')}`,
    ...[...shares].map(([country, byForm]) =>
      [
        country,
        ...forms.map((form) => `${percent(byForm[form].ambiguous)} /${percent(byForm[form].read)}`),
      ].join('  '),
    ),
    '',
  ].join('\n');
}
