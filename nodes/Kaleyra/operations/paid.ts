import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { emit, tellRun, type Ledger, type Plan } from '../batch';
import { hint } from '../n8n/hint';
import type { Memory } from '../n8n/memory';
import { lookupOutputs, makesN8nRunAgain, rowsOf } from '../n8n/output';
import type { Settings } from '../n8n/settings';

/** What the asking tells the last step. */
export interface Finding {
  readonly ledger: Ledger;
  readonly requests: number;
  readonly remembered: number;
  readonly pending?: number;
}

/**
 * The last step of both paid operations: items, the hint, and forgetting what was remembered for another try once
 * there will be none.
 */
export function emitLookups(
  context: IExecuteFunctions,
  plan: Plan,
  finding: Finding,
  settings: Settings,
  memory: Memory,
): INodeExecutionData[][] {
  const emission = emit(plan, finding.ledger, settings.output, rowsOf(context));
  const outputs = lookupOutputs(context, emission, settings.output === 'rows');
  if (plan.rowCount > 0) hint(context, tellRun(plan, emission, finding), plan.wanted.length > 0);
  if (emission.failed.length === 0 && !makesN8nRunAgain(outputs)) memory.clear();
  return outputs;
}
