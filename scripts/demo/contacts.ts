import { existsSync, readFileSync, statSync } from 'node:fs';

import { parse } from 'csv-parse/sync';

/** One row of a CSV file, by column. */
export type Contact = Record<string, string>;

/** Something the user can put right; its message is all they need to see. */
export class UserFault extends Error {}

/** Reads a CSV file and makes sure that the column with the numbers is there. */
export function readContacts(path: string, column: string): Contact[] {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new UserFault(`There is no file '${path}'. Give the path of a CSV file.`);
  }
  const contacts = parseCsv(path);
  const [first] = contacts;
  if (first === undefined) throw new UserFault(`The file '${path}' holds no rows.`);
  if (!(column in first)) {
    const columns = Object.keys(first).join(', ');
    throw new UserFault(
      `The file '${path}' has no column '${column}'. It has: ${columns}. Choose one with --column.`,
    );
  }
  return contacts;
}

function parseCsv(path: string): Contact[] {
  try {
    return parse(readFileSync(path), { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    throw new UserFault(`The file '${path}' is no CSV file that can be read: ${(cause as Error).message}`);
  }
}
