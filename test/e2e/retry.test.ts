import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { N8nSession, outputsOf, type Execution, type Running } from '../support/n8n';
import { faults } from '../support/sandbox';
import { makeWorkbench, type Workbench } from './harness';
import { lookupWorkflow } from './harness/workflows';

const NUMBERS = Array.from({ length: 6 }, (_, i) => `+91987654321${i}`);
const ROWS = NUMBERS.map((phone, id) => ({ id, phone }));
const TWO_AT_A_TIME = { options: { batchSize: 2 } };

let bench: Workbench;
let running: Running;
let session: N8nSession;

beforeAll(async () => {
  bench = await makeWorkbench();
  await bench.home.import('workflow', [
    lookupWorkflow('once', ROWS, TWO_AT_A_TIME),
    lookupWorkflow('thrice', ROWS, TWO_AT_A_TIME, { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 }),
  ]);
  running = await bench.home.start();
  session = await N8nSession.open(running.url);
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => {
  await running?.stop();
  await bench?.dispose();
});

/** How often the numbers of each of the three requests were sent. */
function sends(): number[] {
  const times = bench.sandbox.timesSent();
  return NUMBERS.map((number) => times.get(number.slice(1)) ?? 0).filter((_, i) => i % 2 === 0);
}

function lookedUp(execution: Execution): string[] {
  const [lookups = []] = outputsOf(execution, 'Kaleyra') as IDataObject[][];
  return lookups.map(({ phone_number }) => String(phone_number));
}

const messageOf = ({ data }: Execution): string => data.resultData.error?.message ?? '';

describe('what Kaleyra accepted is not paid for again', () => {
  test('by Retry On Fail', async () => {
    bench.sandbox.fault('startBulk', faults.unauthorized(), { nth: 2 });
    const execution = await session.run('thrice', 'Start');
    expect(execution.status).toBe('success');
    expect(lookedUp(execution)).toEqual(NUMBERS);
    expect(sends()).toEqual([1, 2, 1]);
  });

  test('by a retry from the list of executions', async () => {
    bench.sandbox.fault('startBulk', faults.unauthorized(), { nth: 2 });
    const stopped = await session.run('once', 'Start');
    expect(stopped.status).toBe('error');
    const retried = await session.retry(stopped.id);
    expect(retried.status).toBe('success');
    expect(lookedUp(retried)).toEqual(NUMBERS);
    expect(sends()).toEqual([1, 2, 1]);
  });
});

describe('what Kaleyra may have accepted is not sent again', () => {
  test.each([
    ['by Retry On Fail', 'thrice', faults.serverError],
    ['by a retry from the list of executions', 'once', faults.acceptedThenReset],
  ])('%s', async (_by, workflow, fault) => {
    bench.sandbox.fault('startBulk', fault(), { nth: 2 });
    const stopped = await session.run(workflow, 'Start');
    const retried = await session.retry(stopped.id);
    expect([stopped.status, retried.status]).toEqual(['error', 'error']);
    expect(messageOf(retried)).toMatch(
      /^Not sent again, because it may already have been charged\. Before: /,
    );
    // The third request may have been under way beside the second.
    const [first, second, third] = sends();
    expect([first, second]).toEqual([1, 1]);
    expect(third).toBeLessThanOrEqual(1);
  });
});
