import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { IDataObject, INode } from 'n8n-workflow';

import { runWorkflow, type WorkflowJson } from '../test/engine/harness';
import { startSandbox, type Sandbox } from '../test/sandbox';
import { readContacts, UserFault, type Contact } from './demo/contacts';
import { layOut } from './demo/table';

const EXAMPLES = join(__dirname, '..', 'examples');

const USAGE = 'npm run demo -- [file.csv] [--column phone] [--country IN] [--wait]';

interface Wishes {
  readonly file: string;
  readonly column: string;
  /** Of all rows; undefined: each row's own column `country`. */
  readonly country: string | undefined;
  readonly wait: boolean;
}

function readWishes(): Wishes {
  const { values, positionals } = parseCommandLine();
  if (positionals.length > 1) throw new UserFault(`One file at a time: ${USAGE}`);
  return {
    file: positionals[0] ?? join(EXAMPLES, 'contacts.csv'),
    column: values.column ?? 'phone',
    country: values.country,
    wait: values.wait ?? false,
  };
}

function parseCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { column: { type: 'string' }, country: { type: 'string' }, wait: { type: 'boolean' } },
    });
  } catch {
    throw new UserFault(`That is not understood. Use: ${USAGE}`);
  }
}

function workflowFor({ column, country, wait }: Wishes, contacts: readonly Contact[]): WorkflowJson {
  const workflow = JSON.parse(readFileSync(join(EXAMPLES, 'bulk-lookup.json'), 'utf8')) as WorkflowJson;
  const kaleyra = workflow.nodes.find(({ name }) => name === 'Kaleyra') as INode;
  const ownCountry = 'country' in (contacts[0] ?? {}) ? '={{ $json.country }}' : '';
  kaleyra.parameters = {
    ...kaleyra.parameters,
    phone: `={{ $json[${JSON.stringify(column)}] }}`,
    defaultCountry: country ?? ownCountry,
    waitForDetails: wait,
  };
  return workflow;
}

async function demonstrate(wishes: Wishes, sandbox: Sandbox): Promise<void> {
  const contacts = readContacts(wishes.file, wishes.column);
  const { url: baseUrl, sid, apiKey } = sandbox;
  const run = await runWorkflow({
    workflow: workflowFor(wishes, contacts),
    items: contacts,
    credentials: { kaleyraApi: { region: 'custom', baseUrl, sid, apiKey } },
  });
  if (run.error !== undefined)
    throw new UserFault(`${String(run.error.message)}. ${String(run.error.description)}`);

  const { outputs, hints } = run.node('Kaleyra');
  const [lookups = [], rejected = []] = outputs;
  const cells = contacts.map((contact) => contact[wishes.column] ?? '');
  console.log(layOut(cells, lookups, rejected, wishes.wait));
  console.log(`\n${hints.map(({ message }) => message).join('\n')}`);
  for (const [reason, count] of countReasons(rejected.map(({ json }) => json.rejected as IDataObject))) {
    console.log(`  ${String(count).padStart(4)} ${reason}`);
  }
  console.log(
    `HTTP requests: ${sandbox.ofKind('startBulk').length} for ${sandbox.lookups.size} lookups` +
      (wishes.wait ? `, ${sandbox.ofKind('details').length} for their details` : ''),
  );
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
