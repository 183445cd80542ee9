import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { kaleyraWorkflow, runWorkflow, sandboxCredentials, type WorkflowJson } from '../test/support/engine';
import { startSandbox, type Sandbox } from '../test/support/sandbox';
import { readContacts, type Contact } from './demo/contacts';
import { renderTable } from './demo/table';
import { UsageError } from './usageError';

const EXAMPLES = join(__dirname, '..', 'examples');

const OPERATIONS = ['startBulk', 'getDetails', 'lookUpNow', 'validate'];

const USAGE = `npm run demo -- [file.csv] [--column phone] [--country IN] [--wait] [--operation ${OPERATIONS.join('|')}]`;

interface CliOptions {
  readonly file: string;
  readonly column: string;
  /** Of all rows; undefined: each row's own column `country`. */
  readonly country: string | undefined;
  readonly wait: boolean;
  readonly operation: string;
}

function parseCliOptions(): CliOptions {
  const { values, positionals } = parseCommandLine();
  const { column = 'phone', country, wait = false, operation = 'startBulk' } = values;
  if (!OPERATIONS.includes(operation)) throw new UsageError(`That is not understood. Use: ${USAGE}`);
  if (positionals.length > 1) throw new UsageError(`One file at a time: ${USAGE}`);
  return { file: positionals[0] ?? join(EXAMPLES, 'contacts.csv'), column, country, wait, operation };
}

function parseCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        column: { type: 'string' },
        country: { type: 'string' },
        wait: { type: 'boolean' },
        operation: { type: 'string' },
      },
    });
  } catch {
    throw new UsageError(`That is not understood. Use: ${USAGE}`);
  }
}

async function demonstrate(options: CliOptions, sandbox: Sandbox): Promise<void> {
  const { file, column, wait, operation } = options;
  const contacts = readContacts(file, column);
  const first = await runKaleyra(createWorkflow(options, contacts), contacts, sandbox);
  const fetched = operation === 'getDetails' ? await fetchDetails(first.lookups, sandbox) : first;

  const withDetails = wait || operation === 'getDetails' || operation === 'lookUpNow';
  const cells = contacts.map((contact) => contact[column] ?? '');
  console.log(renderTable(cells, fetched.lookups, first.rejected, withDetails));
  console.log(`\n${[...new Set([first.hint, fetched.hint])].join('\n')}`);
  printReasons(first.rejected);
  printRequests(sandbox);
}

function createWorkflow(
  { column, country, wait, operation }: CliOptions,
  contacts: readonly Contact[],
): WorkflowJson {
  const workflow = JSON.parse(readFileSync(join(EXAMPLES, 'bulk-lookup.json'), 'utf8')) as WorkflowJson;
  const hasCountries = 'country' in (contacts[0] ?? {});
  const parameters = {
    resource: operation === 'validate' ? 'phoneNumber' : 'lookup',
    operation: operation === 'getDetails' ? 'startBulk' : operation,
    phone: `={{ $json[${JSON.stringify(column)}] }}`,
    defaultCountry: country ?? (hasCountries ? '={{ $json.country }}' : ''),
    waitForDetails: wait,
  };
  const nodes = workflow.nodes.map((node) => {
    if (node.name === 'Kaleyra') return { ...node, parameters: { ...node.parameters, ...parameters } };
    return node.name === 'Rows'
      ? { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }
      : node;
  });
  return { ...workflow, nodes };
}

interface KaleyraRun {
  readonly lookups: INodeExecutionData[];
  readonly rejected: INodeExecutionData[];
  readonly hint: string;
}

async function runKaleyra(
  workflow: WorkflowJson,
  items: IDataObject[],
  sandbox: Sandbox,
): Promise<KaleyraRun> {
  const { error, node } = await runWorkflow({ workflow, items, credentials: sandboxCredentials(sandbox) });
  if (error !== undefined) throw new UsageError(`${String(error.message)}. ${String(error.description)}`);
  const { outputs, hints } = node('Kaleyra');
  const [lookups = [], rejected = []] = outputs;
  return { lookups, rejected, hint: hints.map(({ message }) => message).join('\n') };
}

// As for a person who comes back later, when every lookup is through.
async function fetchDetails(lookups: readonly INodeExecutionData[], sandbox: Sandbox): Promise<KaleyraRun> {
  sandbox.set({ pendingPolls: 0 });
  const workflow = kaleyraWorkflow({ operation: 'getDetails', lookupId: '={{ $json.lookup_id }}' });
  const items = lookups.map(({ json }) => json);
  const details = await runKaleyra(workflow, items, sandbox);
  const merged = details.lookups.map(({ json }, i) => ({ ...lookups[i], json: { ...items[i], ...json } }));
  return { ...details, lookups: merged };
}

function printReasons(rejected: readonly INodeExecutionData[]): void {
  const counts = new Map<string, number>();
  for (const { json } of rejected) {
    const reason = String((json.rejected as IDataObject).reason);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  for (const [reason, count] of counts) console.log(`  ${String(count).padStart(4)} ${reason}`);
}

function printRequests(sandbox: Sandbox): void {
  const paid = sandbox.ofKind('startBulk').length + sandbox.ofKind('lookUpNow').length;
  const details = sandbox.ofKind('details').length;
  const suffix = details > 0 ? `, ${details} for their details` : '';
  console.log(`HTTP requests: ${paid} for ${sandbox.lookups.size} lookups${suffix}`);
}

async function main(): Promise<void> {
  const options = parseCliOptions();
  const sandbox = await startSandbox();
  try {
    await demonstrate(options, sandbox);
  } finally {
    await sandbox.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exit(1);
  },
);
