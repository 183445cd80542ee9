import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { differentNumbers, lookUp } from '../support/engine';
import { faults, startSandbox, type Sandbox } from '../support/sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pendingPolls: 0 });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe('a stored failure that is damaged', () => {
  test.each<[string, unknown]>([
    ['text', 7],
    ['advice', undefined],
    ['advice', 7],
    ['code', {}],
    ['response', 7],
    ['requestId', []],
    ['httpStatus', 'x'],
  ])('is told, and stops nothing: %s is %j', async (field, value) => {
    const { items, numbers } = differentNumbers(20);
    sandbox.fault('startBulk', faults.acceptedThen500(), { nth: 2 });
    const parameters = { options: { batchSize: 10 } };
    const first = await lookUp(sandbox, items, parameters);
    const contextData = JSON.parse(JSON.stringify(first.raw.data.executionData?.contextData), (_key, one) =>
      one !== null && typeof one === 'object' && 'httpStatus' in one ? { ...one, [field]: value } : one,
    ) as never;
    const again = await lookUp(sandbox, items, parameters, { contextData, onError: 'continueRegularOutput' });
    expect(again.lookups.filter(({ json }) => json.lookup_id)).toHaveLength(10);
    const failed = again.lookups.flatMap(({ json }) =>
      'details' in json ? [[json.error, (json.details as { phone_numbers: string[] }).phone_numbers[0]]] : [],
    );
    expect(failed).toEqual(numbers.slice(10).map((e164) => [expect.stringMatching(/^Not sent again/), e164]));
    expect(JSON.stringify(again.lookups)).not.toContain('undefined');
    const stopped = await lookUp(sandbox, items, parameters, { contextData });
    expect(stopped.error?.message).toMatch(/^Not sent again/);
    expect(stopped.error?.description).not.toContain('undefined');
    expect(Math.max(...sandbox.timesBilled().values())).toBe(1);
  });
});
