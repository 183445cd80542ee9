import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { startSandbox, type Sandbox } from '../support/sandbox';
import { differentNumbers, lookUp } from '../support/engine';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const NOW = { operation: 'lookUpNow' };
const AS_TOOL = { asTool: true };

describe("as an AI agent's tool", () => {
  test('returns valid and rejected numbers of a list in the one output an agent sees', async () => {
    const run = await lookUp(sandbox, [{ phone: '+91 98765 00001, 12, +91 98765 00002' }], NOW, AS_TOOL);
    expect(run.rejected).toEqual([]);
    expect(run.lookups.map(({ json }) => json)).toEqual([
      expect.objectContaining({ phone_number: '+919876500001', lookup_status: 'complete' }),
      expect.objectContaining({ phone_number: '+919876500002', lookup_status: 'complete' }),
      { phone_input: '12', reason: 'TOO_SHORT', reason_text: expect.any(String) },
    ]);
  });

  test('with only invalid numbers, returns the reasons and sends nothing', async () => {
    const run = await lookUp(sandbox, [{ phone: '12; +9198' }], NOW, AS_TOOL);
    expect(run.lookups).toHaveLength(2);
    expect(sandbox.requests).toEqual([]);
  });

  test('refuses more than 100 numbers unless the limit is raised', async () => {
    const { items } = differentNumbers(101);
    const refused = await lookUp(sandbox, items, NOW, AS_TOOL);
    expect(refused.error?.message).toContain("101 numbers would be looked up, but 'Max Lookups' is 100");
    expect(sandbox.requests).toEqual([]);
    const raised = await lookUp(sandbox, items, { ...NOW, options: { maxLookups: 200 } }, AS_TOOL);
    expect(raised.lookups).toHaveLength(101);
  });
});
