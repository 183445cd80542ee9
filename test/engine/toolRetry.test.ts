import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { differentNumbers, runWorkflow, sandboxCredentials } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';
import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { surroundingNodes, workflowOf } from './money/workflows';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pendingPolls: 0 });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe("an agent's tool with Retry On Fail", () => {
  // With 'rows', rejected numbers come after; the first item is the failed one, so n8n tries the node again.
  test.each(['lookups', 'rows'] as const)(
    'outputs lookups that match no number, although n8n tries it again: %s',
    async (output) => {
      const { numbers } = differentNumbers(3);
      sandbox.fault('lookUpNow', faults.otherNumbers(), { nth: 1 });
      sandbox.fault('lookUpNow', faults.unauthorized(), { nth: 2 });
      const parameters = {
        resource: 'lookup',
        operation: 'lookUpNow',
        output,
        options: { batchSize: 2 },
      };
      const { result } = await withVirtualClock(() =>
        runWorkflow({
          workflow: workflowOf("an agent's tool", parameters, {
            onError: 'continueRegularOutput',
            retryOnFail: true,
            maxTries: 3,
            waitBetweenTries: 1000,
          }),
          items: [{}],
          credentials: sandboxCredentials(sandbox),
          extraNodes: surroundingNodes([numbers.join(', ')]),
        }),
      );
      const told = JSON.stringify(result.raw.data.resultData.runData);
      expect([...sandbox.lookups.keys()].filter((id) => !told.includes(id))).toEqual([]);
    },
  );
});
