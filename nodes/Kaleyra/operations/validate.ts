import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { planNumbers, rejectedDrafts, tellCheck, validDrafts } from '../batch';
import { readPhoneCells } from '../n8n/cells';
import { hint } from '../n8n/hint';
import { rowsOf, toItems, twoOutputs } from '../n8n/output';
import { inTurns } from '../n8n/run';
import { BULK_BATCH_SIZE, readSettings } from '../n8n/settings';
import { spell } from '../phone';
import type { Operation } from './types';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, BULK_BATCH_SIZE);
  const plan = await inTurns(planNumbers(await inTurns(readPhoneCells(this, settings))));

  const rowOf = rowsOf(this);
  const valid = await inTurns(toItems(this, await inTurns(validDrafts(plan, rowOf, spell))));
  const rejected = await inTurns(toItems(this, await inTurns(rejectedDrafts(plan.refused, rowOf))));
  if (plan.rowCount > 0) hint(this, tellCheck(plan, rejected.length, settings.batchSize), false);
  return twoOutputs(this, valid, rejected);
}

/** Reads, checks and counts numbers; asks nobody and costs nothing. */
export const validate: Operation = {
  resource: 'phoneNumber',
  option: {
    name: 'Validate',
    value: 'validate',
    action: 'Validate phone number',
    description:
      'Checks and normalises the numbers of all rows to E.164 on this machine, one or a list in each. Sends nothing and costs nothing; says of each bad one why.',
  },
  fields: [],
  execute,
};
