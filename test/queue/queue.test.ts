import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';

import { outputsOf } from '../support/n8n';
import { DataTable } from '../e2e/examples/dataTable';
import { say } from '../e2e/harness';
import { faults } from '../support/sandbox';
import {
  Cluster,
  contactLists,
  digitsOf,
  until,
  WORKER_CONCURRENCY,
  type Contact,
  type Worker,
} from './harness';

// A killed worker's executions are given up by n8n after a minute and a half; see also test/e2e/timeout.ts.
jest.setTimeout(600_000);

const ROWS = 200;
const lists = contactLists(50, ROWS);

const cluster = new Cluster();
let workers: Worker[] = [];

beforeAll(() => cluster.start());
afterAll(() => cluster.stop());
beforeEach(() => cluster.forget());
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
});

async function startWorkers(count: number, installed = true): Promise<Worker[]> {
  workers = await cluster.startWorkers(count, installed);
  return workers;
}

/** What an execution's *Lookups* got. */
async function storedLookups(executionId: string): Promise<Array<[digits: string, lookupId: string]>> {
  const [items = []] = outputsOf(await cluster.session.ended(executionId), 'Lookups');
  return (items as Array<{ phone_number: string; lookup_id: string }>).map(({ phone_number, lookup_id }) => [
    phone_number.slice(1),
    lookup_id,
  ]);
}

test('50 executions of 200 rows on two workers: one request each, nothing lost, nothing twice', async () => {
  const [one, other] = (await startWorkers(2)) as [Worker, Worker];
  // Long enough that neither worker has done all before the other has looked.
  cluster.sandbox.fault('startBulk', faults.slow(500));

  await cluster.post(lists);
  const executions = await cluster.allOver(lists.length);

  expect(executions.map(({ status }) => status)).toEqual(lists.map(() => 'success'));
  const { sandbox } = cluster;
  const asked = sandbox.requests.map(({ kind, numbers }) => `${kind} ${[...numbers].sort().join()}`);
  expect(asked.sort()).toEqual(lists.map((list) => `startBulk ${digitsOf(list).join()}`).sort());
  expect(sandbox.timesBilled()).toEqual(new Map(lists.flat().map(({ phone }) => [phone.slice(1), 1])));

  const stored = await Promise.all(executions.map(({ id }) => storedLookups(id)));
  expect(stored.map((pairs) => pairs.length)).toEqual(lists.map(() => ROWS));
  const given = [...sandbox.lookups].map(([id, digits]) => [digits, id]);
  expect(stored.flat().sort()).toEqual(given.sort());

  // A worker says so a moment after it has saved the execution.
  const ids = executions.map(({ id }) => id).sort();
  await until(() => expect([...one.finished, ...other.finished].sort()).toEqual(ids));
  const shares = [one.finished.length, other.finished.length];
  expect(Math.min(...shares)).toBeGreaterThan(0);
  say(`Executions per worker: ${shares.join(' and ')}`);
});

test('a worker that dies takes its executions along: none is run again, the other does all the rest', async () => {
  const [victim, survivor] = (await startWorkers(2)) as [Worker, Worker];
  const { sandbox } = cluster;
  const waiting = 2 * WORKER_CONCURRENCY;
  sandbox.fault('startBulk', faults.slow(60_000), { nth: Array.from({ length: waiting }, (_, i) => i + 1) });
  const some = lists.slice(0, 20);

  await cluster.post(some);
  // Both workers wait for Kaleyra.
  await until(() => expect(sandbox.openRequests).toBe(waiting));
  await victim.kill();
  const killed = Date.now();
  const executions = await cluster.allOver(some.length);
  say(`Executions of a killed worker were over after ${Math.round((Date.now() - killed) / 1_000)} s`);

  const idsOf = (wanted: string): string[] =>
    executions.filter(({ status }) => status === wanted).map(({ id }) => id);
  expect(victim.finished).toEqual([]);
  expect(victim.started).toHaveLength(WORKER_CONCURRENCY);
  expect(idsOf('error').sort()).toEqual(victim.started.sort());
  expect(idsOf('success').sort()).toEqual(survivor.finished.sort());
  expect(survivor.finished).toHaveLength(some.length - WORKER_CONCURRENCY);
  expect(sandbox.timesSent()).toEqual(new Map(some.flat().map(({ phone }) => [phone.slice(1), 1])));

  // Nothing of it was saved, so that there is nothing to go on with: n8n fails the retry on the spot.
  const retry = await cluster.session.retry(String(victim.started[0]));
  expect(retry.status).toBe('error');
  expect(sandbox.requests).toHaveLength(some.length);
});

/** Posts a list to the cached lookup; returns the numbers of each request that it paid for. */
async function paidFor(contacts: readonly Contact[]): Promise<string[][]> {
  await cluster.forget();
  await cluster.post([contacts], 'cached');
  const [execution] = await cluster.allOver(1);
  const [rows = []] = outputsOf(await cluster.session.ended(String(execution?.id)), 'Lookups');
  expect(rows).toEqual(contacts.map((contact) => ({ ...contact, lookup: expect.anything() })));
  return cluster.sandbox.ofKind('lookUpNow').map(({ numbers }) => [...numbers]);
}

test('cached lookup: 1,000 numbers on three nights with 5% new pay for 1,000, 50 and 50; after the days for all', async () => {
  const [one, other] = (await startWorkers(2)) as [Worker, Worker];
  const [all = []] = contactLists(1, 1_100);
  const nights = [0, 50, 100].map((first) => all.slice(first, first + 1_000)) as [
    Contact[],
    Contact[],
    Contact[],
  ];

  expect((await paidFor(nights[0])).flat()).toEqual(digitsOf(nights[0]));
  // The other worker has to know what this one has looked up.
  await (one.started.length > 0 ? one : other).stop();
  expect((await paidFor(nights[1])).flat()).toEqual(digitsOf(nights[1].slice(-50)));
  expect((await paidFor(nights[2])).flat()).toEqual(digitsOf(nights[2].slice(-50)));

  const longAgo = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString();
  await (await DataTable.open(cluster.session, 'kaleyra_lookups')).changeAll({ looked_up_at: longAgo });
  expect((await paidFor(nights[2])).flat()).toEqual(digitsOf(nights[2]));
});

test('cached lookup: what a worker had saved when it died is not paid for again', async () => {
  const [one, other] = (await startWorkers(2)) as [Worker, Worker];
  const contacts = (contactLists(1, 2_300)[0] ?? []).slice(2_000);
  cluster.sandbox.fault('lookUpNow', faults.slow(60_000), { nth: 2 });
  await cluster.post([contacts], 'cached');
  await until(() => expect(cluster.sandbox.ofKind('lookUpNow')).toHaveLength(2));
  await (one.started.length > 0 ? one : other).kill();
  expect((await paidFor(contacts)).flat()).toEqual(digitsOf(contacts.slice(100)));
});

test('a worker without the package fails its executions and asks nothing of Kaleyra', async () => {
  await startWorkers(1, false);
  await cluster.post(lists.slice(0, 1));
  const [execution] = await cluster.allOver(1);
  const { status, data } = await cluster.session.ended(String(execution?.id));
  expect(status).toBe('error');
  expect(data.resultData.error?.message).toMatch(/Unrecognized node type: n8n-nodes-kaleyra/);
  expect(cluster.sandbox.requests).toEqual([]);
});
