import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { buildItems } from '../lookup/buildItems';
import type { BatchPorts, RetryStore, SentBatches } from '../lookup/sendBatches';
import { summarizeRun } from '../lookup/summary';
import type { LookupPlan, UniqueNumber } from '../lookup/types';
import { forEachYielding } from '../n8n/eventLoop';
import { addSummaryHint } from '../n8n/execution';
import { itemSource, rowGetter, toLookupOutputs, triggersNodeRetry } from '../n8n/items';
import { requestError } from '../n8n/nodeErrors';
import type { ClearableRetryStore } from '../n8n/retryStore';
import type { Settings } from '../n8n/settings';
import type { RequestFailure } from '../types';

/** The ports of `sendBatches` that all paid operations share. */
export function batchPorts(
  context: IExecuteFunctions,
  store: RetryStore,
): Pick<BatchPorts, 'store' | 'fail' | 'signal' | 'forEach'> {
  return {
    store,
    fail: (failure, batch) => throwUnlessContinueOnFail(context, failure, batch, store),
    signal: context.getExecutionCancelSignal(),
    forEach: forEachYielding,
  };
}

function throwUnlessContinueOnFail(
  context: IExecuteFunctions,
  failure: RequestFailure,
  batch: readonly UniqueNumber[],
  store: RetryStore,
): void {
  if (context.continueOnFail()) return;
  throw requestError(context.getNode(), failure, {
    itemIndex: batch[0]?.itemIndexes[0] ?? 0,
    numbers: batch.map(({ number }) => number.e164),
    accepted: store.accepted(),
  });
}

/**
 * The last step of every paid operation: builds the items, adds the hint, and clears the store if n8n will not retry.
 */
export async function finishPaidLookup(
  context: IExecuteFunctions,
  plan: LookupPlan,
  { results, stats }: SentBatches,
  settings: Settings,
  store: ClearableRetryStore,
): Promise<INodeExecutionData[][]> {
  const source = itemSource(context);
  const items = await buildItems(plan, results, settings.output, rowGetter(source), forEachYielding);
  const outputs = await toLookupOutputs(context, source, items, settings.output);
  if (plan.itemCount > 0) {
    addSummaryHint(context, summarizeRun(plan, items, stats));
  }
  if (items.failed.length === 0 && !triggersNodeRetry(outputs)) store.clear();
  return outputs;
}
