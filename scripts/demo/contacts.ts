import { existsSync, readFileSync, statSync } from 'node:fs';

import { parse } from 'csv-parse/sync';

import { UsageError } from '../usageError';

/** One row of a CSV file, by column. */
export type Contact = Record<string, string>;

/** Reads a CSV file and makes sure that the column with the numbers is there. @throws UsageError */
export function readContacts(path: string, column: string): Contact[] {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new UsageError(`There is no file '${path}'. Give the path of a CSV file.`);
  }
  const contacts = parseCsv(path);
  const [first] = contacts;
  if (first === undefined) throw new UsageError(`The file '${path}' holds no rows.`);
  if (column in first) return contacts;
  const columns = Object.keys(first).join(', ');
  throw new UsageError(
    `The file '${path}' has no column '${column}'. It has: ${columns}. Choose one with --column.`,
  );
}

function parseCsv(path: string): Contact[] {
  try {
    return parse(readFileSync(path), { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    throw new UsageError(`The file '${path}' is no CSV file that can be read: ${(cause as Error).message}`);
  }
}
