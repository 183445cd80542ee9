import type { IDataObject, INode } from 'n8n-workflow';

import { CREDENTIAL } from '../credential';
import type { WorkflowJson } from './run';

export interface KaleyraNodeOptions extends Pick<
  INode,
  'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'
> {
  /** True for the node as an AI agent's tool. */
  asTool?: boolean;
  /** False for a node without a credential. */
  credentials?: boolean;
  /** Fields that a node after the first output reads from the rows, e.g. `={{ $('Rows').item.json.id }}`. */
  downstream?: IDataObject;
}

/** Manual → Rows → Kaleyra → *First*, *Second* and *Third*, which take its outputs. */
export function kaleyraWorkflow(parameters: IDataObject, options: KaleyraNodeOptions = {}): WorkflowJson {
  const { downstream, credentials, asTool, ...settings } = options;
  const kaleyra: INode = {
    ...node('Kaleyra', `n8n-nodes-kaleyra.kaleyra${asTool === true ? 'Tool' : ''}`, parameters),
    ...(credentials === false ? {} : { credentials: { kaleyraApi: CREDENTIAL } }),
    ...settings,
  };
  const noOp = (name: string): INode => node(name, 'n8n-nodes-base.noOp');
  const first =
    downstream === undefined ? noOp('First') : node('First', 'n8n-nodes-base.set', { fields: downstream });
  return {
    nodes: [
      node('Manual', 'n8n-nodes-base.manualTrigger'),
      noOp('Rows'),
      kaleyra,
      first,
      noOp('Second'),
      noOp('Third'),
    ],
    connections: {
      Manual: { main: [[to('Rows')]] },
      Rows: { main: [[to('Kaleyra')]] },
      Kaleyra: { main: [[to('First')], [to('Second')], [to('Third')]] },
    },
  };
}

/** The target of a connection. */
export function to(name: string): { node: string; type: 'main'; index: number } {
  return { node: name, type: 'main', index: 0 };
}

/** A node of a workflow; its name is also its ID. */
export function node(name: string, type: string, parameters: IDataObject = {}): INode {
  return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: parameters as never };
}
