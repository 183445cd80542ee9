import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { createCellParser, type ParsingRules } from '../../nodes/Kaleyra/phone';
import { makeCells } from './rows';
import { mean, median } from './statistics';

/** Microseconds for one cell, by libphonenumber alone and by our reader. */
export type ReadingTimes = Record<'international' | 'national' | 'messy', { bare: number; ours: number }>;

const RULES: ParsingRules = {
  bareDigits: 'national',
  allowPossible: false,
  allowedCountries: [],
  allowedTypes: [],
};

const CELLS_IN_TURN = 500;

/** Reads different cells in turn by the bare parse and by a new reader. */
export function readingTimes(count: number, rounds: number): ReadingTimes {
  const cells = makeCells(count);
  return {
    international: compare(cells.international, '', rounds),
    national: compare(cells.national, 'IN', rounds),
    messy: compare(cells.messy, 'IN', rounds),
  };
}

function compare(cells: readonly string[], country: 'IN' | '', rounds: number) {
  const given = country === '' ? undefined : country;
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const read = createCellParser(RULES);
    const inTurn = slices(cells).map((slice) => [
      microsecondsEach(slice, (cell) => void parsePhoneNumberFromString(cell, given)),
      microsecondsEach(slice, (cell) => void read(cell, country)),
    ]);
    bare.push(mean(inTurn.map(([time = Number.NaN]) => time)));
    ours.push(mean(inTurn.map(([, time = Number.NaN]) => time)));
  }
  // The first round is slower while the code is being compiled.
  return { bare: median(bare.slice(1)), ours: median(ours.slice(1)) };
}

function slices(cells: readonly string[]): Array<readonly string[]> {
  return Array.from({ length: Math.ceil(cells.length / CELLS_IN_TURN) }, (_, i) =>
    cells.slice(i * CELLS_IN_TURN, (i + 1) * CELLS_IN_TURN),
  );
}

function microsecondsEach(cells: readonly string[], read: (cell: string) => void): number {
  const start = process.hrtime.bigint();
  for (const cell of cells) read(cell);
  return Number(process.hrtime.bigint() - start) / 1e3 / cells.length;
}
