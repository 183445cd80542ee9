import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NodeConnectionTypes, type INodeExecutionData, type INodeType } from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import {
  differentNumbers,
  kaleyraWorkflow,
  node,
  nodeDescription,
  runWorkflow,
  sandboxCredentials,
  to,
  type KaleyraNodeOptions,
  type WorkflowJson,
} from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const ROUNDS = 3;

/** Outputs the same rows in every iteration, like an n8n loop over an unchanging list. */
function again(): INodeType {
  let rows: INodeExecutionData[] = [];
  let round = 0;
  return {
    description: nodeDescription('again', {
      outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    }),
    async execute() {
      if (round === 0) rows = this.getInputData();
      round += 1;
      return round > ROUNDS ? [[], this.getInputData()] : [rows, []];
    },
  };
}

function loopOver(options: KaleyraNodeOptions): WorkflowJson {
  const { nodes } = kaleyraWorkflow({ phone: '={{ $json.phone }}', options: { batchSize: 10 } }, options);
  return {
    nodes: [...nodes, node('Again', 'n8n-nodes-base.again')],
    connections: {
      Manual: { main: [[to('Again')]] },
      Again: { main: [[to('Kaleyra')], [to('First')]] },
      Kaleyra: { main: [[to('Again')]] },
    },
  };
}

test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
  "the next iteration of a loop sends its numbers again, whatever the last one's outcome: %s",
  async (onError) => {
    const { items, numbers } = differentNumbers(30);
    sandbox.fault('startBulk', faults.serverError(), { nth: 1 });
    const { result } = await withVirtualClock(() =>
      runWorkflow({
        workflow: loopOver({ onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 }),
        items,
        credentials: sandboxCredentials(sandbox),
        extraNodes: { 'n8n-nodes-base.again': again() },
      }),
    );
    expect(result.status).toBe('success');
    expect(result.raw.data.resultData.runData.Kaleyra).toHaveLength(ROUNDS);
    for (const number of numbers) expect(sandbox.timesSent().get(number.slice(1))).toBe(ROUNDS);
    expect(sandbox.requests).toHaveLength(3 * ROUNDS);
  },
);

test("'Max Lookups' counts over all iterations of a loop", async () => {
  const { items } = differentNumbers(30);
  const { nodes, connections } = loopOver({ onError: 'continueRegularOutput' });
  const limited = nodes.map((one) =>
    one.name === 'Kaleyra' ? { ...one, parameters: { ...one.parameters, options: { maxLookups: 70 } } } : one,
  );
  const run = await runWorkflow({
    workflow: { nodes: limited, connections },
    items,
    credentials: sandboxCredentials(sandbox),
    extraNodes: { 'n8n-nodes-base.again': again() },
  });
  expect(sandbox.requests).toHaveLength(2);
  expect(run.node('Kaleyra').outputs[0]?.[0]?.json.error).toContain(
    "30 numbers would be looked up, after 60 earlier in this execution, but 'Max Lookups' is 70",
  );
});

describe("as an AI agent's tool, whose every call is a run of its own", () => {
  const callThreeTimes = async (): ReturnType<typeof runWorkflow> => {
    const options: KaleyraNodeOptions = { asTool: true, onError: 'continueRegularOutput' };
    const { items } = differentNumbers(10);
    const credentials = sandboxCredentials(sandbox);
    const extraNodes = { 'n8n-nodes-base.again': again() };
    return await runWorkflow({ workflow: loopOver(options), items, credentials, extraNodes });
  };

  test('a call for the same numbers is answered from memory', async () => {
    const run = await callThreeTimes();
    expect(run.raw.data.resultData.runData.Kaleyra).toHaveLength(ROUNDS);
    expect([...sandbox.timesSent().values()]).toEqual(Array(10).fill(1));
    const ids = run.node('Kaleyra').outputs[0]?.map(({ json }) => json.lookup_id);
    expect(new Set(ids)).toEqual(new Set(sandbox.lookups.keys()));
  });

  test('numbers that may have been charged are not sent again, and the agent is told so', async () => {
    sandbox.fault('startBulk', faults.acceptedThen500(), { nth: 1 });
    const run = await callThreeTimes();
    expect([...sandbox.timesSent().values()]).toEqual(Array(10).fill(1));
    expect(run.node('Kaleyra').outputs[0]?.[0]?.json).toMatchObject({
      error: expect.stringMatching(/^Not sent again, because it may already have been charged/),
      details: { unconfirmed: true },
    });
  });
});

test('a number that never gets an answer is sent at most five times, over all iterations of a loop', async () => {
  sandbox.fault('startBulk', faults.acceptedThen500());
  const { nodes, connections } = loopOver({ onError: 'continueRegularOutput' });
  const retrying = nodes.map((one) =>
    one.name === 'Kaleyra'
      ? { ...one, parameters: { ...one.parameters, options: { retryUnconfirmed: true } } }
      : one,
  );
  await withVirtualClock(() =>
    runWorkflow({
      workflow: { nodes: retrying, connections },
      items: differentNumbers(3).items,
      credentials: sandboxCredentials(sandbox),
      extraNodes: { 'n8n-nodes-base.again': again() },
    }),
  );
  expect([...sandbox.timesSent().values()]).toEqual([5, 5, 5]);
});
