import { CREDENTIAL } from '../../support/credential';
import type { Example } from '../../support/n8n';
import { node, to } from '../../e2e/harness/workflows';

/** The path of the webhook. */
export const WEBHOOK_PATH = 'contacts';

/** Webhook → Rows (an item for each contact that was posted) → Kaleyra → Lookups, Rejected. */
export const workflow: Example = {
  id: 'queue',
  name: 'Bulk lookup behind a webhook',
  settings: { executionOrder: 'v1' },
  nodes: [
    {
      ...node('Webhook', 'n8n-nodes-base.webhook', 2, 0, 0, {
        path: WEBHOOK_PATH,
        httpMethod: 'POST',
        responseMode: 'onReceived',
      }),
      webhookId: '5b0c3a10-0000-4000-8000-0000000000aa',
    },
    node('Rows', 'n8n-nodes-base.splitOut', 1, 1, 0, { fieldToSplitOut: 'body.contacts' }),
    {
      ...node('Kaleyra', 'n8n-nodes-kaleyra.kaleyra', 1, 2, 0, {
        resource: 'lookup',
        operation: 'startBulk',
        phone: '={{ $json.phone }}',
      }),
      credentials: { kaleyraApi: CREDENTIAL },
    },
    node('Lookups', 'n8n-nodes-base.noOp', 1, 3, -1),
    node('Rejected', 'n8n-nodes-base.noOp', 1, 3, 1),
  ],
  connections: {
    Webhook: { main: [[to('Rows')]] },
    Rows: { main: [[to('Kaleyra')]] },
    Kaleyra: { main: [[to('Lookups')], [to('Rejected')]] },
  },
};
