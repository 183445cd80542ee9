import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { inRequests, planNumbers } from '../batch';
import { openAccount } from '../n8n/account';
import { askForAll } from '../n8n/ask';
import { readPhoneCells } from '../n8n/cells';
import { openMemory } from '../n8n/memory';
import { inTurns } from '../n8n/run';
import { BULK_BATCH_SIZE, DEFAULT_WAIT_SECONDS, readSettings, readWait, spellingFor } from '../n8n/settings';
import { awaitDetails } from '../n8n/wait';
import { emitLookups } from './paid';
import type { Operation } from './types';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, BULK_BATCH_SIZE);
  const waitMs = readWait(this);
  const plan = await inTurns(planNumbers(await inTurns(readPhoneCells(this, settings))));

  const { client, baseUrl, sid } = await openAccount(this, settings);
  const memory = openMemory(this, [baseUrl, sid, 'startBulk']);
  const asked = await askForAll(this, plan, settings, memory, {
    divide: (wanted) => inRequests(wanted, { numbers: settings.batchSize }),
    send: (wanted) => client.startBulk(wanted.map(spellingFor(settings))),
  });
  const found = waitMs === null ? asked : await awaitDetails(this, asked, client, waitMs);
  return await emitLookups(this, plan, found, settings, memory);
}

/** All items' numbers in one request, and a lookup ID for each. */
export const startBulk: Operation = {
  resource: 'lookup',
  option: {
    name: 'Start Bulk',
    value: 'startBulk',
    action: 'Start bulk lookup',
    description:
      "Sends the numbers of all rows in one request and gives a lookup ID for each; what they found is fetched later, or with 'Wait for Details'. Costs money for each different number. Agents should take Look Up Now.",
  },
  fields: [
    {
      displayName: 'Wait for Details',
      name: 'waitForDetails',
      type: 'boolean',
      default: false,
      description:
        'Whether to go on asking until Kaleyra has found operator, network codes and country. One request for each number: 3,000 numbers are 3,000 requests, and 30 with Look Up Now.',
      displayOptions: { show: { operation: ['startBulk'] } },
    },
    {
      displayName: 'Wait Timeout',
      name: 'waitTimeout',
      type: 'number',
      typeOptions: { minValue: 0, numberPrecision: 0 },
      default: DEFAULT_WAIT_SECONDS,
      description:
        "Seconds to go on asking. What is not complete by then comes out as 'pending' with its lookup ID, for Get Details later.",
      displayOptions: { show: { operation: ['startBulk'], waitForDetails: [true] } },
    },
  ],
  execute,
};
