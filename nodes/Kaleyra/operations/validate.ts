import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { buildRejectedItems, buildValidItems } from '../lookup/buildItems';
import { summarizeValidation } from '../lookup/summary';
import { forEachYielding, mapYielding } from '../n8n/eventLoop';
import { addSummaryHint } from '../n8n/execution';
import { planLookups } from '../n8n/inputs';
import { itemSource, rowGetter, toFailedItem, toItems, toOutputs } from '../n8n/items';
import { readSettings } from '../n8n/settings';
import { formatForDisplay } from '../phone';
import { BULK_BATCH_SIZE, bulkBatchSize, PARSING_OPTIONS } from './options';
import { defaultCountry, phone } from './sharedParameters';
import type { Operation } from './types';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, BULK_BATCH_SIZE);
  const plan = await planLookups(this, settings);

  const source = itemSource(this);
  const getRow = rowGetter(source);
  const valid = await buildValidItems(plan, getRow, formatForDisplay, forEachYielding);
  const rejected = await buildRejectedItems(plan.rejected, getRow, forEachYielding);
  const summary = summarizeValidation(plan, rejected, settings);
  if (plan.itemCount > 0) addSummaryHint(this, summary);
  const failed = await mapYielding(plan.failed ?? [], (item) => toFailedItem(source, item));
  const good = [...(await toItems(source, valid)), ...failed];
  return toOutputs(this, good, await toItems(source, rejected), {
    output: 'lookups',
    rejectedItems: settings.rejectedItems,
    isPaid: false,
  });
}

/** Parses, validates and counts numbers locally: no requests, no cost. */
export const validate: Operation = {
  resource: 'phoneNumber',
  option: {
    name: 'Validate',
    value: 'validate',
    action: 'Validate phone numbers',
    description: 'Free. Check numbers and format them as E.164, offline.',
  },
  toolDescription:
    'Checks phone numbers and formats them as E.164, with their country and line type, without looking them up. Free. Takes one number or several in one call.',
  parameters: [...phone, ...defaultCountry],
  options: [...PARSING_OPTIONS, bulkBatchSize],
  outputs: ['Valid', 'Rejected'],
  execute,
};
