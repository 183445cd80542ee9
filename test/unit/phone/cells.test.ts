import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';
import { parse } from 'papaparse';

import type { BareDigits } from '../../../nodes/Kaleyra/phone';
import { outcomes, parser } from './tools';

interface Line {
  cell: string;
  country: string;
  bareDigits: BareDigits;
  expected: string;
  kind: string;
}

const file = readFileSync(join(__dirname, '../../fixtures/cells.csv'), 'utf8');
const lines = parse<Line>(file, { header: true, skipEmptyLines: true }).data;

describe('cells of public reports', () => {
  test('the file is all there', () => {
    expect(lines).toHaveLength(367);
  });

  test.each(lines)('$kind: $cell in "$country", bare digits $bareDigits: $expected', (line) => {
    const fragments = parser({ bareDigits: line.bareDigits })(JSON.parse(line.cell), line.country);
    const numbers = outcomes(fragments).filter((outcome) => outcome.startsWith('+'));
    const rejections = fragments.length - numbers.length;
    const wanted = line.expected.split('|');
    const got = numbers.length > 0 ? numbers.join(' ') : 'reject';
    expect(wanted).toContain(got);
    if (got === wanted[0] && got !== 'reject') expect(rejections).toBe(0);
  });
});
