import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../support/sandbox';
import { lookUp } from '../support/engine';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const ONE = '+919876543210';
const UNITS = ['1+', '1', ' ', '/get-info/a?', '%', '[', '{"a":', 'tel:', '&', "'"];
const of5MB = (unit: string): string => unit.repeat(5_000_000 / unit.length);

function rejectedOf({ json }: { json: IDataObject }): IDataObject {
  return json.rejected as IDataObject;
}

describe.each(UNITS)('5 MB of %j', (unit) => {
  test('as a phone: the row is rejected, the others are sent', async () => {
    const run = await lookUp(sandbox, [{ phone: of5MB(unit) }, { phone: ONE }, { phone: [of5MB(unit)] }]);
    expect(run.lookups.map(({ json }) => json.phone_number)).toEqual([ONE]);
    expect(run.rejected.map(rejectedOf)).toEqual(
      Array(2).fill(expect.objectContaining({ reason_text: expect.stringMatching(/longer than 10,000/) })),
    );
    for (const item of run.rejected) expect(String(rejectedOf(item).phone_input).length).toBeLessThan(300);
  });

  test('as a country: no country, unless it is blank', async () => {
    const rows = [{ phone: '9876543210', country: of5MB(unit) }];
    const run = await lookUp(sandbox, rows, { defaultCountry: '={{ $json.country }}' });
    expect(run.rejected.map(rejectedOf)).toMatchObject([{ reason: 'UNKNOWN_COUNTRY' }]);
    expect(JSON.stringify(rejectedOf(run.rejected[0] as never)).length).toBeLessThan(500);
    expect(sandbox.requests).toEqual([]);
  });

  test('as a lookup ID: no lookup ID, and no request', async () => {
    const parameters = { operation: 'getDetails', lookupId: '={{ $json.lookup_id }}' };
    const run = await lookUp(sandbox, [{ lookup_id: of5MB(unit) }], parameters);
    expect(run.error?.message).toContain("'Lookup ID' does not contain a lookup ID");
    expect(sandbox.requests).toEqual([]);
  });

  test('as the name or the value of a field: no suggestion for Phone', async () => {
    const run = await lookUp(sandbox, [{ other: of5MB(unit), [of5MB(unit)]: 'x' }]);
    expect(run.error?.description).toContain('No input field looks like a phone number');
  });
});

describe('a cell that holds too much', () => {
  const tooMany = [...Array(100_001).keys()];
  test.each<[string, unknown, RegExp]>([
    ['a list', tooMany.map(String), /at most 100,000 values/],
    ['a list of objects', tooMany.map(() => ({ phone: ONE })), /at most 100,000 values/],
    ['an object', Object.fromEntries(tooMany.map((i) => [`phone${i}`, ONE])), /at most 1,000 values/],
    ['an object with a list', { phones: tooMany }, /at most 1,000 values/],
  ])('%s: the row is rejected, the others are sent', async (_name, phone, why) => {
    const run = await lookUp(sandbox, [{ phone }, { phone: ONE }] as IDataObject[]);
    expect(run.lookups.map(({ json }) => json.phone_number)).toEqual([ONE]);
    expect(run.rejected.map(rejectedOf)).toMatchObject([{ reason_text: expect.stringMatching(why) }]);
  });

  test('a list of 20,000 numbers is one row with 20,000 lookups', async () => {
    const phone = tooMany.slice(0, 20_000).map((i) => `+9198765${String(i).padStart(5, '0')}`);
    const run = await lookUp(sandbox, [{ phone }], { options: { batchSize: 10_000 } });
    expect(run.lookups).toHaveLength(20_000);
    expect(sandbox.ofKind('startBulk')).toHaveLength(2);
  });
});
