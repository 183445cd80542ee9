import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { differentNumbers, lookUp, type LookupRun } from '../support/engine';
import { faults, startSandbox, type Sandbox } from '../support/sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const idsOf = (run: LookupRun): Set<unknown> =>
  new Set(run.lookups.map(({ json }) => ((json.lookup ?? json) as IDataObject).lookup_id));

describe('130,000 answers for one of two numbers', () => {
  const rows = differentNumbers(2);
  const [first = ''] = rows.numbers;
  const answers = (): void =>
    sandbox.fault('startBulk', faults.long(Array.from({ length: 129_999 }, () => first.slice(1))));

  test('are all output, each with its number', async () => {
    answers();
    // The number stands in two rows: the answers belong to the first of them.
    const run = await lookUp(sandbox, [...rows.items, { phone: first }]);
    expect(run.error).toBeUndefined();
    expect(run.lookups).toHaveLength(130_001);
    expect(idsOf(run)).toEqual(new Set(sandbox.lookups.keys()));
    expect(run.lookups.filter(({ json }) => json.phone_number === first)).toHaveLength(130_000);
    expect(run.lookups[129_999]?.json.duplicate_items).toEqual([2]);
  }, 60_000);

  test('fill the rows with the first of them; the others follow', async () => {
    answers();
    const run = await lookUp(sandbox, [...rows.items, { phone: first }], { output: 'rows' });
    expect(run.error).toBeUndefined();
    expect(run.lookups).toHaveLength(130_002);
    expect(idsOf(run)).toEqual(new Set(sandbox.lookups.keys()));
    expect(run.lookups.map(({ json }) => (json.lookup as IDataObject).phone_number).slice(0, 4)).toEqual([
      ...rows.numbers,
      first,
      null,
    ]);
  }, 60_000);
});

describe('20,000 answers with masked numbers', () => {
  const rows = differentNumbers(20_000);
  const options = { batchSize: 10_000 };

  test('are matched where the digits shown fit one number', async () => {
    sandbox.fault('startBulk', faults.masked(4, 5));
    const run = await lookUp(sandbox, rows.items, { options });
    expect(run.lookups.map(({ json }) => json.phone_number)).toEqual(rows.numbers);
    expect(idsOf(run)).toEqual(new Set(sandbox.lookups.keys()));
  }, 60_000);

  test('are output without a number where they fit several', async () => {
    sandbox.fault('startBulk', faults.maskedAll());
    const run = await lookUp(sandbox, rows.items, { options });
    expect(run.lookups.every(({ json }) => json.phone_number === null)).toBe(true);
    expect(idsOf(run)).toEqual(new Set(sandbox.lookups.keys()));
    expect(run.rejected).toHaveLength(20_000);
  }, 60_000);
});
