import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';

import { createCellReader, type BareDigits } from '../../../nodes/Kaleyra/phone';

interface Line {
  cell_json: string;
  default_country: string;
  bare_digits: BareDigits;
  outcome: string;
}

const lines: Line[] = parse(readFileSync(join(__dirname, '../../fixtures/pitfalls.csv')), { columns: true });

describe('cells as they are found in the wild', () => {
  test('the file of pitfalls is all there', () => {
    expect(lines.length).toBe(73);
  });

  test.each(lines)('$cell_json in "$default_country", bare digits $bare_digits: $outcome', (line) => {
    const read = createCellReader({
      bareDigits: line.bare_digits,
      allowPossible: false,
      allowedCountries: [],
      allowedTypes: [],
    });
    const got = read(JSON.parse(line.cell_json), line.default_country).map((reading) =>
      'number' in reading ? reading.number.e164 : reading.reason,
    );
    const wanted = line.outcome.split(' ').map((alternatives) => alternatives.split('|'));
    expect(got).toHaveLength(wanted.length);
    got.forEach((outcome, i) => expect(wanted[i]).toContain(outcome));
  });
});
