import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axios from 'axios';
import type { IDataObject, INode, INodeTypeDescription, IRun } from 'n8n-workflow';

import {
  exampleWorkflows,
  N8nSession,
  outputsOf,
  type Example,
  type Execution,
  type Running,
} from '../support/n8n';
import { faults } from '../support/sandbox';
import { complaintsAbout } from './examples/complaints';
import { DataTable } from './examples/dataTable';
import { giving, takingContact, taking, withStandIns } from './examples/standIns';
import { makeWorkbench, type Workbench } from './harness';

const EXAMPLES = exampleWorkflows();
const ADA = '442079460958';
const BEN = '919876543210';
const CHITRA = '12125550101';
const STRANGER = '46701740605';

const SHEET = [
  { row_number: 2, name: 'Ada Example', country: 'GB', phone: '+44 20 7946 0958', looked_up_at: '' },
  { row_number: 3, name: 'Ben Sample', country: 'IN', phone: 9876543210 },
  {
    row_number: 4,
    name: 'Chitra Muster',
    country: 'US',
    phone: '(212) 555-0101',
    looked_up_at: '2026-01-02',
  },
  { row_number: 5, name: 'Dana Placeholder', country: 'IN', phone: '098765 43210', looked_up_at: '' },
  { row_number: 6, name: 'Emil Fiction', country: 'IN', phone: '9.87654E+09', looked_up_at: '' },
];

const HUBSPOT = [
  {
    id: '101',
    properties: { email: 'ada@crm.example', phone: '+44 20 7946 0958', hs_country_region_code: null },
  },
  { id: '102', properties: { email: 'ben@crm.example', phone: '98765 43210', hs_country_region_code: 'IN' } },
  {
    id: '103',
    properties: { email: 'dana@crm.example', phone: '98765 43211', hs_country_region_code: null },
  },
];

function example(id: string): Example {
  return EXAMPLES.find((one) => one.id === id) as Example;
}

/** Asks every lookup once and does not wait for those that are pending. */
function impatient(workflow: Example): Example {
  const nodes = workflow.nodes.map((node) =>
    node.parameters.waitForDetails === true
      ? { ...node, parameters: { ...node.parameters, waitTimeout: 0 } }
      : node,
  );
  return { ...workflow, nodes };
}

/** Everything that arrived at a node, over all its runs. */
function takenBy({ data }: Pick<Execution, 'data'>, node: string): IDataObject[] {
  const runs = data.resultData.runData[node] ?? [];
  return runs.flatMap((run) => run.data?.main?.flatMap((items) => items ?? []) ?? []).map(({ json }) => json);
}

let bench: Workbench;

beforeAll(async () => {
  bench = await makeWorkbench({ sandbox: { pendingPolls: 0 } });
  await bench.home.import('workflow', [
    example('bulk-lookup'),
    impatient(example('scheduled-recheck')),
    withStandIns(example('sheet-enrichment'), { 'Read contacts': giving(SHEET), 'Write back': taking }),
    withStandIns(example('crm-enrichment'), {
      'Find contacts': giving(HUBSPOT),
      'Write what was found': takingContact,
      'Write why not': takingContact,
    }),
  ]);
});

afterAll(async () => await bench.dispose());

beforeEach(() => bench.sandbox.reset());

test('bulk-lookup runs as it is: one request for all rows, one item per lookup ID, the rest rejected', async () => {
  const { home, sandbox } = bench;
  const said = await home.command(['execute', '--id=bulk-lookup', '--rawOutput']);
  const run = JSON.parse(said.slice(said.indexOf('\n{\n'))) as IRun;

  const [lookups = [], rejected = []] = outputsOf(run, 'Kaleyra') as IDataObject[][];
  expect(sandbox.requests.map(({ kind, numbers }) => [kind, numbers])).toEqual([
    ['startBulk', [ADA, BEN, CHITRA, '61491570156']],
  ]);
  expect(new Map(lookups.map((one) => [one.lookup_id, one.mobile_number]))).toEqual(sandbox.lookups);
  expect(rejected.map(({ id, rejected: why }) => [id, (why as IDataObject).reason])).toEqual([
    [5, 'SCIENTIFIC_NOTATION'],
  ]);
  expect(outputsOf(run, 'Lookups')).toEqual([lookups]);
  expect(outputsOf(run, 'Rejected')).toEqual([rejected]);
});

describe('in a started n8n', () => {
  let running: Running;
  let session: N8nSession;
  let types: INodeTypeDescription[];

  beforeAll(async () => {
    running = await bench.home.start();
    session = await N8nSession.open(running.url);
    const { data } = await axios.get<INodeTypeDescription[]>(`${running.url}/types/nodes.json`, {
      headers: { cookie: session.cookie },
      proxy: false,
    });
    types = data;
  });

  afterAll(async () => await running.stop());

  test.each(EXAMPLES.map((one) => [one.id, one] as const))(
    '%s: known nodes, known parameters, whole connections, and a note that says what to change',
    (_id, workflow) => {
      expect(complaintsAbout(workflow, types)).toEqual([]);
    },
  );

  test.each<[string, string, (workflow: Example, node: (name: string) => INode) => void, string]>([
    [
      'a node that n8n does not have',
      'bulk-lookup',
      (_, node) => void (node('Rows').type += 's'),
      'Rows: n8n has no n8n-nodes-base.codes 2',
    ],
    [
      'a version that n8n does not have',
      'bulk-lookup',
      (_, node) => void (node('Rows').typeVersion = 9),
      'Rows: n8n has no n8n-nodes-base.code 9',
    ],
    [
      'an unknown parameter',
      'bulk-lookup',
      (_, node) => void (node('Kaleyra').parameters.fone = 'x'),
      "Kaleyra: n8n does not take 'fone'",
    ],
    [
      'an unknown option',
      'bulk-lookup',
      (_, node) => void (node('Kaleyra').parameters.options = { batch: 5 }),
      "Kaleyra: n8n does not take 'options.batch'",
    ],
    [
      'a parameter of another operation',
      'bulk-lookup',
      (_, node) => void (node('Kaleyra').parameters.waitTimeout = 5),
      "Kaleyra: n8n does not take 'waitTimeout'",
    ],
    [
      'an empty field that must not be',
      'bulk-lookup',
      (_, node) => void (node('Kaleyra').parameters.phone = ''),
      'Kaleyra: Parameter "Phone" is required.',
    ],
    [
      'a value that is not in the list',
      'bulk-lookup',
      (_, node) => void (node('Kaleyra').parameters.output = 'all'),
      "Kaleyra: 'output' cannot be 'all'",
    ],
    [
      'a connection to nothing',
      'bulk-lookup',
      (_, node) => void (node('Lookups').name = 'Found'),
      'a connection has its end at Lookups, which is not there',
    ],
    [
      'a node that is not reached',
      'bulk-lookup',
      ({ connections }) => void delete connections.Rows,
      'nothing leads to Kaleyra',
    ],
    [
      'a trigger without a connection',
      'bulk-lookup',
      ({ connections }) => void delete connections['Run it'],
      'Run it leads nowhere',
    ],
    [
      'a tool without an agent',
      'agent-tool',
      ({ connections }) => void delete connections.Kaleyra,
      'Kaleyra leads nowhere',
    ],
    [
      'no advice',
      'bulk-lookup',
      (_, node) => void (node('Note').parameters.content = '## Bulk lookup'),
      'no note says what to change',
    ],
  ])('%s is noticed', (_what, id, spoil, complaint) => {
    const workflow = structuredClone(example(id));
    spoil(workflow, (name) => workflow.nodes.find((node) => node.name === name) as INode);
    expect(complaintsAbout(workflow, types)).toContain(complaint);
  });

  test('scheduled-recheck looks up what is new or old, asks about what is pending, and leaves the rest alone', async () => {
    const { sandbox } = bench;
    let benIsPending = true;
    let benFails = false;
    const isBen = (digits: string): boolean => digits === BEN;
    sandbox.neverComplete((_id, digits) => isBen(digits) && benIsPending);
    sandbox.fault('details', faults.status(404), { numbers: (digits) => isBen(digits) && benFails });
    let seen = 0;
    const asked = () => {
      const requests = sandbox.requests.slice(seen);
      seen = sandbox.requests.length;
      return {
        lookedUp: requests.filter(({ kind }) => kind === 'startBulk').map(({ numbers }) => numbers),
        details: [...new Set(requests.flatMap(({ lookupId }) => lookupId ?? []))].map((id) =>
          sandbox.lookups.get(id),
        ),
      };
    };

    const first = await session.run('scheduled-recheck', 'Try it');
    expect(first.status).toBe('success');
    expect(takenBy(first, 'Save lookup')).toHaveLength(3);
    expect(asked()).toEqual({
      lookedUp: [[ADA, BEN, CHITRA]],
      details: expect.arrayContaining([ADA, BEN, CHITRA]),
    });
    const table = await DataTable.open(session, 'kaleyra_contacts');
    const before = await table.rows();
    const now = { looked_up_at: expect.stringMatching(/^20\d\d-/), rejected: '' };
    expect(before).toEqual({
      'Ada Example': expect.objectContaining({
        ...now,
        phone_number: `+${ADA}`,
        lookup_status: 'complete',
        current_operator: 'Heather Mobile',
        current_mcc: '234',
        current_mnc: '90',
        is_ported: true,
      }),
      'Ben Sample': expect.objectContaining({ ...now, phone_number: `+${BEN}`, lookup_status: 'pending' }),
      'Chitra Muster': expect.objectContaining({
        ...now,
        phone_number: `+${CHITRA}`,
        lookup_status: 'complete',
        current_operator: 'Cascade Mobile',
        is_ported: false,
      }),
      'Dana Placeholder': expect.objectContaining({
        ...now,
        lookup_id: null,
        rejected: 'The cell contains no phone number.',
      }),
    });
    for (const name of ['Ada Example', 'Ben Sample', 'Chitra Muster']) {
      expect(`+${sandbox.lookups.get(String(before[name]?.lookup_id))}`).toBe(before[name]?.phone_number);
    }

    benFails = true;
    const second = await session.run('scheduled-recheck', 'Every night');
    expect(second.status).toBe('success');
    expect(asked()).toEqual({ lookedUp: [], details: [BEN] });
    expect(await table.rows()).toEqual(before);

    benFails = false;
    benIsPending = false;
    const longAgo = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString();
    await table.change('name', 'Ada Example', { looked_up_at: longAgo });
    const third = await session.run('scheduled-recheck', 'Every night');
    expect(third.status).toBe('success');
    expect(asked()).toEqual({ lookedUp: [[ADA]], details: [BEN, ADA] });
    const after = await table.rows();
    expect(after['Ada Example']?.looked_up_at).not.toBe(longAgo);
    expect(sandbox.lookups.get(String(after['Ada Example']?.lookup_id))).toBe(ADA);
    expect(after['Ada Example']?.lookup_id).not.toBe(before['Ada Example']?.lookup_id);
    expect(after['Ben Sample']).toMatchObject({
      lookup_id: before['Ben Sample']?.lookup_id,
      lookup_status: 'complete',
    });
    expect(after['Chitra Muster']).toEqual(before['Chitra Muster']);
    expect(after['Dana Placeholder']).toEqual(before['Dana Placeholder']);
  });

  test('sheet-enrichment writes what was found, or why not, to the row it belongs to', async () => {
    const { sandbox } = bench;
    sandbox.fault('startBulk', faults.long(STRANGER));
    const run = await session.run('sheet-enrichment', 'Run it');
    expect(run.status).toBe('success');
    expect(sandbox.ofKind('startBulk').map(({ numbers }) => numbers)).toEqual([[ADA, BEN]]);

    const now = expect.stringMatching(/^20\d\d-/);
    const idOf = (digits: string) => [...sandbox.lookups].find(([, of]) => of === digits)?.[0];
    const ben = {
      looked_up_at: now,
      phone_number: `+${BEN}`,
      lookup_id: idOf(BEN),
      lookup_status: 'complete',
      current_operator: '',
      current_mcc: '404',
      current_mnc: '970',
      is_ported: 'unknown',
    };
    expect(takenBy(run, 'Write back')).toEqual([
      {
        row_number: 2,
        looked_up_at: now,
        phone_number: `+${ADA}`,
        lookup_id: idOf(ADA),
        lookup_status: 'complete',
        current_operator: 'Heather Mobile',
        current_mcc: '234',
        current_mnc: '90',
        is_ported: 'true',
      },
      { row_number: 3, ...ben },
      { row_number: 5, ...ben },
      { row_number: 6, looked_up_at: now, rejected: expect.stringContaining('scientific notation') },
    ]);
  });

  test('crm-enrichment writes what was found, or why not, to the contact it belongs to', async () => {
    const { sandbox } = bench;
    sandbox.fault('startBulk', faults.long(STRANGER));
    const run = await session.run('crm-enrichment', 'Run it');
    expect(run.status).toBe('success');
    expect(sandbox.ofKind('startBulk').map(({ numbers }) => numbers)).toEqual([[ADA, BEN]]);

    const now = expect.stringMatching(/^20\d\d-/);
    const idOf = (digits: string) => [...sandbox.lookups].find(([, of]) => of === digits)?.[0];
    expect(takenBy(run, 'Write what was found')).toEqual([
      {
        email: 'ada@crm.example',
        kaleyra_looked_up_at: now,
        kaleyra_lookup_id: idOf(ADA),
        kaleyra_lookup_status: 'complete',
        kaleyra_phone_number: `+${ADA}`,
        kaleyra_operator: 'Heather Mobile',
        kaleyra_is_ported: 'true',
      },
      {
        email: 'ben@crm.example',
        kaleyra_looked_up_at: now,
        kaleyra_lookup_id: idOf(BEN),
        kaleyra_lookup_status: 'complete',
        kaleyra_phone_number: `+${BEN}`,
        kaleyra_operator: '',
        kaleyra_is_ported: 'unknown',
      },
    ]);
    expect(takenBy(run, 'Write why not')).toEqual([
      {
        email: 'dana@crm.example',
        kaleyra_looked_up_at: now,
        kaleyra_rejected: expect.stringContaining('country'),
      },
    ]);
  });
});
