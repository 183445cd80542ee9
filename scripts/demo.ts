import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { createCellParser } from '../nodes/Kaleyra/phone';
import { DEFAULT_RULES } from '../test/support/rules';
import { parseCommandLine, runCommand, UsageError } from './cli';
import { readContacts, requireColumn } from './demo/contacts';

const CONTACTS = join(__dirname, '..', 'examples', 'contacts.csv');
const OPERATIONS = ['startBulk', 'getDetails', 'lookUpNow', 'validate'];

const HELP = `Looks up the phone numbers of a CSV file with the node, on n8n's own engine, against a mock Kaleyra API on this
computer: nothing leaves it, nothing costs money, and what the lookups find is invented.

  npm run demo                                       the contacts in examples/contacts.csv
  npm run demo -- my.csv --column mobile             your own list

  --column <name>      the column with the phone numbers; default: phone
  --country <country>  the country of numbers without a country code, such as IN, India or +91,
                       in the rows that name none in a column 'country'
  --operation <name>   ${OPERATIONS.join(', ')}; default: startBulk.
                       getDetails runs startBulk first, and then fetches what its lookups found
  --wait               only with startBulk: waits for what the lookups find, such as the operator
  --out <file.csv>     writes your rows with what became of each number
  --help

The file may be UTF-8, UTF-16 or Windows-1252, with commas, semicolons, tabs or pipes between its cells; its first line
names the columns. Above 100 rows, a summary is shown instead of the table.`;

const text = { type: 'string' } as const;
const OPTIONS = {
  column: { ...text, default: 'phone' },
  country: text,
  operation: { ...text, default: 'startBulk' },
  wait: { type: 'boolean', default: false },
  out: text,
} as const;

void runCommand(async () => {
  const { values, positionals } = parseCommandLine('demo', OPTIONS, { allowPositionals: true });
  if (values.help === true) return console.log(HELP);
  const [file = CONTACTS, ...others] = positionals;
  if (others.length > 0) throw new UsageError('Give one file at a time.');
  const { operation, country, out } = values;
  if (!OPERATIONS.includes(operation)) {
    throw new UsageError(`There is no operation '${operation}'. Choose one of: ${OPERATIONS.join(', ')}.`);
  }
  if (values.wait && operation !== 'startBulk') {
    throw new UsageError(`--wait goes only with startBulk: ${operation} has nothing to wait for.`);
  }
  if (country !== undefined) checkCountry(country);
  if (out !== undefined) checkOut(out, file);
  const contacts = readContacts(file);
  const column = requireColumn(contacts, values.column);
  // n8n's modules take a while to load.
  const { demonstrate } = await import('./demo/run.js');
  await demonstrate(values, contacts, column);
});

function checkCountry(country: string): void {
  const [fragment] = createCellParser(DEFAULT_RULES)('98765 43210', country);
  if (fragment === undefined || !('reason' in fragment) || fragment.reason !== 'UNKNOWN_COUNTRY') return;
  throw new UsageError(
    `--country: '${country}' is not a country. Use a code or a name, such as IN or India.`,
  );
}

function checkOut(out: string, file: string): void {
  if (resolve(out) === resolve(file)) {
    throw new UsageError('--out: this would overwrite the file itself. Choose another name.');
  }
  if (statSync(dirname(out), { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new UsageError(`--out: there is no folder '${dirname(out)}'.`);
}
