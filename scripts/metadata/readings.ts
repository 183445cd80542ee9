import { createCellParser, type BareDigits, type ParsedFragment } from '../../nodes/Kaleyra/phone';
import { DEFAULT_RULES } from '../../test/support/rules';

/** A row of test/fixtures/cells.csv: a cell as JSON, and how it is to be read. */
export interface CellRow {
  readonly cell: string;
  readonly country: string;
  readonly bareDigits: BareDigits;
}

/** What the node reads in each cell: numbers with their line types, and the reasons of rejections. */
export function readCells(rows: readonly CellRow[]): string[] {
  return rows.map(({ cell, country, bareDigits }) => {
    return createCellParser({ ...DEFAULT_RULES, bareDigits })(JSON.parse(cell), country)
      .map(describe)
      .join(' ');
  });
}

function describe(fragment: ParsedFragment): string {
  return 'reason' in fragment ? fragment.reason : `${fragment.number.e164} (${fragment.number.type})`;
}
