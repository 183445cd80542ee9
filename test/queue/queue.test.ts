import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';

import { outputsOf } from '../support/n8n';
import { say } from '../e2e/harness';
import { faults } from '../support/sandbox';
import { Cluster, contactLists, digitsOf, until, WORKER_CONCURRENCY, type Worker } from './harness';

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

test('a worker without the package fails its executions and asks nothing of Kaleyra', async () => {
  await startWorkers(1, false);
  await cluster.post(lists.slice(0, 1));
  const [execution] = await cluster.allOver(1);
  const { status, data } = await cluster.session.ended(String(execution?.id));
  expect(status).toBe('error');
  expect(data.resultData.error?.message).toMatch(/Unrecognized node type: n8n-nodes-kaleyra/);
  expect(cluster.sandbox.requests).toEqual([]);
});
