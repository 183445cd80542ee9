import { writeFileSync } from 'node:fs';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { formatCount, plural } from '../../nodes/Kaleyra/lookup/formatCount';
import { lookUp, type LookupRun } from '../../test/support/engine';
import { startSandbox, type Sandbox } from '../../test/support/sandbox';
import { UsageError } from '../cli';
import { findColumn, type Contacts } from './contacts';
import { renderCsv, renderSummary, renderTable, toLines } from './result';

const MAX_TABLE_ROWS = 100;
const PROGRESS_MS = 5_000;

/** What to run, and how to show it. */
export interface DemoOptions {
  /** Of rows that name none in a column `country`. */
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
    console.error(`… ${seconds} s, ${formatCount(sandbox.requests.length)} requests`);
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
  const { items, hints } = await runOperation(options, contacts, column, sandbox);
  const lines = toLines(items);
  if (contacts.rows.length > MAX_TABLE_ROWS) console.log(renderSummary(lines));
  else {
    const hasDetails = wait || operation === 'getDetails' || operation === 'lookUpNow';
    console.log(renderTable(contacts, column, lines, hasDetails));
  }
  console.log(`\n${hints.join('\n')}`);
  console.log(describeRequests(sandbox));
  if (out === undefined) return;
  writeFileSync(out, renderCsv(contacts, lines));
  console.log(`Written to ${out}, with one line for each number or rejected value.`);
}

interface Outcome {
  readonly items: readonly INodeExecutionData[];
  readonly hints: readonly string[];
}

async function runOperation(
  { country, wait, operation }: DemoOptions,
  contacts: Contacts,
  column: string,
  sandbox: Sandbox,
): Promise<Outcome> {
  const started = await run(sandbox, contacts.rows, {
    resource: operation === 'validate' ? 'phoneNumber' : 'lookup',
    operation: operation === 'getDetails' ? 'startBulk' : operation,
    phone: `={{ $json[${quote(column)}] }}`,
    defaultCountry: countryOf(findColumn(contacts, 'country'), country),
    waitForDetails: wait,
  });
  const { lookups, rejected, hint } = started;
  if (operation !== 'getDetails') return { items: [...lookups, ...rejected], hints: [hint] };

  // As for a person who comes back later, when every lookup is through.
  sandbox.set({ pendingPolls: 0 });
  const fetched = await run(
    sandbox,
    lookups.map(({ json }) => json),
    { operation, lookupId: '={{ $json.lookup.lookup_id }}' },
  );
  const complete = fetched.lookups.map(({ json }, i) => ({ ...lookups[i], json }));
  return { items: [...complete, ...rejected], hints: [hint, fetched.hint] };
}

async function run(sandbox: Sandbox, items: IDataObject[], parameters: IDataObject): Promise<LookupRun> {
  const result = await lookUp(sandbox, items, { output: 'rows', ...parameters });
  const { error } = result;
  if (error === undefined) return result;
  throw new UsageError([error.message, error.description].filter(Boolean).join('. '));
}

function countryOf(column: string | undefined, otherwise = ''): string {
  if (column === undefined) return otherwise;
  return `={{ $json[${quote(column)}]?.trim() || ${quote(otherwise)} }}`;
}

// Braces in a column's name would end the expression.
function quote(text: string): string {
  return JSON.stringify(text).replace(/[{}]/g, (brace) => `\\x${brace.charCodeAt(0).toString(16)}`);
}

function describeRequests(sandbox: Sandbox): string {
  const paid = sandbox.ofKind('startBulk').length + sandbox.ofKind('lookUpNow').length;
  const details = sandbox.ofKind('details').length;
  const suffix = details > 0 ? `, ${formatCount(details)} for their details` : '';
  return `HTTP requests: ${formatCount(paid)} for ${plural(sandbox.lookups.size, 'lookup', 'lookups')}${suffix}`;
}
