import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';
import { parse } from 'papaparse';

import type { BareDigits } from '../../../nodes/Kaleyra/phone';
import { outcomes, parser } from './tools';

interface Line {
  cell_json: string;
  default_country: string;
  bare_digits: BareDigits;
  outcome: string;
}

const file = readFileSync(join(__dirname, '../../fixtures/pitfalls.csv'), 'utf8');
const lines = parse<Line>(file, { header: true, skipEmptyLines: true }).data;

describe('cells as they are found in the wild', () => {
  test('the file of pitfalls is all there', () => {
    expect(lines.length).toBe(73);
  });

  test.each(lines)('$cell_json in "$default_country", bare digits $bare_digits: $outcome', (line) => {
    const read = parser({ bareDigits: line.bare_digits });
    const got = outcomes(read(JSON.parse(line.cell_json), line.default_country));
    const wanted = line.outcome.split(' ').map((alternatives) => alternatives.split('|'));
    expect(got).toHaveLength(wanted.length);
    got.forEach((outcome, i) => expect(wanted[i]).toContain(outcome));
  });
});
