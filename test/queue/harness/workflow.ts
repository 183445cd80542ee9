import type { INode } from 'n8n-workflow';

import { CREDENTIAL } from '../../support/credential';
import { exampleWorkflows, type Example } from '../../support/n8n';
import { node, to } from '../../e2e/harness/workflows';

/** A webhook's path, which is also the ID of the workflow behind it. */
export type Path = 'contacts' | 'cached';

const kaleyra: INode = {
  ...node('Kaleyra', 'n8n-nodes-kaleyra.kaleyra', 1, 2, 0, {
    resource: 'lookup',
    operation: 'startBulk',
    phone: '={{ $json.phone }}',
  }),
  credentials: { kaleyraApi: CREDENTIAL },
};

const cachedLookup = node('Cached lookup', 'n8n-nodes-base.executeWorkflow', 1.2, 2, 0, {
  workflowId: { __rl: true, mode: 'id', value: 'cached-lookup' },
  workflowInputs: { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] },
  options: {},
});

/** Two workflows behind webhooks, and the sub-workflow that one of them calls. */
export const workflows: Example[] = [
  behindWebhook('contacts', kaleyra, '5b0c3a10-0000-4000-8000-0000000000aa'),
  behindWebhook('cached', cachedLookup, '5b0c3a10-0000-4000-8000-0000000000bb'),
  ...exampleWorkflows().filter(({ id }) => id === 'cached-lookup'),
];

/** Webhook → Rows (an item for each contact that was posted) → a node → Lookups, Rejected. */
function behindWebhook(path: Path, work: INode, webhookId: string): Example {
  const webhook = node('Webhook', 'n8n-nodes-base.webhook', 2, 0, 0, {
    path,
    httpMethod: 'POST',
    responseMode: 'onReceived',
  });
  return {
    id: path,
    name: `${work.name} behind a webhook`,
    settings: { executionOrder: 'v1' },
    nodes: [
      { ...webhook, webhookId },
      node('Rows', 'n8n-nodes-base.splitOut', 1, 1, 0, { fieldToSplitOut: 'body.contacts' }),
      work,
      node('Lookups', 'n8n-nodes-base.noOp', 1, 3, -1),
      node('Rejected', 'n8n-nodes-base.noOp', 1, 3, 1),
    ],
    connections: {
      Webhook: { main: [[to('Rows')]] },
      Rows: { main: [[to(work.name)]] },
      [work.name]: { main: [[to('Lookups')], [to('Rejected')]] },
    },
  };
}
