import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../support/sandbox';
import { differentNumbers, lookUpAndAccount, type LookupRun } from '../../support/engine';
import { withVirtualClock } from '../../support/engine/clock';
import { FAULTS, REQUESTS } from './cases';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const NO_CONNECTION = 'connection refused';
const PER_REQUEST = 10;
const rows = differentNumbers(REQUESTS * PER_REQUEST);

const table = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'faults.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  // The table of faults before a request is sent has fewer columns: `network.test.ts` reads it.
  .filter((cells) => cells.length === 6)
  .map(([, fault = '', , requests = '', seen = '']) => ({ fault, requests, seen }));

async function strike(
  fault: string,
  onError: 'stopWorkflow' | 'continueErrorOutput',
): Promise<[number, LookupRun]> {
  const { make, timeout } = FAULTS[fault] ?? {};
  const struck = make === undefined ? await startSandbox() : sandbox;
  if (make === undefined) await struck.stop();
  else struck.fault('startBulk', make(), { nth: 3 });
  const options = { batchSize: PER_REQUEST, ...(timeout === undefined ? {} : { timeout }) };
  const run = (): Promise<LookupRun> => lookUpAndAccount(struck, rows, { options }, { onError });
  const done = timeout === undefined ? (await withVirtualClock(run)).result : await run();
  const requests = struck.requests.length;
  struck.reset();
  return [requests, done];
}

describe('docs/faults.md', () => {
  test('has a row for every fault', () => {
    expect(table.map(({ fault }) => fault).sort()).toEqual([...Object.keys(FAULTS), NO_CONNECTION].sort());
  });

  test.each(table)('$fault', async ({ fault, requests, seen }) => {
    const [withStop, stopped] = await strike(fault, 'stopWorkflow');
    const [withContinue, continued] = await strike(fault, 'continueErrorOutput');
    expect(`${withStop} / ${withContinue}`).toBe(requests);
    expect(stopped.error?.message ?? stopped.hint).toContain(seen);
    const reasons = continued.failed.map(({ json }) => json.error).join('\n');
    expect(`${reasons}\n${continued.hint}`).toContain(seen);
  });
});
