import Table from 'cli-table3';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { unparse } from 'papaparse';

import { formatCount } from '../../nodes/Kaleyra/lookup/formatCount';
import type { Contacts } from './contacts';

const MAX_CELL_WIDTH = 34;
const MAX_OPERATORS = 5;
// The file may be an earlier result.
const RESULT_COLUMN = /^(?:lookup|validation|rejected)\./;
const DETAILS = ['Operator', 'MCC/MNC', 'Country', 'Ported'];

const KINDS = ['lookup', 'validation', 'rejected'] as const;

/** What became of one number or rejected value of a row. */
interface Line {
  /** From 0. */
  readonly row: number;
  /** The first row with this number, if that is another one. */
  readonly sameAs?: number | undefined;
  readonly kind: (typeof KINDS)[number];
  readonly fields: IDataObject;
}

/** One line for each item of *One Item per Row*, in the order of rows. */
export function toLines(items: readonly INodeExecutionData[]): Line[] {
  const firstRows = new Map<unknown, number>();
  const lines = items.map(toLine).sort((a, b) => a.row - b.row);
  return lines.map((line) => {
    const { phone_number: number } = line.fields;
    if (line.kind === 'rejected' || typeof number !== 'string') return line;
    const first = firstRows.get(number) ?? line.row;
    firstRows.set(number, first);
    return first === line.row ? line : { ...line, sameAs: first };
  });
}

// The file may have columns of these names, but its cells are texts.
function toLine(item: INodeExecutionData): Line {
  const kind = KINDS.find((name) => typeof item.json[name] === 'object') ?? 'lookup';
  return { row: rowOf(item), kind, fields: item.json[kind] as IDataObject };
}

function rowOf({ pairedItem }: INodeExecutionData): number {
  return (pairedItem as { item: number }).item;
}

/** Renders every line, with the cell that it comes from. */
export function renderTable(
  { rows, rowNumbers }: Contacts,
  column: string,
  lines: readonly Line[],
  hasDetails: boolean,
): string {
  const table = new Table({
    head: ['Row', 'Cell', 'E.164', ...(hasDetails ? DETAILS : []), 'Lookup ID or reason'],
    style: { head: [], border: [], compact: true },
  });
  for (const line of lines) {
    const { row, fields, kind } = line;
    const number = kind === 'rejected' ? '' : toText(fields.phone_number);
    const details = hasDetails ? describeDetails(line) : [];
    table.push([
      rowNumbers[row],
      printable(rows[row]?.[column] ?? ''),
      number,
      ...details,
      describeResult(line, rowNumbers),
    ]);
  }
  return table.toString();
}

function describeResult({ fields, kind, sameAs }: Line, rowNumbers: readonly number[]): string {
  if (kind === 'rejected') return toText(fields.reason);
  if (sameAs !== undefined)
    return `same ${kind === 'lookup' ? 'lookup' : 'number'} as row ${rowNumbers[sameAs]}`;
  return kind === 'lookup' ? toText(fields.lookup_id) : 'valid';
}

function describeDetails({ fields, kind }: Line): string[] {
  if (kind === 'rejected') return DETAILS.map(() => '');
  if (fields.lookup_status !== 'complete') return ['', '', '', toText(fields.lookup_status)];
  const ported = fields.is_ported === null ? 'unknown' : fields.is_ported === true ? 'yes' : 'no';
  const network = `${toText(fields.current_mcc)}/${toText(fields.current_mnc)}`;
  return [toText(fields.current_operator), network, toText(fields.country), ported];
}

// A cell may hold line breaks and marks that turn the terminal's text around.
function printable(cell: string): string {
  const shown = JSON.stringify(cell)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/[\p{Cf}\u00a0]/gu, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  return shown.length > MAX_CELL_WIDTH ? `${shown.slice(0, MAX_CELL_WIDTH - 1)}…` : shown;
}

/** Counts the lines by status or reason, and the complete ones by operator. */
export function renderSummary(lines: readonly Line[]): string {
  const outcomes = lines.map(({ kind, fields }) => {
    return kind === 'validation' ? 'valid' : toText(kind === 'lookup' ? fields.lookup_status : fields.reason);
  });
  const operators = lines.flatMap(({ fields }) =>
    fields.current_operator ? [toText(fields.current_operator)] : [],
  );
  return [...countEach(outcomes), ...countEach(operators).slice(0, MAX_OPERATORS)].join('\n');
}

function countEach(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([text, count]) => `${formatCount(count).padStart(9)}  ${text}`);
}

/** The rows with what became of each number, for the program that the file came from. */
export function renderCsv({ rows, columns, delimiter }: Contacts, lines: readonly Line[]): string {
  const kept = columns.filter((column) => !RESULT_COLUMN.test(column));
  const records = lines.map(({ row, kind, fields }): IDataObject => {
    const own = kept.map((column) => [column, rows[row]?.[column]]);
    const found = Object.entries(fields).map(([name, value]) => [`${kind}.${name}`, value]);
    return Object.fromEntries([...own, ...found]);
  });
  const fields = new Set([...kept, ...records.flatMap((record) => Object.keys(record))]);
  // Without the mark at the beginning, Excel takes it for another encoding.
  return `\ufeff${unparse({ fields: [...fields], data: records }, { delimiter })}\r\n`;
}

function toText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
