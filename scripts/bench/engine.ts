import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, INodeExecutionData, INodeType, NodeApiError } from 'n8n-workflow';

import { forEachConcurrent } from '../../nodes/Kaleyra/lookup/forEachConcurrent';
import { credentialData, CREDENTIAL, type SandboxAccount } from '../../test/support/credential';
import { loadPackage, node, nodeDescription, runWorkflow, to } from '../../test/support/engine';

/** The node of the packed package. */
export async function loadNode(): Promise<INodeType> {
  return (await loadPackage()).getNode('kaleyra').type as INodeType;
}

/** Runs Manual → the node under test in n8n's engine, and returns the items of the first output. */
export async function runInEngine(
  tested: INodeType,
  parameters: IDataObject,
  rows: readonly IDataObject[],
  account: SandboxAccount,
): Promise<INodeExecutionData[]> {
  const run = await runWorkflow({
    workflow: {
      nodes: [
        node('Manual', 'n8n-nodes-base.manualTrigger'),
        { ...node('Tested', 'tested', parameters), credentials: { kaleyraApi: CREDENTIAL } },
      ],
      connections: { Manual: { main: [[to('Tested')]] } },
    },
    items: [...rows],
    credentials: { kaleyraApi: credentialData(account) },
    extraNodes: { tested },
  });
  if (run.error !== undefined) throw new Error(String(run.error.message));
  return run.node('Tested').outputs[0] ?? [];
}

/** A node with our parameters that only evaluates `phone` for every row. */
export function evaluator({ description }: INodeType): INodeType {
  return {
    description,
    async execute() {
      const items = this.getInputData();
      items.forEach((_, i) => this.getNodeParameter('phone', i));
      return [items, []];
    },
  };
}

/**
 * What a user builds without the node: one request per item through n8n's HTTP helper, and after a 429 another a second
 * later, as with *Retry On Fail*.
 */
export function perItem({ url, sid }: SandboxAccount, concurrency: number): INodeType {
  return {
    description: nodeDescription('perItem', {
      properties: [{ displayName: 'Phone', name: 'phone', type: 'string', default: '' }],
      credentials: [{ name: 'kaleyraApi', required: true }],
    }),
    async execute() {
      const items: INodeExecutionData[] = [];
      const send = async (i: number): Promise<IDataObject> => {
        try {
          return (await this.helpers.httpRequestWithAuthentication.call(this, 'kaleyraApi', {
            method: 'POST',
            url: `${url}/v1/${sid}/lookup`,
            body: { mobile: [this.getNodeParameter('phone', i)] },
            json: true,
          })) as IDataObject;
        } catch (error) {
          if ((error as NodeApiError).httpCode !== '429') throw error;
          await sleep(1_000);
          return await send(i);
        }
      };
      await forEachConcurrent([...this.getInputData().keys()], concurrency, async (i) => {
        items.push({ json: await send(i), pairedItem: { item: i } });
      });
      return [items];
    },
  };
}
