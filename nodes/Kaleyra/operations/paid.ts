import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { emit, tellRun, type Plan } from '../batch';
import type { AskedFor } from '../n8n/ask';
import { hint } from '../n8n/hint';
import type { Memory } from '../n8n/memory';
import { lookupOutputs, makesN8nRunAgain, rowsOf } from '../n8n/output';
import { inTurns } from '../n8n/run';
import type { Settings } from '../n8n/settings';

/**
 * The last step of both paid operations: items, the hint, and forgetting what was remembered for another try once
 * there will be none.
 */
export async function emitLookups(
  context: IExecuteFunctions,
  plan: Plan,
  asked: AskedFor,
  settings: Settings,
  memory: Memory,
): Promise<INodeExecutionData[][]> {
  const emission = await inTurns(emit(plan, asked.ledger, settings.output, rowsOf(context)));
  const outputs = await inTurns(lookupOutputs(context, emission, settings.output === 'rows'));
  if (plan.rowCount > 0) hint(context, tellRun(plan, emission, asked), plan.wanted.length > 0);
  if (emission.failed.length === 0 && !makesN8nRunAgain(outputs)) memory.clear();
  return outputs;
}
