import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { KaleyraClient } from '../api/client';
import type { Clock } from '../api/clock';
import { buildItems } from '../lookup/buildItems';
import type { BatchPorts, RetryStore, SentBatches } from '../lookup/sendBatches';
import { summarizeRun } from '../lookup/summary';
import type { LookupPlan, UniqueNumber } from '../lookup/types';
import { createClientFromCredential } from '../n8n/credential';
import { forEachYielding } from '../n8n/eventLoop';
import { addSummaryHint, createClock } from '../n8n/execution';
import { itemSource, rowGetter, toLookupOutputs, triggersNodeRetry } from '../n8n/items';
import { requestError } from '../n8n/nodeErrors';
import { openRetryStore, type ClearableRetryStore } from '../n8n/retryStore';
import type { Settings } from '../n8n/settings';
import type { RequestFailure } from '../types';

/** What every paid operation needs: a client, a clock, the retry store and the shared ports. */
export interface PaidRun {
  readonly client: KaleyraClient;
  readonly clock: Clock;
  readonly store: ClearableRetryStore;
  /** The ports of `sendBatches` that all paid operations share. */
  readonly ports: Pick<BatchPorts, 'store' | 'fail' | 'signal' | 'forEach'>;
}

/** Connects to the credential's account and opens the retry store of this run. */
export async function openPaidRun(
  context: IExecuteFunctions,
  settings: Settings,
  operation: string,
): Promise<PaidRun> {
  const clock = createClock(context);
  const { client, baseUrl, sid } = await createClientFromCredential(context, settings, clock);
  const store = openRetryStore(context, [baseUrl, sid, operation]);
  const fail: BatchPorts['fail'] = (failure, batch) =>
    throwUnlessContinueOnFail(context, failure, batch, store);
  const signal = context.getExecutionCancelSignal();
  return { client, clock, store, ports: { store, fail, signal, forEach: forEachYielding } };
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
  { store }: PaidRun,
): Promise<INodeExecutionData[][]> {
  const source = itemSource(context);
  const items = await buildItems(plan, results, settings.output, rowGetter(source), forEachYielding);
  const outputs = await toLookupOutputs(context, source, items, settings);
  if (plan.itemCount > 0) addSummaryHint(context, summarizeRun(plan, items, stats, settings.rejectedItems));
  if (items.failed.length === 0 && !triggersNodeRetry(outputs)) store.clear();
  return outputs;
}
