import { writeFileSync } from 'node:fs';

import type { IDataObject } from 'n8n-workflow';

import { lookUp, type LookupRun } from '../../test/support/engine';
import { startSandbox, type Sandbox } from '../../test/support/sandbox';
import { UsageError } from '../cli';
import { findColumn, type Contacts } from './contacts';
import { renderCsv, renderSummary, renderTable, toLines } from './result';

const MAX_TABLE_ROWS = 100;
const PROGRESS_MS = 5_000;

/** What to run, and how to show it. */
export interface DemoOptions {
  /** Of all rows; undefined: each row's own column `country`. */
  readonly country?: string | undefined;
  readonly operation: string;
  readonly wait: boolean;
  /** The file that the rows are written to. */
  readonly out?: string | undefined;
}

/** Runs the operation over contacts in n8n's engine, and shows what became of their rows. @throws UsageError */
export async function demonstrate(options: DemoOptions, contacts: Contacts, column: string): Promise<void> {
  for (const note of contacts.notes) console.log(note);
  const sandbox = await startSandbox();
  const start = Date.now();
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - start) / 1_000);
    console.error(`… ${seconds} s, ${sandbox.requests.length.toLocaleString('en-US')} requests`);
  }, PROGRESS_MS);
  try {
    await runAndShow(options, contacts, column, sandbox);
  } finally {
    clearInterval(progress);
    await sandbox.stop();
  }
}

async function runAndShow(
  options: DemoOptions,
  contacts: Contacts,
  column: string,
  sandbox: Sandbox,
): Promise<void> {
  const { operation, wait, out } = options;
  const { lookups, rejected, hints } = await runOperation(options, contacts, column, sandbox);
  const lines = toLines(lookups, rejected);
  if (contacts.rows.length > MAX_TABLE_ROWS) console.log(renderSummary(lines));
  else {
    const hasDetails = wait || operation === 'getDetails' || operation === 'lookUpNow';
    console.log(
      renderTable(
        contacts.rows.map((row) => row[column] ?? ''),
        lines,
        hasDetails,
      ),
    );
  }
  console.log(`\n${hints.join('\n')}`);
  console.log(describeRequests(sandbox));
  if (out === undefined) return;
  writeFileSync(out, renderCsv(contacts, lines));
  console.log(`Written to ${out}, with one line for each number or rejected value.`);
}

type Outcome = Pick<LookupRun, 'lookups' | 'rejected'> & { readonly hints: readonly string[] };

async function runOperation(
  { country, wait, operation }: DemoOptions,
  contacts: Contacts,
  column: string,
  sandbox: Sandbox,
): Promise<Outcome> {
  const started = await run(sandbox, contacts.rows, {
    resource: operation === 'validate' ? 'phoneNumber' : 'lookup',
    operation: operation === 'getDetails' ? 'startBulk' : operation,
    phone: fieldExpression(column),
    defaultCountry: country ?? fieldExpression(findColumn(contacts, 'country')),
    waitForDetails: wait,
  });
  if (operation !== 'getDetails') return { ...started, hints: [started.hint] };

  // As for a person who comes back later, when every lookup is through.
  sandbox.set({ pendingPolls: 0 });
  const items = started.lookups.map(({ json }) => json);
  const fetched = await run(sandbox, items, { operation, lookupId: '={{ $json.lookup_id }}' });
  const lookups = fetched.lookups.map(({ json }, i) => ({
    ...started.lookups[i],
    json: { ...items[i], ...json },
  }));
  return { lookups, rejected: started.rejected, hints: [started.hint, fetched.hint] };
}

async function run(sandbox: Sandbox, items: IDataObject[], parameters: IDataObject): Promise<LookupRun> {
  const result = await lookUp(sandbox, items, parameters);
  const { error } = result;
  if (error === undefined) return result;
  throw new UsageError([error.message, error.description].filter(Boolean).join('. '));
}

// Braces in a column's name would end the expression.
function fieldExpression(column: string | undefined): string {
  if (column === undefined) return '';
  return `={{ $json[${JSON.stringify(column).replace(/[{}]/g, (brace) => `\\x${brace.charCodeAt(0).toString(16)}`)}] }}`;
}

function describeRequests(sandbox: Sandbox): string {
  const paid = sandbox.ofKind('startBulk').length + sandbox.ofKind('lookUpNow').length;
  const details = sandbox.ofKind('details').length;
  const suffix = details > 0 ? `, ${details} for their details` : '';
  return `HTTP requests: ${paid} for ${sandbox.lookups.size} lookups${suffix}`;
}
