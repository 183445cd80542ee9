import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

import { parse } from 'papaparse';

import { formatCount } from '../../nodes/Kaleyra/lookup/formatCount';
import { UsageError } from '../cli';

/** One row of a CSV file, by column. */
type Contact = Record<string, string>;

/** A line of the file that is not blank. */
interface Line {
  /** As a spreadsheet numbers its rows: the first line and blank ones count. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** A CSV file. */
export interface Contacts {
  readonly rows: Contact[];
  /** Of each row, as a spreadsheet numbers it. */
  readonly rowNumbers: readonly number[];
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** What the user should know about how it was read. */
  readonly notes: readonly string[];
}

const MAX_NAMED = 20;

// What follows is taken for a part of the cell, whole rows included.
const QUOTE_ERRORS: Partial<Record<string, string>> = {
  InvalidQuotes: 'there is a quotation mark inside a quoted cell. Write it twice, or remove it',
  MissingQuotes: 'a quotation mark is never closed',
};

/** Reads a CSV file in any of the usual encodings and with any of the usual delimiters. @throws UsageError */
export function readContacts(path: string): Contacts {
  const { text, encoding } = decode(readBytes(path), path);
  // Excel's own way to name the delimiter.
  const [directive = '', separator = ''] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  const content = text.slice(directive.length);
  const delimiter = separator || guessDelimiter(content);
  const { data, errors } = parse<string[]>(content, { delimiter });
  const [quoteError] = errors;
  if (quoteError !== undefined) {
    const line = text.slice(0, directive.length + (quoteError.index ?? 0)).split(/\r\n|\r|\n/).length;
    throw new UsageError(`In '${path}', line ${line}: ${QUOTE_ERRORS[quoteError.code]}.`);
  }
  const records = data
    .map((cells, at): Line => ({ number: at + 1, cells }))
    .filter(({ cells }) => cells.join('').trim() !== '');
  const header = records.shift()?.cells ?? [];
  if (records.length === 0) throw new UsageError(`The file '${path}' holds no rows below its first line.`);
  const columns = nameColumns(header);
  const [short, long] = [
    records.filter(({ cells }) => cells.length < columns.length),
    records.filter(({ cells }) => cells.length > columns.length),
  ];
  const notes = [
    ...(encoding === 'utf-8' ? [] : [`The file is read as ${encoding}.`]),
    ...noteRenamed(header, columns),
    ...noteRows(short, 'fewer cells than the first line'),
    ...noteRows(long, 'more cells than the first line; what is beyond them is ignored'),
  ];
  const rows = records.map(({ cells }) =>
    Object.fromEntries(cells.slice(0, columns.length).map((cell, at) => [columns[at], cell])),
  );
  return { rows, rowNumbers: records.map(({ number }) => number), columns, delimiter, notes };
}

function guessDelimiter(content: string): string {
  const delimitersToGuess = [',', ';', '\t', '|'];
  return parse(content, { delimitersToGuess, skipEmptyLines: 'greedy', preview: 1 }).meta.delimiter;
}

function nameColumns(header: readonly string[]): string[] {
  const names = new Set<string>();
  for (const name of header) {
    let own = name;
    const isTaken = (): boolean => names.has(own) || (own !== name && header.includes(own));
    for (let count = 1; isTaken(); count += 1) own = `${name}_${count}`;
    names.add(own);
  }
  return [...names];
}

function noteRenamed(header: readonly string[], columns: readonly string[]): string[] {
  return columns.flatMap((column, at) => {
    const name = header[at] ?? '';
    if (column === name || name.trim() === '') return [];
    return `More than one column is named '${name}': one of them is called '${column}' here.`;
  });
}

/** The column of this name, however it is spelled in the file; undefined if there is none. @throws UsageError */
export function findColumn({ columns }: Pick<Contacts, 'columns'>, name: string): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s_.-]/g, '');
  const alike = columns.filter((column) => plain(column) === plain(name));
  if (columns.includes(name) || alike.length < 2) return columns.includes(name) ? name : alike[0];
  throw new UsageError(
    `More than one column may be '${name}': ${listNames(alike)}. Give its exact name, or rename the others.`,
  );
}

/** As `findColumn`. @throws UsageError if there is none, too */
export function requireColumn(contacts: Contacts, name: string): string {
  const found = findColumn(contacts, name);
  if (found !== undefined) return found;
  const names = listNames(contacts.columns);
  throw new UsageError(`There is no column '${name}', but there are: ${names}. Choose one with --column.`);
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).map((name) => `'${name}'`);
  return [...shown, ...(names.length > MAX_NAMED ? ['…'] : [])].join(', ');
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? `There is no file '${path}'` : `'${path}' cannot be read (${code})`;
    throw new UsageError(`${reason}. Give the path of a CSV file.`, { cause });
  }
}

// Excel and LibreOffice save zip archives; old versions of Excel a format of their own.
const SPREADSHEET = /^(?:504b0304|d0cf11e0)/;

function decode(bytes: Buffer, path: string): { text: string; encoding: string } {
  if (SPREADSHEET.test(bytes.toString('hex', 0, 4))) {
    throw new UsageError(
      `'${path}' is a workbook, as Excel saves it, not CSV. Save the sheet as "CSV UTF-8" and give that file.`,
    );
  }
  const encoding = detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) throw new UsageError(`'${path}' is not a text file. Give the path of a CSV file.`);
  return { text, encoding };
}

function detectEncoding(bytes: Buffer): string {
  const start = bytes.subarray(0, 2).toString('hex');
  // Without a mark, the zeros in Latin text tell.
  if (start === 'fffe' || (bytes[0] !== 0 && bytes[1] === 0)) return 'utf-16le';
  if (start === 'feff' || (bytes[0] === 0 && bytes[1] !== 0)) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function noteRows(records: readonly Line[], what: string): string[] {
  const numbers = records.map(({ number }) => number);
  const shown = numbers.slice(0, MAX_NAMED).join(', ') + (numbers.length > MAX_NAMED ? ', …' : '');
  if (numbers.length === 0) return [];
  if (numbers.length === 1) return [`Row ${shown} has ${what}.`];
  return [`${formatCount(numbers.length)} rows have ${what}: ${shown}.`];
}
