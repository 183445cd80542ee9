import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { encodedLength } from '../api/client';
import { dedupeNumbers } from '../lookup/dedupe';
import { sendBatches } from '../lookup/sendBatches';
import { splitIntoBatches } from '../lookup/splitBatches';
import { createClientFromCredential } from '../n8n/credential';
import { forEachYielding } from '../n8n/eventLoop';
import { createClock } from '../n8n/execution';
import { parsePhones } from '../n8n/inputs';
import { openRetryStore } from '../n8n/retryStore';
import { readSettings, requestFormatter } from '../n8n/settings';
import { PAID_OPTIONS, PARSING_OPTIONS } from './options';
import { batchPorts, finishPaidLookup } from './paidLookup';
import { defaultCountry, output, phone } from './sharedParameters';
import type { Operation } from './types';

const BATCH_SIZE = 100;

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, BATCH_SIZE);
  const plan = await dedupeNumbers(await parsePhones(this, settings), forEachYielding);

  const { client, baseUrl, sid } = await createClientFromCredential(this, settings, createClock(this));
  const store = openRetryStore(this, [baseUrl, sid, 'lookUpNow']);
  const format = requestFormatter(settings);
  const sent = await sendBatches(plan, settings, {
    ...batchPorts(this, store),
    split: (numbers) =>
      splitIntoBatches(numbers, {
        numbers: settings.batchSize,
        characters: client.maxPathCharacters,
        charactersOf: (number) => encodedLength(format(number)),
      }),
    send: (batch) => client.lookUpNow(batch.map(format)),
  });
  return await finishPaidLookup(this, plan, sent, settings, store);
}

const batchSize: INodeProperties = {
  displayName: 'Batch Size',
  name: 'batchSize',
  type: 'number',
  typeOptions: { minValue: 1, numberPrecision: 0 },
  default: BATCH_SIZE,
  description: 'Maximum numbers per request. About 130 fit into one URL.',
};

/** Looks up numbers synchronously: the response already has the results and the price. */
export const lookUpNow: Operation = {
  resource: 'lookup',
  option: {
    name: 'Look Up Now',
    value: 'lookUpNow',
    action: 'Look up numbers now',
    description: 'Paid per number. Look up numbers and return the results immediately.',
  },
  parameters: [phone, defaultCountry, output],
  options: [...PARSING_OPTIONS, batchSize, ...PAID_OPTIONS],
  outputs: ['Lookups', 'Rejected'],
  execute,
};
