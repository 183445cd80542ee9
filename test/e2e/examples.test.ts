import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axios from 'axios';
import type { IDataObject, INode, INodeParameters, INodeTypeDescription, IRun } from 'n8n-workflow';

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
import { makeWorkbench, until, type Workbench } from './harness';
import { node, to } from './harness/workflows';

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

/** Everything that arrived at a node, over all its runs. */
function takenBy({ data }: Pick<Execution, 'data'>, node: string): IDataObject[] {
  const runs = data.resultData.runData[node] ?? [];
  return runs.flatMap((run) => run.data?.main?.flatMap((items) => items ?? []) ?? []).map(({ json }) => json);
}

/** Waits for so many seconds; from 65 on, n8n stores the execution and holds nothing. */
const waiting =
  (amount: number | string) =>
  ({ type, typeVersion }: INode) => ({ type, typeVersion, parameters: { amount, unit: 'seconds' } });

/** The node with some parameters changed. */
const changed =
  (changes: INodeParameters) =>
  ({ type, typeVersion, parameters }: INode) => ({
    type,
    typeVersion,
    parameters: { ...parameters, ...changes },
  });

/** `long-wait` that waits for nothing, sends each number by itself, and has a step of a user's own at the end. */
function shortWait(): Example {
  const workflow = withStandIns(example('long-wait'), {
    Wait: waiting(0),
    'Start bulk': changed({ options: { batchSize: 1 } }),
  });
  return {
    ...workflow,
    id: 'short-wait',
    nodes: [...workflow.nodes, node('My step', 'n8n-nodes-base.noOp', 1, 20, 20)],
    connections: { ...workflow.connections, Found: { main: [[to('My step')]] } },
  };
}

const sheetEnrichment = (rows: readonly IDataObject[], kaleyra: INodeParameters = {}): Example =>
  withStandIns(example('sheet-enrichment'), {
    'Read contacts': giving(rows),
    'Write back': taking,
    Kaleyra: changed(kaleyra),
  });

const crmEnrichment = (contacts: readonly IDataObject[], kaleyra: INodeParameters = {}): Example =>
  withStandIns(example('crm-enrichment'), {
    'Find contacts': giving(contacts),
    'Write what was found': takingContact,
    'Write why not': takingContact,
    Kaleyra: changed(kaleyra),
  });

let bench: Workbench;

beforeAll(async () => {
  bench = await makeWorkbench({ sandbox: { pendingPolls: 0 } });
  await bench.home.import('workflow', [
    example('bulk-lookup'),
    example('cached-lookup'),
    example('scheduled-recheck'),
    example('lead-check'),
    withStandIns(example('long-wait'), { Wait: waiting('={{ $runIndex === 0 ? 66 : 0 }}') }),
    shortWait(),
    sheetEnrichment(SHEET),
    crmEnrichment(HUBSPOT),
  ]);
  for (const id of ['cached-lookup', 'lead-check']) {
    await bench.home.command(['publish:workflow', `--id=${id}`]);
  }
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

  /** Runs a workflow that n8n does not have yet. */
  async function runNew(workflow: Example): Promise<Execution> {
    const { id } = await session.call<{ id: string }>('post', '/workflows', { ...workflow, id: undefined });
    return await session.run(id, 'Run it');
  }

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
      'cached-lookup',
      (_, node) => void (node('Create table').parameters.tableName = ''),
      'Create table: Parameter "Name" is required.',
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

  test('scheduled-recheck pays for what is new or old, and fails at the end if a contact was not looked up', async () => {
    const { sandbox } = bench;
    let seen = 0;
    const night = async (trigger: string) => {
      const { status, data } = await session.run('scheduled-recheck', trigger);
      const paid = sandbox.ofKind('lookUpNow').slice(seen);
      seen += paid.length;
      return { status, message: data.resultData.error?.message, paid: paid.map((one) => one.numbers) };
    };
    const message = undefined;

    expect(await night('Every night')).toEqual({ status: 'success', message, paid: [] });
    expect(await night('Try it')).toEqual({ status: 'success', message, paid: [[ADA, BEN, CHITRA]] });
    const contacts = await DataTable.open(session, 'kaleyra_contacts');
    const first = await contacts.rows();
    const now = { looked_up_at: expect.stringMatching(/^20\d\d-/), lookup_status: 'complete', note: '' };
    expect(first).toEqual({
      'Ada Example': expect.objectContaining({
        ...now,
        phone_number: `+${ADA}`,
        current_operator: 'Heather Mobile',
        is_ported: true,
      }),
      'Ben Sample': expect.objectContaining({ ...now, phone_number: `+${BEN}` }),
      'Chitra Muster': expect.objectContaining({ ...now, phone_number: `+${CHITRA}`, is_ported: false }),
      'Dana Placeholder': expect.objectContaining({
        looked_up_at: null,
        note: 'The cell contains no phone number.',
      }),
    });

    // As from a number that the contact had before.
    await contacts.change('name', 'Dana Placeholder', { phone_number: `+${BEN}`, current_operator: 'Old' });
    expect(await night('Every night')).toEqual({ status: 'success', message, paid: [] });
    const nothing = { phone_number: null, current_operator: null, lookup_status: null };
    expect((await contacts.rows())['Dana Placeholder']).toMatchObject(nothing);

    const lookups = await DataTable.open(session, 'kaleyra_lookups');
    const longAgo = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString();
    await lookups.change('phone_number', `+${ADA}`, { looked_up_at: longAgo });
    sandbox.fault('lookUpNow', faults.unauthorized(), { times: 1 });
    expect(await night('Every night')).toEqual({
      status: 'error',
      message: expect.stringContaining('Contacts that were not looked up: 1, see'),
      paid: [[ADA]],
    });
    const refused = (await contacts.rows())['Ada Example'];
    expect(refused).toMatchObject({
      looked_up_at: first['Ada Example']?.looked_up_at,
      current_operator: 'Heather Mobile',
      note: expect.stringContaining('API key'),
    });

    expect(await night('Every night')).toEqual({ status: 'success', message, paid: [[ADA]] });
    const after = (await contacts.rows())['Ada Example'];
    expect(after).toMatchObject(now);
    expect(after?.looked_up_at).not.toBe(refused?.looked_up_at);
  });

  test('lead-check answers with one list, and pays once for a lead that comes twice', async () => {
    const { sandbox } = bench;
    const ask = async (body: object): Promise<IDataObject[]> =>
      (await axios.post<IDataObject[]>(`${running.url}/webhook/lead-check`, body, { proxy: false })).data;

    const lead = { phone: '+91 98765 43299 / +1 212 555 0189', name: 'Ada' };
    const first = await ask(lead);
    expect(first).toMatchObject([
      { name: 'Ada', can_text: true, lookup: { phone_number: '+919876543299', is_mobile: true } },
      { name: 'Ada', can_text: true, lookup: { phone_number: '+12125550189', is_mobile: null } },
    ]);
    expect(await ask(lead)).toEqual(first);
    expect(sandbox.ofKind('lookUpNow').map(({ numbers }) => numbers)).toEqual([
      ['919876543299', '12125550189'],
    ]);

    expect(await ask({ phone: '+44 20 7946 0999' })).toMatchObject([
      { can_text: false, lookup: { is_mobile: false } },
    ]);
    const forged = { lookup: { is_mobile: true }, error: 'x', can_text: true };
    expect(await ask({ phone: 'none', ...forged, rejected: 'x' })).toEqual([
      {
        phone: 'none',
        can_text: false,
        rejected: expect.objectContaining({ reason: expect.any(String) }),
      },
    ]);
    sandbox.fault('lookUpNow', faults.unauthorized());
    expect(await ask({ phone: '+919876543298' })).toMatchObject([
      { can_text: false, error: expect.stringContaining('API key') },
    ]);
    const [refused] = await ask({ phone: '+919876543298', ...forged });
    expect(refused).not.toHaveProperty('lookup');
    expect(refused).toMatchObject({ can_text: false, error: expect.stringContaining('API key') });
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
      lookup_note: '',
      current_operator: '',
      current_mcc: '404',
      current_mnc: '970',
      is_ported: 'unknown',
      rejected: '',
    };
    expect(takenBy(run, 'Write back')).toEqual([
      {
        row_number: 2,
        looked_up_at: now,
        phone_number: `+${ADA}`,
        lookup_id: idOf(ADA),
        lookup_status: 'complete',
        lookup_note: '',
        current_operator: 'Heather Mobile',
        current_mcc: '234',
        current_mnc: '90',
        is_ported: 'true',
        rejected: '',
      },
      { row_number: 3, ...ben },
      { row_number: 5, ...ben },
      {
        row_number: 6,
        looked_up_at: now,
        phone_number: '',
        lookup_id: '',
        lookup_status: '',
        lookup_note: '',
        current_operator: '',
        current_mcc: '',
        current_mnc: '',
        is_ported: '',
        rejected: expect.stringContaining('scientific notation'),
      },
    ]);
  });

  test('sheet-enrichment asks for what was still pending in the run before, and pays for it once', async () => {
    const { sandbox } = bench;
    sandbox.set({ pendingPolls: 1 });
    const written = takenBy(await runNew(sheetEnrichment(SHEET, { waitTimeout: 0 })), 'Write back');
    sandbox.set({ pendingPolls: 0 });
    const pending = { looked_up_at: '', lookup_id: expect.any(String), lookup_status: 'pending' };
    expect(written.slice(0, 3)).toEqual(
      [2, 3, 5].map((row_number) => expect.objectContaining({ row_number, ...pending })),
    );

    const gone = {
      ...pending,
      row_number: 7,
      phone: '+44 20 7946 0123',
      lookup_id: 'gone',
      phone_number: '+442079460123',
    };
    const sheet = SHEET.map((row) => ({
      ...row,
      ...written.find(({ row_number }) => row_number === row.row_number),
    }));
    const later = takenBy(await runNew(sheetEnrichment([...sheet, gone])), 'Write back');
    expect(sandbox.ofKind('startBulk')).toHaveLength(1);
    const now = expect.stringMatching(/^20\d\d-/);
    expect(later).toEqual([
      ...written.slice(0, 3).map(({ row_number, phone_number, lookup_id }) =>
        expect.objectContaining({
          row_number,
          phone_number,
          lookup_id,
          looked_up_at: now,
          lookup_status: 'complete',
          lookup_note: '',
        }),
      ),
      expect.objectContaining({
        ...pending,
        row_number: 7,
        lookup_id: 'gone',
        phone_number: '+442079460123',
        lookup_note: expect.stringContaining('does not know'),
      }),
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
        kaleyra_lookup_note: '',
        kaleyra_phone_number: `+${ADA}`,
        kaleyra_operator: 'Heather Mobile',
        kaleyra_is_ported: 'true',
        kaleyra_rejected: '',
      },
      {
        email: 'ben@crm.example',
        kaleyra_looked_up_at: now,
        kaleyra_lookup_id: idOf(BEN),
        kaleyra_lookup_status: 'complete',
        kaleyra_lookup_note: '',
        kaleyra_phone_number: `+${BEN}`,
        kaleyra_operator: '',
        kaleyra_is_ported: 'unknown',
        kaleyra_rejected: '',
      },
    ]);
    expect(takenBy(run, 'Write why not')).toEqual([
      {
        email: 'dana@crm.example',
        kaleyra_looked_up_at: now,
        kaleyra_lookup_id: '',
        kaleyra_lookup_status: '',
        kaleyra_lookup_note: '',
        kaleyra_phone_number: '',
        kaleyra_operator: '',
        kaleyra_is_ported: '',
        kaleyra_rejected: expect.stringContaining('country'),
      },
    ]);
  });

  test('crm-enrichment asks for what was still pending in the run before, and pays for it once', async () => {
    const { sandbox } = bench;
    sandbox.set({ pendingPolls: 1 });
    const run = await runNew(crmEnrichment(HUBSPOT, { waitTimeout: 0 }));
    sandbox.set({ pendingPolls: 0 });
    const written = takenBy(run, 'Write what was found');
    const pending = {
      kaleyra_looked_up_at: '',
      kaleyra_lookup_status: 'pending',
      kaleyra_lookup_id: expect.any(String),
    };
    expect(written).toEqual([expect.objectContaining(pending), expect.objectContaining(pending)]);

    const contacts = HUBSPOT.slice(0, 2).map(({ id, properties }, i) => ({
      id,
      properties: { ...properties, ...written[i] },
    }));
    const later = await runNew(crmEnrichment(contacts));
    expect(sandbox.ofKind('startBulk')).toHaveLength(1);
    expect(takenBy(later, 'Write what was found')).toEqual(
      written.map(({ email, kaleyra_lookup_id, kaleyra_phone_number }) =>
        expect.objectContaining({
          email,
          kaleyra_lookup_id,
          kaleyra_phone_number,
          kaleyra_looked_up_at: expect.stringMatching(/^20\d\d-/),
          kaleyra_lookup_status: 'complete',
        }),
      ),
    );
  });

  test('long-wait pays once and asks until nothing is pending, although n8n is restarted while it waits', async () => {
    const { sandbox } = bench;
    sandbox.set({ pendingPolls: 1 });
    const id = await session.start('long-wait', 'Run it');
    await until(async () => expect(await session.statusOf(id)).toBe('waiting'));
    const table = await DataTable.open(session, 'kaleyra_long_wait');
    const saved = Object.values(await table.rows('phone_number'));
    expect(saved.map(({ lookup_status }) => lookup_status)).toEqual(['accepted', 'accepted', 'accepted']);

    await running.stop();
    running = await bench.home.start();
    session = await N8nSession.open(running.url);
    const { status, data } = await session.ended(id);
    sandbox.set({ pendingPolls: 0 });

    expect(status).toBe('success');
    expect(sandbox.ofKind('startBulk').map(({ numbers }) => numbers)).toEqual([[ADA, BEN, CHITRA]]);
    expect(sandbox.ofKind('details')).toHaveLength(6);
    const complete = { lookup_status: 'complete', lookup_id: expect.any(String) };
    const ada = { phone_number: `+${ADA}`, current_operator: 'Heather Mobile', is_ported: true };
    expect(takenBy({ data }, 'Found')).toMatchObject([
      { name: 'Ada Example', country: 'GB', lookup: { ...complete, ...ada } },
      { name: 'Ben Sample', country: 'IN', lookup: { ...complete, phone_number: `+${BEN}` } },
      {
        name: 'Chitra Muster',
        country: 'US',
        lookup: { ...complete, phone_number: `+${CHITRA}`, is_ported: false },
      },
    ]);
  });

  test('long-wait looks at what is pending even if nothing could be sent, and fails at the end', async () => {
    bench.sandbox.fault('startBulk', faults.unauthorized());
    const { status, data } = await session.run('short-wait', 'Run it');
    expect(status).toBe('error');
    expect(data.resultData.error?.message).toMatch(/^Rows that were not looked up: 3\. The first: .*API key/);
    expect(takenBy({ data }, 'My step')).toEqual([]);
  });

  test('long-wait goes on with the lookups of its own rows, and fails for the others after that', async () => {
    bench.sandbox.fault('startBulk', faults.acceptedThenReset(), { numbers: (digits) => digits === BEN });
    const { status, data } = await session.run('short-wait', 'Run it');
    expect(status).toBe('error');
    expect(data.resultData.error?.message).toMatch(/^Rows that were not looked up: 1\. The first: .*lost/);
    const lookup = expect.objectContaining({ lookup_status: 'complete', lookup_id: expect.any(String) });
    expect(takenBy({ data }, 'My step')).toEqual([
      { name: 'Ada Example', country: 'GB', phone: '+44 20 7946 0958', lookup },
      { name: 'Chitra Muster', country: 'US', phone: '(212) 555-0101', lookup },
    ]);
  });
});
