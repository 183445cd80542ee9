import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js/max';

import { createCellParser, type CellParser } from '../../../nodes/Kaleyra/phone';
import { drawNumbers } from './width/drawnNumbers';
import { grownCells, type GrownCell } from './width/grammar';
import { seededRandom } from './width/random';

const CELLS_OF_A_SEED = 33_334;
const rules = { allowPossible: false, allowedCountries: [], allowedTypes: [] };
const parse = createCellParser({ ...rules, bareDigits: 'national' });
const otherParsers = (['international', 'either'] as const).map((bareDigits) =>
  createCellParser({ ...rules, bareDigits, allowPossible: true }),
);

/** E.164 numbers already shown to read as themselves. */
const stable = new Set<string>();

describe.each([15, 367, 20261125])('random cells of seed %d', (seed) => {
  const random = seededRandom(seed);
  const samples = getCountries().flatMap((country) => drawNumbers(country, 3, random));

  test(`never give a number that was not put in, and what comes out reads as itself`, () => {
    const result = fc.check(
      fc.property(grownCells(samples), (grown) => findFault(grown) === null),
      { seed, numRuns: CELLS_OF_A_SEED },
    );
    const [smallest] = result.counterexample ?? [];
    expect(smallest === undefined ? null : findFault(smallest)).toBeNull();
  });
});

/** What is wrong with how a cell was parsed, readable; null if nothing is. */
function findFault({ cell, defaultCountry, putIn }: GrownCell): string | null {
  const what = `${JSON.stringify(cell)} under ${defaultCountry || 'none'}, holding ${putIn.join(' ') || 'none'}`;
  try {
    const numbers = numbersIn(parse, cell, defaultCountry);
    const stranger = numbers.find((e164) => !putIn.includes(e164));
    if (stranger !== undefined) return `${what}: gave ${stranger}`;
    const unstable = numbers.find((e164) => !isStable(e164));
    return unstable === undefined ? null : `${what}: gave ${unstable}, which does not read as itself`;
  } catch (error) {
    return `${what}: threw ${String(error)}`;
  }
}

function isStable(e164: string): boolean {
  if (stable.has(e164)) return true;
  const isSame = [parse, ...otherParsers].every((parser) =>
    ['', 'US', 'DE', 'ID'].every((country) => numbersIn(parser, e164, country).join() === e164),
  );
  if (isSame) stable.add(e164);
  return isSame;
}

function numbersIn(parser: CellParser, cell: unknown, defaultCountry: string): string[] {
  return parser(cell, defaultCountry).flatMap((fragment) =>
    'number' in fragment ? [fragment.number.e164] : [],
  );
}
