import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { inRequests, planNumbers } from '../batch';
import { openAccount } from '../n8n/account';
import { askForAll } from '../n8n/ask';
import { readPhoneCells } from '../n8n/cells';
import { openMemory } from '../n8n/memory';
import { DEFAULT_BATCH_SIZE, readSettings } from '../n8n/settings';
import { emitLookups } from './paid';
import type { Operation } from './types';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, DEFAULT_BATCH_SIZE.startBulk);
  const plan = planNumbers(await readPhoneCells(this, settings));

  const { client, baseUrl, sid } = await openAccount(this, settings);
  const memory = openMemory(this, [baseUrl, sid, 'startBulk']);
  const asked = await askForAll(this, plan, settings, memory, {
    divide: (wanted) => inRequests(wanted, { numbers: settings.batchSize }),
    send: (wanted) =>
      client.startBulk(
        wanted.map(({ number, digits }) => (settings.numberFormat === 'e164' ? number.e164 : digits)),
      ),
  });
  return emitLookups(this, plan, asked, settings, memory);
}

/** All items' numbers in one request, and a lookup ID for each. */
export const startBulk: Operation = {
  resource: 'lookup',
  option: {
    name: 'Start Bulk',
    value: 'startBulk',
    action: 'Start bulk lookup',
    description:
      'Sends the numbers of all rows in one request and gives a lookup ID for each. Costs money for each different number.',
  },
  fields: [],
  execute,
};
