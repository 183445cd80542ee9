import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL } from '../support/credential';
import { exampleWorkflows, N8nSession, outputsOf, type Example, type Running } from '../support/n8n';
import { faults } from '../support/sandbox';
import { DataTable } from './examples/dataTable';
import { makeWorkbench, say, type Workbench } from './harness';
import { node, to } from './harness/workflows';

const NIGHTS = [0, 50, 100].map((first) => numbers(first, 1_000));
const FIVE_REQUESTS = numbers(2_000, 500);
const PAIR = numbers(3_000, 100);
const MANY = [...numbers(10_000, 5_000), ...numbers(16_000, 5_000)];
// Between the others, so that saving them changes what a search for those finds.
const BETWEEN = numbers(15_000, 300);
const OUTAGE = numbers(30_000, 800);
const FLAKY = numbers(31_000, 500);
const LENIENT = { stop_if_failed: false };

let bench: Workbench;
let running: Running;
let session: N8nSession;
let table: DataTable;

beforeAll(async () => {
  bench = await makeWorkbench({
    sandbox: { pendingPolls: 0 },
    // n8n takes its database for lost if it is too busy to ask it for 5 s.
    settings: { DB_PING_TIMEOUT_MS: '120000' },
  });
  const cached = exampleWorkflows().find(({ id }) => id === 'cached-lookup') as Example;
  await bench.home.import('workflow', [
    cached,
    ...NIGHTS.map((phones, night) => caller(`night-${night}`, phones)),
    caller('strict', FIVE_REQUESTS),
    caller('lenient', FIVE_REQUESTS, LENIENT),
    caller('outage', OUTAGE, LENIENT),
    caller('limited', OUTAGE, { ...LENIENT, max_lookups: 150 }),
    caller('flaky', FLAKY),
    caller('mistyped', PAIR, { max_lookup: 1 }),
    caller('one', PAIR.slice(0, 1)),
    caller('pair', PAIR),
    withoutLast(caller('many', MANY)),
    withoutLast(directly('many-directly', MANY)),
    caller('between', BETWEEN),
    caller('mixed', ['+91 98765 09000', 'n/a', '098765-09000', '+919876509001']),
    caller('nothing', ['n/a']),
  ]);
  await bench.home.command(['publish:workflow', '--id=cached-lookup']);
  await startN8n();
  // It makes the table.
  await session.run('nothing', 'Start');
  table = await DataTable.open(session, 'kaleyra_lookups');
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => {
  await running?.stop();
  await bench?.dispose();
});

async function startN8n(): Promise<void> {
  running = await bench.home.start();
  session = await N8nSession.open(running.url);
}

function numbers(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `+9198765${String(first + i).padStart(5, '0')}`);
}

// Fields of a row that are kept, although some are also called so in the sub-workflow.
const MINE = { country: 'IN', validation: 'mine', step: 'mine', url: 'mine' };

/** A workflow of a user's own: rows, the cached lookup, and a node that asks for the row each answer belongs to. */
function caller(id: string, phones: readonly string[], settings: IDataObject = {}): Example {
  const rows = phones.map((mobile, key) => ({
    json: {
      key,
      mobile,
      ...MINE,
      // As from an earlier call.
      lookup: { is_mobile: true, mine: true },
      rejected: 'mine',
      error: 'mine',
      details: 'mine',
      cached_lookup: { phone: 'mobile', ...settings },
    },
  }));
  return {
    id,
    name: id,
    settings: { executionOrder: 'v1' },
    nodes: [
      node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, 0),
      node('My rows', 'n8n-nodes-base.code', 2, 1, 0, { jsCode: `return ${JSON.stringify(rows)};` }),
      node('Cached lookup', 'n8n-nodes-base.executeWorkflow', 1.2, 2, 0, {
        workflowId: { __rl: true, mode: 'id', value: 'cached-lookup' },
        workflowInputs: { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] },
        options: {},
      }),
      node('Linked', 'n8n-nodes-base.set', 3.4, 3, 0, {
        assignments: {
          assignments: [
            { id: 'key', name: 'linked_key', type: 'number', value: "={{ $('My rows').item.json.key }}" },
          ],
        },
        includeOtherFields: true,
        options: {},
      }),
    ],
    connections: {
      Start: { main: [[to('My rows')]] },
      'My rows': { main: [[to('Cached lookup')]] },
      'Cached lookup': { main: [[to('Linked')]] },
    },
  };
}

/** The workflow without its last node, which takes longer for 10,000 rows than all the others. */
function withoutLast({ nodes, connections, ...workflow }: Example): Example {
  const others = Object.entries(connections).filter(([from]) => from !== 'Cached lookup');
  return {
    ...workflow,
    nodes: nodes.filter(({ name }) => name !== 'Linked'),
    connections: Object.fromEntries(others),
  };
}

/** The same rows, all looked up by the node itself. */
function directly(id: string, phones: readonly string[]): Example {
  const workflow = caller(id, phones);
  const kaleyra = {
    ...node('Cached lookup', 'n8n-nodes-kaleyra.kaleyra', 1, 2, 0, {
      resource: 'lookup',
      operation: 'lookUpNow',
      phone: '={{ $json.mobile }}',
      output: 'rows',
    }),
    credentials: { kaleyraApi: CREDENTIAL },
  };
  const nodes = workflow.nodes.map((one) => (one.name === kaleyra.name ? kaleyra : one));
  return { ...workflow, nodes };
}

interface Call {
  readonly id: string;
  readonly status: string;
  readonly message: string;
  readonly rows: IDataObject[];
  /** How long the node took. */
  readonly milliseconds: number;
  /** The numbers of each paid request. */
  readonly paid: string[][];
}

async function call(workflowId: string): Promise<Call> {
  const { sandbox } = bench;
  const seen = sandbox.ofKind('lookUpNow').length;
  const execution = await session.run(workflowId, 'Start');
  const [rows = []] = outputsOf(
    execution,
    execution.data.resultData.lastNodeExecuted ?? '',
  ) as IDataObject[][];
  return {
    id: execution.id,
    status: execution.status,
    message: execution.data.resultData.error?.message ?? '',
    rows,
    milliseconds: execution.data.resultData.runData['Cached lookup']?.at(-1)?.executionTime ?? 0,
    paid: sandbox
      .ofKind('lookUpNow')
      .slice(seen)
      .map((request) => request.numbers.map((digits) => `+${digits}`)),
  };
}

const lookupOf = (row: IDataObject | undefined): IDataObject => row?.lookup as IDataObject;

test('1,000 numbers on three nights with 5% new, n8n restarted before the third: 1,000, 50 and 50 are paid, and after the days all again', async () => {
  const [first, second] = [await call('night-0'), await call('night-1')];
  await running.stop();
  await startN8n();
  table = await DataTable.open(session, 'kaleyra_lookups');
  const third = await call('night-2');
  expect([first, second, third].map(({ status }) => status)).toEqual(['success', 'success', 'success']);
  expect(first.paid).toHaveLength(10);
  expect([first, second, third].map(({ paid }) => paid.flat())).toEqual([
    NIGHTS[0],
    NIGHTS[1]?.slice(-50),
    NIGHTS[2]?.slice(-50),
  ]);
  for (const [night, { rows }] of [first, second, third].entries()) {
    expect(rows.map((row) => lookupOf(row).phone_number)).toEqual(NIGHTS[night]);
    expect(rows.map(({ linked_key }) => linked_key)).toEqual(rows.map(({ key }) => key));
    expect(rows.every((row) => lookupOf(row).lookup_status === 'complete')).toBe(true);
  }
  const lookup = expect.objectContaining({ phone_number: NIGHTS[2]?.[0] });
  expect(third.rows[0]).toEqual({ ...MINE, key: 0, mobile: NIGHTS[2]?.[0], linked_key: 0, lookup });
  expect(lookupOf(third.rows[0])).toEqual(lookupOf(first.rows[100]));

  await table.changeAll({ looked_up_at: new Date(Date.now() - 31 * 24 * 3_600_000).toISOString() });
  const later = await call('night-2');
  expect(later.paid.flat()).toEqual(NIGHTS[2]);
  expect((await call('night-2')).paid).toEqual([]);
});

test('the second of five requests is refused: all others are saved, and the next call sends only that one', async () => {
  const { sandbox } = bench;
  const refused = FIVE_REQUESTS.slice(100, 200);
  sandbox.fault('lookUpNow', faults.unauthorized(), { nth: [2, 6, 7] });

  const stopped = await call('strict');
  expect(stopped.paid).toHaveLength(5);
  expect(stopped.status).toBe('error');
  expect(stopped.message).toContain('Not looked up: 100 of 500 different numbers.');

  // n8n's own retry of the caller begins with the cached lookup.
  const retried = await session.retry(stopped.id);
  expect(retried.status).toBe('error');
  expect(sandbox.ofKind('lookUpNow').slice(5)).toMatchObject([
    { numbers: refused.map((e164) => e164.slice(1)) },
  ]);

  const told = await call('lenient');
  expect(told.paid).toEqual([refused]);
  expect(told.status).toBe('success');
  const failed = told.rows.filter(({ error }) => error !== undefined);
  expect(failed.map(({ mobile }) => mobile)).toEqual(refused);
  expect(failed[0]).toMatchObject({ details: { http_status: 401 } });
  expect(told.rows.filter(({ lookup }) => lookup !== undefined)).toHaveLength(400);

  expect((await call('strict')).paid).toEqual([refused]);
  const last = await call('strict');
  expect(last).toMatchObject({ status: 'success', paid: [] });
  expect(last.rows).toHaveLength(500);
  expect(new Set(sandbox.timesBilled().values())).toEqual(new Set([1]));
});

test('an API that bills and resets is sent 200 numbers by each execution, and all of them once it responds', async () => {
  const { sandbox } = bench;
  let isOut = true;
  sandbox.fault('lookUpNow', faults.acceptedThenReset(), { numbers: () => isOut });
  for (let execution = 0; execution < 2; execution += 1) {
    const { status, rows, paid } = await call('outage');
    expect(status).toBe('success');
    expect(paid).toEqual([OUTAGE.slice(0, 100), OUTAGE.slice(100, 200)]);
    expect(rows).toHaveLength(800);
    for (const row of rows.slice(0, 200)) {
      expect(row).toMatchObject({ error: expect.stringContaining('lost'), details: { unconfirmed: true } });
    }
    for (const { lookup, rejected, error, details } of rows.slice(200)) {
      expect([lookup, rejected, details]).toEqual([undefined, undefined, undefined]);
      expect(error).toMatch(/^Not sent, because 200 other numbers were not looked up\. The first: .*lost/);
    }
  }
  expect((await call('limited')).paid).toEqual([OUTAGE.slice(0, 100)]);

  isOut = false;
  const after = await call('outage');
  expect(after.paid.flat()).toEqual(OUTAGE);
  expect(after.rows.every((row) => lookupOf(row).lookup_status === 'complete')).toBe(true);
});

test('failed requests between good ones count, too: after the second, nothing more is sent', async () => {
  const { sandbox } = bench;
  sandbox.fault('lookUpNow', faults.acceptedThenReset(), { nth: [2, 4] });
  const { status, message, paid } = await call('flaky');
  expect(status).toBe('error');
  expect(message).toContain('Not looked up: 300 of 500 different numbers.');
  expect(paid.flat()).toEqual(FLAKY.slice(0, 400));
  expect((await call('flaky')).paid.flat()).toEqual([...FLAKY.slice(100, 200), ...FLAKY.slice(300)]);
});

test('one number is one number in the message', async () => {
  bench.sandbox.fault('lookUpNow', faults.unauthorized());
  expect((await call('one')).message).toContain('Not looked up: 1 of 1 different numbers.');
});

test('a setting that is not known stops the workflow before anything is sent', async () => {
  const { status, message, paid } = await call('mistyped');
  expect({ status, paid }).toEqual({ status: 'error', paid: [] });
  expect(message).toContain("'max_lookup' is no setting.");
  expect(message).toContain('phone, country, days, max_lookups, stop_if_failed');
});

test('two rows with one number pay once, and rows without a number come back with the reason', async () => {
  const { rows, paid } = await call('mixed');
  expect(paid).toEqual([['+919876509000', '+919876509001']]);
  const byKey = [...rows].sort((a, b) => Number(a.key) - Number(b.key));
  expect(byKey.map((row) => lookupOf(row)?.phone_number)).toEqual([
    '+919876509000',
    undefined,
    '+919876509000',
    '+919876509001',
  ]);
  expect(lookupOf(byKey[2])).toMatchObject({ phone_input: '098765-09000', phone_reading: 'national' });
  const rejected = expect.objectContaining({ reason: 'EMPTY' });
  expect(byKey[1]).toEqual({ ...MINE, key: 1, mobile: 'n/a', linked_key: 1, rejected });

  const none = await call('nothing');
  expect(none).toMatchObject({ status: 'success', paid: [] });
  expect(none.rows).toMatchObject([{ mobile: 'n/a', rejected: { reason: 'EMPTY' } }]);
});

test('what is pending is asked about, not paid for', async () => {
  const { sandbox } = bench;
  const headers = { 'api-key': sandbox.apiKey };
  await axios.post(`${sandbox.url}/v1/${sandbox.sid}/lookup`, { mobile: ['+919876509001'] }, { headers });
  const [lookup_id = ''] = sandbox.lookups.keys();
  const pending = { lookup_id, lookup_status: 'pending' };
  const lookup = JSON.stringify({ ...pending, phone_number: '+919876509001' });
  await table.change('phone_number', '+919876509001', { ...pending, lookup });

  let unavailable = true;
  sandbox.fault('details', faults.status(404), { numbers: () => unavailable });
  const still = await call('mixed');
  expect(still).toMatchObject({ status: 'success', paid: [] });
  expect(still.rows.map((row) => lookupOf(row)?.lookup_status)).toContain('pending');
  unavailable = false;
  const found = await call('mixed');
  expect(found.paid).toEqual([]);
  expect(found.rows.map((row) => lookupOf(row)?.lookup_status)).not.toContain('pending');
});

test('two callers at once pay for a number at most twice, and no later call pays again', async () => {
  const { sandbox } = bench;
  sandbox.set({ latencyMs: 500 });
  const both = await Promise.all([session.run('pair', 'Start'), session.run('pair', 'Start')]);
  sandbox.set({ latencyMs: 0 });
  expect(both.map(({ status }) => status)).toEqual(['success', 'success']);
  expect(Math.max(...sandbox.timesBilled().values())).toBeLessThanOrEqual(2);
  expect((await call('pair')).paid).toEqual([]);
});

test('10,000 numbers: paid once in 100 requests, then answered from the table while another call adds to it', async () => {
  const first = await call('many');
  expect(first.status).toBe('success');
  expect(first.paid.flat()).toEqual(MANY);

  const known = await call('many');
  expect(known).toMatchObject({ status: 'success', paid: [] });
  expect(known.rows.map((row) => lookupOf(row).phone_number)).toEqual(MANY);
  const without = await call('many-directly');
  expect(without.paid).toHaveLength(100);
  const [cached, plain] = [known, without].map(({ milliseconds }) => milliseconds) as [number, number];
  say(
    `10,000 known numbers: ${cached} ms, without the cache ${plain} ms, ratio ${(cached / plain).toFixed(2)}`,
  );
  say(`10,000 new numbers through the cache: ${first.milliseconds} ms`);

  const both = await Promise.all([session.run('many', 'Start'), session.run('between', 'Start')]);
  expect(both.map(({ status }) => status)).toEqual(['success', 'success']);
});
