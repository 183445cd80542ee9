import type { IDataObject, INode } from 'n8n-workflow';

import { CREDENTIAL } from '../../support/credential';
import type { Example } from '../../support/n8n';

/** Settings of the Kaleyra node beside its parameters. */
export type NodeSettings = Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;

/** *Start* → *All rows* → *Rows* → *Kaleyra* → *Lookups* and *Rejected*: a run needs nothing but the credential. */
export function lookupWorkflow(
  id: string,
  rows: readonly IDataObject[],
  parameters: IDataObject = {},
  settings: NodeSettings = {},
): Example {
  const kaleyra: INode = {
    ...node('Kaleyra', 'n8n-nodes-kaleyra.kaleyra', 1, 3, 0, {
      resource: 'lookup',
      operation: 'startBulk',
      phone: '={{ $json.phone }}',
      ...parameters,
    }),
    credentials: { kaleyraApi: CREDENTIAL },
    ...settings,
  };
  return {
    id,
    name: id,
    settings: { executionOrder: 'v1' },
    nodes: [
      node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, 0),
      node('All rows', 'n8n-nodes-base.set', 3.4, 1, 0, {
        mode: 'raw',
        jsonOutput: JSON.stringify({ rows }),
        options: {},
      }),
      node('Rows', 'n8n-nodes-base.splitOut', 1, 2, 0, { fieldToSplitOut: 'rows', options: {} }),
      kaleyra,
      node('Lookups', 'n8n-nodes-base.noOp', 1, 4, -1),
      node('Rejected', 'n8n-nodes-base.noOp', 1, 4, 1),
    ],
    connections: {
      Start: { main: [[to('All rows')]] },
      'All rows': { main: [[to('Rows')]] },
      Rows: { main: [[to('Kaleyra')]] },
      Kaleyra: { main: [[to('Lookups')], [to('Rejected')]] },
    },
  };
}

/** The end of a connection. */
export function to(name: string): { node: string; type: 'main'; index: number } {
  return { node: name, type: 'main', index: 0 };
}

/** A node of a workflow at a place of a grid. */
export function node(
  name: string,
  type: string,
  typeVersion: number,
  column: number,
  row: number,
  parameters: IDataObject = {},
): INode {
  return {
    id: name,
    name,
    type,
    typeVersion,
    position: [column * 220, row * 100],
    parameters: parameters as INode['parameters'],
  };
}
