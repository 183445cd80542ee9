import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { differentNumbers, lookUpAndAccount, type Case, type ExpectedFragment } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';
import { FAULTS } from './money/cases';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const POOL = differentNumbers(25).numbers;
const BAD = ['12', '+9198', '999999999999999999999'];
// Rejected by themselves; beside a number, words are no fragment.
const WORDS = ['hello', 'n/a?'];

interface Fragment {
  readonly text: string;
  readonly means: ExpectedFragment;
}

const fragment: fc.Arbitrary<Fragment> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...POOL).map((e164) => ({ text: e164, means: { e164 } })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...BAD).map((text) => ({ text, means: { rejected: text } })),
  },
);

const cell: fc.Arbitrary<Fragment[]> = fc.oneof(
  { weight: 9, arbitrary: fc.array(fragment, { minLength: 1, maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...WORDS).map((text) => [{ text, means: { rejected: text } }]),
  },
);

const anyRows: fc.Arbitrary<Case> = fc.array(cell, { minLength: 1, maxLength: 30 }).map((cells) => ({
  items: cells.map((cell, id) => ({ id, phone: cell.map(({ text }) => text).join('; ') })),
  expected: cells.map((cell) => cell.map(({ means }) => means)),
}));

// Those that need real time or a lot of memory have their own tests.
const faultNames = Object.keys(FAULTS).filter((name) => !/slower|20 MB/.test(name));

const anySetting = fc.record({
  operation: fc.constantFrom('startBulk', 'lookUpNow'),
  output: fc.constantFrom('lookups', 'rows'),
  batchSize: fc.integer({ min: 1, max: 12 }),
  onError: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
  retryOnFail: fc.boolean(),
});

const anyFaults = fc.array(
  fc.record({ name: fc.constantFrom(...faultNames), nth: fc.integer({ min: 1, max: 6 }) }),
  { maxLength: 3 },
);

test('for any rows, settings and faults, nothing is lost, duplicated or charged twice', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, anySetting, anyFaults, async (rows, setting, struck) => {
      const { operation, output, batchSize, onError, retryOnFail } = setting;
      sandbox.reset();
      for (const { name, nth } of struck) {
        sandbox.fault(operation as 'startBulk', (FAULTS[name] as (typeof FAULTS)[string]).make(), { nth });
      }
      const { result } = await withVirtualClock(() =>
        lookUpAndAccount(
          sandbox,
          rows,
          { operation, output, options: { batchSize } },
          { onError, retryOnFail, maxTries: 3, waitBetweenTries: 1000 },
        ),
      );
      expect(Math.max(0, ...sandbox.timesBilled().values())).toBeLessThanOrEqual(1);
      const accepted = ((result.error?.context as IDataObject | undefined)?.accepted ?? []) as IDataObject[];
      const given = result.lookups.map(({ json }) => (json.lookup ?? json) as IDataObject);
      const ids = new Set([...accepted, ...given].map(({ lookup_id }) => lookup_id));
      expect([...sandbox.lookups.keys()].filter((id) => !ids.has(id))).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 120_000);

test('for any rows, the order of the response does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, anySetting, async (rows, { operation, output, batchSize }) => {
      const outputs = async (shuffle: boolean): Promise<unknown> => {
        sandbox.reset();
        if (shuffle) sandbox.fault(operation as 'startBulk', faults.shuffled(), { every: 1 });
        const parameters = { operation, output, options: { batchSize } };
        const run = await lookUpAndAccount(sandbox, rows, parameters);
        const lookups = run.lookups.map(({ json, pairedItem }) => ({
          number: ((json.lookup ?? json) as IDataObject).phone_number,
          pairedItem,
        }));
        return { lookups, rejected: run.rejected };
      };
      expect(await outputs(true)).toEqual(await outputs(false));
    }),
    { numRuns: 50 },
  );
}, 120_000);
