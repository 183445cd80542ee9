import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { KaleyraClient } from '../api/client';
import type { BatchPorts } from '../lookup/batchPorts';
import { buildItems } from '../lookup/buildItems';
import type { SentBatches } from '../lookup/sendBatches';
import { summarizeRun } from '../lookup/summary';
import { lookupsOf, tallyLookups } from '../lookup/tallyLookups';
import type { LookupPlan } from '../lookup/types';
import { createClientFromCredential } from '../n8n/credential';
import { forEachYielding } from '../n8n/eventLoop';
import { addSummaryHint, createClock, keepPaid, mayRunAgain } from '../n8n/execution';
import { itemSource, rowGetter, toLookupOutputs } from '../n8n/items';
import { batchError, withPaid } from '../n8n/nodeErrors';
import { openRetryStore, type CompactableRetryStore } from '../n8n/retryStore';
import type { Settings } from '../n8n/settings';
import { afterEarlierCalls } from '../n8n/toolCalls';

/** What every paid operation needs: a client, the retry store and the shared ports. */
export interface PaidRun {
  readonly client: KaleyraClient;
  readonly store: CompactableRetryStore;
  /** The ports of `sendBatches` that all paid operations share. */
  readonly ports: Omit<BatchPorts, 'split' | 'send'>;
}

/**
 * Runs a paid operation: connects to the credential's account, opens the retry store of this run, and makes sure that
 * whatever is thrown after something was paid for carries the accepted lookups.
 */
export async function runPaid(...args: Parameters<typeof runAlone>): Promise<INodeExecutionData[][]> {
  return await afterEarlierCalls(args[0], () => runAlone(...args));
}

async function runAlone(
  context: IExecuteFunctions,
  settings: Settings,
  operation: string,
  work: (run: PaidRun) => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
  const clock = createClock(context);
  const { client, baseUrl, sid } = await createClientFromCredential(context, settings, clock);
  const store = openRetryStore(context, [baseUrl, sid, operation]);
  const fail: BatchPorts['fail'] = (failure, batch) => {
    if (context.continueOnFail()) return;
    throw batchError(
      context.getNode(),
      failure,
      batch.map(({ number }) => number.e164),
      store.paid(),
      store.paidElsewhere(),
    );
  };
  const signal = context.getExecutionCancelSignal();
  try {
    return await work({
      client,
      store,
      ports: {
        store,
        fail,
        stopsAtFailure: !context.continueOnFail(),
        endSending: () => client.endPaid(),
        keepPaid: (known) => keepPaid(context, known),
        clock,
        signal,
        forEach: forEachYielding,
      },
    });
  } catch (thrown) {
    throw withPaid(context.getNode(), thrown, () => store.paid());
  }
}

/** The last step of every paid operation: builds the items and adds the hint. */
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
  const { rejectedItems } = settings;
  const elsewhere = store.paidElsewhere();
  const gone = await store.unconfirmedOrphans(plan.uniqueNumbers);
  const notInItems = { ...elsewhere, unconfirmed: [...elsewhere.unconfirmed, ...gone] };
  const tally = await tallyLookups(lookupsOf(results), forEachYielding);
  if (plan.itemCount > 0)
    addSummaryHint(context, summarizeRun(plan, items, { stats, tally, rejectedItems, notInItems }));
  if (!mayRunAgain(outputs)) await store.compact();
  return outputs;
}
