import Table from 'cli-table3';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

const MAX_CELL_WIDTH = 34;
const DETAILS = ['Operator', 'MCC/MNC', 'Country', 'Ported'];

interface Line {
  readonly row: number;
  readonly number: string;
  readonly details: string[];
  readonly result: string;
}

/** Renders what came of every row, in the order of rows. */
export function renderTable(
  cells: readonly string[],
  lookups: readonly INodeExecutionData[],
  rejected: readonly INodeExecutionData[],
  withDetails: boolean,
): string {
  const table = new Table({
    head: ['Row', 'Cell', 'E.164', ...(withDetails ? DETAILS : []), 'Lookup ID or reason'],
    style: { head: [], border: [], compact: true },
  });
  const lines = [...lookups.flatMap(lookupLines), ...rejected.map(rejectedLine)];
  for (const { row, number, details, result } of lines.sort((a, b) => a.row - b.row)) {
    table.push([row + 1, printable(cells[row] ?? ''), number, ...(withDetails ? details : []), result]);
  }
  return table.toString();
}

function lookupLines(item: INodeExecutionData): Line[] {
  const json = (item.json.validation ?? item.json) as IDataObject;
  const first = rowOf(item);
  const duplicates = (json.duplicate_items ?? []) as number[];
  return [first, ...duplicates].map((row) => ({
    row,
    number: String(json.phone_number ?? ''),
    details: describeDetails(json),
    result: row === first ? describeResult(json) : `same lookup as row ${first + 1}`,
  }));
}

function rejectedLine(item: INodeExecutionData): Line {
  const { reason } = item.json.rejected as IDataObject;
  return { row: rowOf(item), number: '', details: DETAILS.map(() => ''), result: String(reason) };
}

function rowOf({ pairedItem }: INodeExecutionData): number {
  return (pairedItem as { item: number }).item;
}

function describeResult(json: IDataObject): string {
  if (json.lookup_id !== undefined) return String(json.lookup_id);
  return json.duplicate_of === undefined ? 'valid' : `same number as row ${Number(json.duplicate_of) + 1}`;
}

function describeDetails(json: IDataObject): string[] {
  if (json.lookup_status !== 'complete') return ['', '', '', String(json.lookup_status)];
  const ported = json.is_ported === null ? 'unknown' : json.is_ported === true ? 'yes' : 'no';
  const network = `${json.current_mcc}/${json.current_mnc}`;
  return [String(json.current_operator), network, String(json.country), ported];
}

// A cell may hold line breaks and marks that turn the terminal's text around.
function printable(cell: string): string {
  const shown = JSON.stringify(cell)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/[\p{Cf}\u00a0]/gu, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  return shown.length > MAX_CELL_WIDTH ? `${shown.slice(0, MAX_CELL_WIDTH - 1)}…` : shown;
}
