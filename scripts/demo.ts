import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { kaleyraWorkflow, runWorkflow, sandboxCredentials, type WorkflowJson } from '../test/support/engine';
import { startSandbox, type Sandbox } from '../test/support/sandbox';
import { readContacts, UserFault, type Contact } from './demo/contacts';
import { layOut } from './demo/table';

const EXAMPLES = join(__dirname, '..', 'examples');

const OPERATIONS = ['startBulk', 'getDetails', 'lookUpNow', 'validate'];

const USAGE = `npm run demo -- [file.csv] [--column phone] [--country IN] [--wait] [--operation ${OPERATIONS.join('|')}]`;

interface Wishes {
  readonly file: string;
  readonly column: string;
  /** Of all rows; undefined: each row's own column `country`. */
  readonly country: string | undefined;
  readonly wait: boolean;
  readonly operation: string;
}

function readWishes(): Wishes {
  const { values, positionals } = parseCommandLine();
  const operation = values.operation ?? 'startBulk';
  if (!OPERATIONS.includes(operation)) throw new UserFault(`That is not understood. Use: ${USAGE}`);
  if (positionals.length > 1) throw new UserFault(`One file at a time: ${USAGE}`);
  return {
    file: positionals[0] ?? join(EXAMPLES, 'contacts.csv'),
    column: values.column ?? 'phone',
    country: values.country,
    wait: values.wait ?? false,
    operation,
  };
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
    throw new UserFault(`That is not understood. Use: ${USAGE}`);
  }
}

function workflowFor(
  { column, country, wait, operation }: Wishes,
  contacts: readonly Contact[],
): WorkflowJson {
  const workflow = JSON.parse(readFileSync(join(EXAMPLES, 'bulk-lookup.json'), 'utf8')) as WorkflowJson;
  const nodeOf = (wanted: string) => workflow.nodes.find(({ name }) => name === wanted) as INode;
  Object.assign(nodeOf('Rows'), { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} });
  const kaleyra = nodeOf('Kaleyra');
  const ownCountry = 'country' in (contacts[0] ?? {}) ? '={{ $json.country }}' : '';
  kaleyra.parameters = {
    ...kaleyra.parameters,
    resource: operation === 'validate' ? 'phoneNumber' : 'lookup',
    operation: operation === 'getDetails' ? 'startBulk' : operation,
    phone: `={{ $json[${JSON.stringify(column)}] }}`,
    defaultCountry: country ?? ownCountry,
    waitForDetails: wait,
  };
  return workflow;
}

async function demonstrate(wishes: Wishes, sandbox: Sandbox): Promise<void> {
  const contacts = readContacts(wishes.file, wishes.column);
  const first = await runKaleyra(workflowFor(wishes, contacts), contacts, sandbox);
  const fetched = wishes.operation === 'getDetails' ? await fetchDetails(first.good, sandbox) : first;

  const withDetails = wishes.wait || ['getDetails', 'lookUpNow'].includes(wishes.operation);
  const cells = contacts.map((contact) => contact[wishes.column] ?? '');
  console.log(layOut(cells, fetched.good, first.rejected, withDetails));
  console.log(`\n${[...new Set([first.hint, fetched.hint])].join('\n')}`);
  for (const [reason, count] of countReasons(
    first.rejected.map(({ json }) => json.rejected as IDataObject),
  )) {
    console.log(`  ${String(count).padStart(4)} ${reason}`);
  }
  tellRequests(sandbox);
}

interface Outcome {
  readonly good: INodeExecutionData[];
  readonly rejected: INodeExecutionData[];
  readonly hint: string;
}

async function runKaleyra(workflow: WorkflowJson, items: IDataObject[], sandbox: Sandbox): Promise<Outcome> {
  const run = await runWorkflow({ workflow, items, credentials: sandboxCredentials(sandbox) });
  if (run.error !== undefined)
    throw new UserFault(`${String(run.error.message)}. ${String(run.error.description)}`);
  const { outputs, hints } = run.node('Kaleyra');
  const [good = [], rejected = []] = outputs;
  return { good, rejected, hint: hints.map(({ message }) => message).join('\n') };
}

// As for a person who comes back later, when every lookup is through.
async function fetchDetails(lookups: readonly INodeExecutionData[], sandbox: Sandbox): Promise<Outcome> {
  sandbox.set({ pendingPolls: 0 });
  const workflow = kaleyraWorkflow({ operation: 'getDetails', lookupId: '={{ $json.lookup_id }}' });
  const details = await runKaleyra(
    workflow,
    lookups.map(({ json }) => json),
    sandbox,
  );
  const good = details.good.map(({ json }, i) => ({
    json: { ...lookups[i]?.json, ...json },
    pairedItem: lookups[i]?.pairedItem ?? { item: 0 },
  }));
  return { ...details, good };
}

function tellRequests(sandbox: Sandbox): void {
  const told = [
    `${sandbox.ofKind('startBulk').length + sandbox.ofKind('lookUpNow').length} for ${sandbox.lookups.size} lookups`,
  ];
  const details = sandbox.ofKind('details').length;
  if (details > 0) told.push(`${details} for their details`);
  console.log(`HTTP requests: ${told.join(', ')}`);
}

function countReasons(rejected: readonly IDataObject[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of rejected) counts.set(String(reason), (counts.get(String(reason)) ?? 0) + 1);
  return counts;
}

async function main(): Promise<void> {
  const wishes = readWishes();
  const sandbox = await startSandbox();
  try {
    await demonstrate(wishes, sandbox);
  } finally {
    await sandbox.stop();
  }
}

main().then(
  () => process.exit(0),
  (fault: unknown) => {
    console.error(fault instanceof UserFault ? fault.message : fault);
    process.exit(1);
  },
);
