import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

import { parse, type ParseError } from 'papaparse';

import { UsageError } from '../cli';

/** One row of a CSV file, by column. */
type Contact = Record<string, string>;

/** A CSV file. */
export interface Contacts {
  readonly rows: Contact[];
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** What the user should know about how it was read. */
  readonly notes: readonly string[];
}

const MAX_NAMED = 20;

// What follows is taken for a part of the cell, whole rows included.
const QUOTE_ERRORS: Partial<Record<ParseError['code'], string>> = {
  InvalidQuotes: 'there is a quotation mark inside a quoted cell. Write it twice, or remove it',
  MissingQuotes: 'a quotation mark is never closed',
};

/** Reads a CSV file in any of the usual encodings and with any of the usual delimiters. @throws UsageError */
export function readContacts(path: string): Contacts {
  const { text, encoding } = decode(readBytes(path), path);
  // Excel's own way to name the delimiter.
  const [directive = '', separator = ''] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  const { data, meta, errors } = parse<Contact>(text.slice(directive.length), {
    delimiter: separator,
    delimitersToGuess: [',', ';', '\t', '|'],
    header: true,
    skipEmptyLines: 'greedy',
  });
  const quoteError = errors.find(({ type }) => type === 'Quotes');
  if (quoteError !== undefined) {
    const line = text.slice(0, directive.length + (quoteError.index ?? 0)).split(/\r\n|\r|\n/).length;
    throw new UsageError(`In '${path}', line ${line}: ${QUOTE_ERRORS[quoteError.code]}.`);
  }
  if (data.length === 0) throw new UsageError(`The file '${path}' holds no rows below its first line.`);
  const repeated = Object.entries(meta.renamedHeaders ?? {}).filter(([, name]) => name.trim() !== '');
  const notes = [
    ...(encoding === 'utf-8' ? [] : [`The file is read as ${encoding}.`]),
    ...repeated.map(([renamed, name]) => `The column '${name}' is there again: it is read as '${renamed}'.`),
    ...noteRows(errors, 'TooFewFields', 'fewer cells than the first line'),
    ...noteRows(errors, 'TooManyFields', 'more cells than the first line; what is beyond them is ignored'),
  ];
  for (const row of data) delete row.__parsed_extra;
  return { rows: data, columns: meta.fields ?? [], delimiter: meta.delimiter, notes };
}

/** The column of this name, however it is spelled in the file; undefined if there is none. @throws UsageError */
export function findColumn({ columns }: Contacts, name: string): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s_.-]/g, '');
  const alike = columns.filter((column) => plain(column) === plain(name));
  if (columns.includes(name) || alike.length < 2) return columns.includes(name) ? name : alike[0];
  throw new UsageError(`More than one column may be '${name}': ${listNames(alike)}. Give its exact name.`);
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
  if (text.includes('\0')) throw new UsageError(`'${path}' is no text. Give the path of a CSV file.`);
  return { text, encoding };
}

function detectEncoding(bytes: Buffer): string {
  const start = bytes.subarray(0, 2).toString('hex');
  // Without a mark, the zeros in Latin text tell.
  if (start === 'fffe' || (bytes[0] !== 0 && bytes[1] === 0)) return 'utf-16le';
  if (start === 'feff' || (bytes[0] === 0 && bytes[1] !== 0)) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function noteRows(errors: readonly ParseError[], code: ParseError['code'], what: string): string[] {
  const rows = errors.filter((error) => error.code === code).map(({ row = 0 }) => row + 1);
  const shown = rows.slice(0, MAX_NAMED).join(', ') + (rows.length > MAX_NAMED ? ', …' : '');
  if (rows.length === 0) return [];
  return [rows.length === 1 ? `Row ${shown} has ${what}.` : `${rows.length} rows have ${what}: ${shown}.`];
}
