import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';

import { forEachConcurrent } from '../../nodes/Kaleyra/api/concurrency';
import {
  CREDENTIAL,
  loadPackage,
  node,
  nodeDescription,
  runWorkflow,
  sandboxCredentials,
  to,
} from '../../test/support/engine';
import type { SandboxAccount } from './processes';
import type { Row } from './rows';

/** The node's parameters that matter here. */
export interface NodeUnderTest {
  readonly operation: 'startBulk' | 'validate';
  readonly phone: string;
  readonly output?: 'lookups' | 'rows';
  readonly waitForDetails?: boolean;
}

export const FIELD_PATH = '={{ $json.phone }}';
export const OTHER_EXPRESSION = '={{ $json.phone.trim() }}';

/** Runs Manual → Kaleyra in n8n's engine with the packed package, and gives the items of the first output. */
export async function runNode(rows: readonly Row[], account: SandboxAccount, tested: NodeUnderTest) {
  const resource = tested.operation === 'validate' ? 'phoneNumber' : 'lookup';
  return await run('n8n-nodes-kaleyra.kaleyra', { resource, ...tested }, rows, account);
}

/** The same workflow with a node that hands its items on: what the engine itself takes. */
export async function runEngineAlone(rows: readonly Row[], account: SandboxAccount) {
  return await run('n8n-nodes-base.noOp', {}, rows, account);
}

/** The same workflow with a node of the same description that does nothing but evaluate its parameter for every row. */
export async function runEvaluator(rows: readonly Row[], account: SandboxAccount, phone: string) {
  return await run('evaluator', { resource: 'lookup', operation: 'startBulk', phone }, rows, account);
}

/** What a user builds by hand: one request for each item, so many at a time, through the same HTTP helper. */
export async function runByHand(rows: readonly Row[], account: SandboxAccount, atOnce = 1) {
  return await run('byHand', { phone: FIELD_PATH, atOnce }, rows, account);
}

/** The function behind the node's `execute`, to be wrapped; n8n's loader gives the same object every time. */
export async function nodeType(): Promise<INodeType> {
  return (await loadPackage()).getNode('kaleyra').type as INodeType;
}

async function run(
  type: string,
  parameters: IDataObject,
  rows: readonly Row[],
  account: SandboxAccount,
): Promise<INodeExecutionData[]> {
  const ended = await runWorkflow({
    workflow: {
      nodes: [
        node('Manual', 'n8n-nodes-base.manualTrigger'),
        { ...node('Subject', type, parameters), credentials: { kaleyraApi: CREDENTIAL } },
      ],
      connections: { Manual: { main: [[to('Subject')]] } },
    },
    items: [...rows],
    credentials: sandboxCredentials(account),
    extraNodes: { evaluator: await evaluator(), byHand: byHand(account) },
  });
  if (ended.error !== undefined) throw new Error(String(ended.error.message));
  return ended.node('Subject').outputs[0] ?? [];
}

async function evaluator(): Promise<INodeType> {
  return {
    description: (await nodeType()).description,
    async execute() {
      const items = this.getInputData();
      for (let i = 0; i < items.length; i += 1) this.getNodeParameter('phone', i);
      return [[], []];
    },
  };
}

function byHand({ url, sid }: SandboxAccount): INodeType {
  return {
    description: nodeDescription('byHand', {
      properties: [
        { displayName: 'Phone', name: 'phone', type: 'string', default: '' },
        { displayName: 'At Once', name: 'atOnce', type: 'number', default: 1 },
      ],
      credentials: [{ name: 'kaleyraApi', required: true }],
    }),
    async execute() {
      const items: INodeExecutionData[] = [];
      const hands = this.getNodeParameter('atOnce', 0) as number;
      await forEachConcurrent([...this.getInputData().keys()], hands, async (i) => {
        const answer = (await this.helpers.httpRequestWithAuthentication.call(this, 'kaleyraApi', {
          method: 'POST',
          url: `${url}/v1/${sid}/lookup`,
          body: { mobile: [this.getNodeParameter('phone', i)] },
          json: true,
        })) as IDataObject;
        items.push({ json: answer, pairedItem: { item: i } });
      });
      return [items];
    },
  };
}
