import Table from 'cli-table3';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

const MAX_CELL_WIDTH = 34;

interface Line {
  readonly row: number;
  readonly cell: string;
  readonly columns: string[];
}

/** Lays out what came of every row, in the order of rows. */
export function layOut(
  cells: readonly string[],
  lookups: readonly INodeExecutionData[],
  rejected: readonly INodeExecutionData[],
  withDetails: boolean,
): string {
  const lines = [
    ...lookups.flatMap((item) => lookupLines(item, cells, withDetails)),
    ...rejected.map((item) => rejectedLine(item, cells, withDetails)),
  ].sort((a, b) => a.row - b.row);
  const details = withDetails ? ['Operator', 'MCC/MNC', 'Country', 'Ported'] : [];
  const table = new Table({
    head: ['Row', 'Cell', 'E.164', ...details, 'Lookup ID or reason'],
    style: { head: [], border: [], compact: true },
  });
  for (const { row, cell, columns } of lines) table.push([row + 1, cell, ...columns]);
  return table.toString();
}

function lookupLines(
  { json: item, pairedItem }: INodeExecutionData,
  cells: readonly string[],
  withDetails: boolean,
): Line[] {
  const json = (item.validation ?? item) as IDataObject;
  const first = (pairedItem as { item: number }).item;
  const duplicates = (json.duplicate_items ?? []) as number[];
  const details = withDetails ? detailColumns(json) : [];
  return [first, ...duplicates].map((row) => ({
    row,
    cell: printable(cells[row] ?? ''),
    columns: [
      String(json.phone_number ?? ''),
      ...details,
      row === first ? result(json) : `same lookup as row ${first + 1}`,
    ],
  }));
}

function result(json: IDataObject): string {
  if (json.lookup_id !== undefined) return String(json.lookup_id);
  return json.duplicate_of === undefined ? 'valid' : `same number as row ${Number(json.duplicate_of) + 1}`;
}

function detailColumns(json: IDataObject): string[] {
  if (json.lookup_status !== 'complete') return ['', '', '', String(json.lookup_status)];
  const ported = json.is_ported === null ? 'unknown' : json.is_ported === true ? 'yes' : 'no';
  return [
    String(json.current_operator),
    `${json.current_mcc}/${json.current_mnc}`,
    String(json.country),
    ported,
  ];
}

function rejectedLine(
  { json, pairedItem }: INodeExecutionData,
  cells: readonly string[],
  withDetails: boolean,
): Line {
  const row = (pairedItem as { item: number }).item;
  const { reason } = json.rejected as IDataObject;
  return {
    row,
    cell: printable(cells[row] ?? ''),
    columns: ['', ...(withDetails ? ['', '', '', ''] : []), String(reason)],
  };
}

// A cell may hold line breaks and marks that turn the terminal's text around.
function printable(cell: string): string {
  const shown = JSON.stringify(cell)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/[\p{Cf}\u00a0]/gu, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  return shown.length > MAX_CELL_WIDTH ? `${shown.slice(0, MAX_CELL_WIDTH - 1)}…` : shown;
}
