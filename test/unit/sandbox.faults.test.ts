import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox } from '../support/sandbox';
import { PlainClient } from '../support/sandbox/client';
import { faultCases, NUMBERS, type FaultCase } from './sandbox.faultCases';

let sandbox: Sandbox;
let client: PlainClient;

beforeAll(async () => {
  sandbox = await startSandbox({ shuffle: false });
  client = new PlainClient(sandbox);
});

beforeEach(() => sandbox.reset());

afterAll(async () => await sandbox.stop());

describe.each(Object.entries(faultCases))('%s', (_name, cases) => {
  test.each(cases.map((one) => [one.fault.name, one] as const))(
    '%s, in a bulk lookup',
    async (_fault, one) => {
      sandbox.fault('startBulk', one.fault);
      const seen = await client.startBulk(NUMBERS);
      expect(seen.status).toBe(one.status);
      one.sees?.(seen);
      expect(sandbox.requests[0]).toMatchObject({
        fault: one.fault.name,
        status: typeof one.status === 'number' ? one.status : null,
      });
      expectCounts(one);
      expect(sandbox.lookups.size).toBe(one.idsGivenOut);
      expect(sandbox.openRequests).toBe(0);
    },
  );

  test.each(cases.map((one) => [one.fault.name, one] as const))(
    '%s, in a synchronous one',
    async (_fault, one) => {
      sandbox.fault('lookUpNow', one.fault);
      const { status } = await client.lookUpNow(NUMBERS.join(','));
      expect(status).toBe(one.status === 201 ? 200 : one.status);
      expectCounts(one);
    },
  );
});

function expectCounts({ sent, billed }: FaultCase): void {
  const count = (counts: Map<string, number>) => NUMBERS.map((digits) => counts.get(digits) ?? 0);
  expect(count(sandbox.timesSent())).toEqual(NUMBERS.map(() => (sent === false ? 0 : 1)));
  expect(count(sandbox.timesBilled())).toEqual(NUMBERS.map(() => (billed ? 1 : 0)));
}
