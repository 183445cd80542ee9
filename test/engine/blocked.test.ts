// n8n reads this when it starts.
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { differentNumbers, lookUp } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';
import { startSandbox, type Sandbox } from '../support/sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

test('a request that n8n itself refuses was not sent, and says why', async () => {
  const { result } = await withVirtualClock(() => lookUp(sandbox, differentNumbers(3).items));
  expect(result.error).toMatchObject({
    message: expect.stringMatching(/^n8n did not send the request: .*resolves to a restricted IP address$/),
    context: { details: { unconfirmed: false } },
  });
  expect(sandbox.requests).toEqual([]);
});
