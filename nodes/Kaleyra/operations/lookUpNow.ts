import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { pathLength } from '../api';
import { inRequests, planNumbers } from '../batch';
import { openAccount } from '../n8n/account';
import { askForAll } from '../n8n/ask';
import { readPhoneCells } from '../n8n/cells';
import { openMemory } from '../n8n/memory';
import { inTurns } from '../n8n/run';
import { NOW_BATCH_SIZE, readSettings, spellingFor } from '../n8n/settings';
import { emitLookups } from './paid';
import type { Operation } from './types';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, NOW_BATCH_SIZE);
  const plan = await inTurns(planNumbers(await inTurns(readPhoneCells(this, settings))));

  const { client, baseUrl, sid } = await openAccount(this, settings);
  const memory = openMemory(this, [baseUrl, sid, 'lookUpNow']);
  const asSent = spellingFor(settings);
  const asked = await askForAll(this, plan, settings, memory, {
    divide: (wanted) =>
      inRequests(wanted, {
        numbers: settings.batchSize,
        characters: client.roomForNumbers,
        charactersOf: (one) => pathLength(asSent(one)),
      }),
    send: (wanted) => client.lookUpNow(wanted.map(asSent)),
  });
  return await emitLookups(this, plan, asked, settings, memory);
}

/** Looks numbers up and waits for the answer. */
export const lookUpNow: Operation = {
  resource: 'lookup',
  option: {
    name: 'Look Up Now',
    value: 'lookUpNow',
    action: 'Look up numbers now',
    description:
      'Takes one number or a list and gives operator, network codes, country and porting of each at once, with the price. Costs money for each different number; the right choice for an agent.',
  },
  fields: [],
  execute,
};
