import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';

import { createCellParser, type ParsingRules } from '../../../nodes/Kaleyra/phone';
import { measure, trials, type Measurement, type Tally } from './width/measure';
import { exampleNumbers } from './width/numbers';
import { formatReport, summarize, toBeRead, totals } from './width/report';
import { SPELLINGS, type Spelling } from './width/spellings';

const REPORT = join(__dirname, '../../../reports/width.txt');
// `WIDTH=all npx jest …` tries every number in every spelling under every default country, which takes several minutes.
const EVERY_NTH_COUNTRY = process.env['WIDTH'] === 'all' ? 1 : 7;
const RULES: ParsingRules = {
  bareDigits: 'national',
  allowPossible: false,
  allowedCountries: [],
  allowedTypes: [],
};
const OTHER_RULES: ReadonlyArray<[name: string, rules: ParsingRules]> = [
  ['bare digits international', { ...RULES, bareDigits: 'international' }],
  ['bare digits either', { ...RULES, bareDigits: 'either' }],
  ['possible numbers allowed', { ...RULES, allowPossible: true }],
];

describe('example numbers of every country in every spelling', () => {
  const { examples, unreadable } = exampleNumbers();
  let measurement: Measurement;
  let read: Tally[];

  beforeAll(() => {
    measurement = measure(createCellParser(RULES), trials(examples, SPELLINGS, EVERY_NTH_COUNTRY));
    read = toBeRead(measurement);
    mkdirSync(dirname(REPORT), { recursive: true });
    writeFileSync(REPORT, formatReport(measurement, unreadable));
    console.log(summarize(measurement));
  });

  test('are enough of both', () => {
    expect(new Set(examples.map(({ country }) => country)).size).toBe(245);
    expect(unreadable.length).toBeLessThan(examples.length / 100);
    expect(read.length).toBeGreaterThan(80);
  });

  test('never give a number that was not put in', () => {
    expect(measurement.strangers.slice(0, 40)).toEqual([]);
  });

  test('are lost in at most 2.5 % over all', () => {
    const { tried, lost } = totals(read);
    expect(lost / tried).toBeLessThanOrEqual(0.025);
  });

  test('are lost in at most 5 % in any spelling', () => {
    expect(
      read.filter(({ tried, lost }) => lost > 0.05 * tried).map(({ spelling }) => spelling.name),
    ).toEqual([]);
  });

  test('give a needless rejected fragment in at most 0.5 %', () => {
    const { tried, rejected } = totals(read);
    expect(rejected / tried).toBeLessThanOrEqual(0.005);
  });

  test.each(OTHER_RULES)(
    'with their code never give another number under other options: %s',
    (_name, rules) => {
      // A minus or space where there may have been a plus is decided by a user option.
      const isDecided = ({ mayBeAmbiguous }: Spelling): boolean =>
        rules.bareDigits === 'either' && (mayBeAmbiguous === 'd' || mayBeAmbiguous === 'e');
      const withCode = SPELLINGS.filter((spelling) => spelling.carries === 'code' && !isDecided(spelling));
      const { strangers } = measure(
        createCellParser(rules),
        trials(examples, withCode, 3 * EVERY_NTH_COUNTRY),
      );
      expect(strangers.slice(0, 40)).toEqual([]);
    },
  );
});
