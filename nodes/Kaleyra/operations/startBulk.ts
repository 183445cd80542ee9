import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { sendBatches } from '../lookup/sendBatches';
import { splitIntoBatches } from '../lookup/splitBatches';
import { waitForDetails } from '../lookup/waitForDetails';
import { mayRunAgain } from '../n8n/execution';
import { planLookups } from '../n8n/inputs';
import { DEFAULT_WAIT_SECONDS, readSettings, readWaitTimeout, requestFormatter } from '../n8n/settings';
import { openWait } from '../n8n/waitStore';
import { BULK_BATCH_SIZE, bulkBatchSize, PAID_OPTIONS, PARSING_OPTIONS, wholeNumber } from './options';
import { finishPaidLookup, runPaid } from './paidLookup';
import { defaultCountry, output, phone } from './sharedParameters';
import type { Operation } from './types';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, BULK_BATCH_SIZE);
  const waitTimeoutMs = readWaitTimeout(this);
  const plan = await planLookups(this, settings);

  return await runPaid(this, settings, 'startBulk', async (run) => {
    const format = requestFormatter(settings);
    const sent = await sendBatches(plan, settings, {
      ...run.ports,
      split: (numbers) => splitIntoBatches(numbers, { numbers: settings.batchSize }, run.ports.forEach),
      send: (batch, beforeNext, onSend) => run.client.startBulk(batch.map(format), beforeNext, onSend),
    });
    if (waitTimeoutMs === null) return await finishPaidLookup(this, plan, sent, settings, run);

    run.ports.keepPaid(sent.results);
    const wait = openWait(this, run.ports.clock);
    const found = await waitForDetails(sent, waitTimeoutMs, { client: run.client, ...run.ports, wait });
    const outputs = await finishPaidLookup(this, plan, found, settings, run);
    if (!mayRunAgain(outputs)) wait.clear();
    return outputs;
  });
}

/** Sends the numbers of all items in one request and gets a lookup ID for each. */
export const startBulk: Operation = {
  resource: 'lookup',
  option: {
    name: 'Start Bulk',
    value: 'startBulk',
    action: 'Start bulk lookup',
    description: 'Paid per number. Send all items in one request, get results later.',
  },
  toolDescription:
    'Starts lookups of phone numbers and returns a lookup ID for each, without results: those are fetched later by lookup ID. Takes one number or several in one call. Every number costs money, so send each only once. Numbers that cannot be looked up are returned with the reason.',
  parameters: [
    ...phone,
    ...defaultCountry,
    output,
    {
      displayName: 'Wait for Details',
      name: 'waitForDetails',
      type: 'boolean',
      default: false,
      description:
        'Whether to wait for the results. 3,000 numbers take 3,000 requests, 30 with Look Up Now. Stopping the run keeps only request IDs: for long waits, use the long-wait example in the README.',
    },
    {
      displayName: 'Wait Timeout (Seconds)',
      name: 'waitTimeout',
      type: 'number',
      typeOptions: wholeNumber('waitTimeout'),
      default: DEFAULT_WAIT_SECONDS,
      description: "How long to keep asking. What is not complete then is returned as 'pending'.",
      displayOptions: { show: { waitForDetails: [true] } },
    },
  ],
  options: [...PARSING_OPTIONS, bulkBatchSize, ...PAID_OPTIONS],
  outputs: ['Lookups', 'Rejected'],
  execute,
};
