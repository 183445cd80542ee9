import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { encodedLength } from '../api/client';
import { sendBatches } from '../lookup/sendBatches';
import { splitIntoBatches } from '../lookup/splitBatches';
import type { UniqueNumber } from '../lookup/types';
import { planLookups } from '../n8n/inputs';
import { readSettings, requestFormatter } from '../n8n/settings';
import { PAID_OPTIONS, PARSING_OPTIONS, wholeNumber } from './options';
import { finishPaidLookup, runPaid } from './paidLookup';
import { defaultCountry, output, phone } from './sharedParameters';
import type { Operation } from './types';

const BATCH_SIZE = 100;

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, BATCH_SIZE);
  const plan = await planLookups(this, settings);

  return await runPaid(this, settings, 'lookUpNow', async (run) => {
    const format = requestFormatter(settings);
    const limits = {
      numbers: settings.batchSize,
      characters: run.client.maxPathCharacters,
      charactersOf: (number: UniqueNumber) => encodedLength(format(number)),
    };
    const sent = await sendBatches(plan, settings, {
      ...run.ports,
      split: (numbers) => splitIntoBatches(numbers, limits, run.ports.forEach),
      send: (batch, beforeNext, onSend) => run.client.lookUpNow(batch.map(format), beforeNext, onSend),
    });
    return await finishPaidLookup(this, plan, sent, settings, run);
  });
}

const batchSize: INodeProperties = {
  displayName: 'Batch Size',
  name: 'batchSize',
  type: 'number',
  typeOptions: wholeNumber('batchSize'),
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
  toolDescription:
    'Looks up phone numbers and returns the results at once: current and original operator, country, network codes and whether the number was ported. Takes one number or several in one call. Every number costs money, so send each only once. Numbers that cannot be looked up are returned with the reason.',
  parameters: [...phone, ...defaultCountry, output],
  options: [...PARSING_OPTIONS, batchSize, ...PAID_OPTIONS],
  outputs: ['Lookups', 'Rejected'],
  execute,
};
