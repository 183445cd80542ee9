import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { MAX_TIMER_MS, type Clock } from '../api/clock';
import { plural } from '../lookup/formatCount';
import { isUnconfirmed } from '../lookup/outcomeHistory';
import type { BatchResults } from '../lookup/types';
import { escapeMarkup } from './escape';

// n8n keeps ten values of an execution.
const REQUEST_ID_KEYS = Array.from({ length: 9 }, (_, i) => `kaleyra_requests_${i + 1}`);
const UNCONFIRMED_KEY = 'kaleyra_unconfirmed';
// n8n cuts values at 512 characters, but 2.41.1 already logs an error line for more than 255.
const MAX_VALUE_LENGTH = 255;

/** Whether the node runs as an AI agent's tool. The agent sees only its first output. */
export function isTool(node: INode): boolean {
  return node.type.endsWith('Tool');
}

/**
 * What tells the runs of a node in one execution apart: its index, which counts the iterations of a loop. For an AI
 * agent's tool every call, and every try of one, has another index, so all of them are one run.
 */
export function runKey(context: IExecuteFunctions): string {
  return isTool(context.getNode()) ? 'tool' : String(Number(context.getWorkflowDataProxy(0).$runIndex));
}

/** The clock of a run; `sleep` rejects as soon as the execution is cancelled. */
export function createClock(context: IExecuteFunctions): Clock {
  const signal = context.getExecutionCancelSignal();
  const epochAtZero = Date.now() - performance.now();
  return {
    now: () => epochAtZero + performance.now(),
    random: () => Math.random(),
    sleep: async (ms) => {
      for (let left = ms; left > 0; left -= MAX_TIMER_MS) await sleep(Math.min(left, MAX_TIMER_MS), signal);
      signal?.throwIfAborted();
    },
  };
}

/** Shows the summary of the run in the output panel. */
export function addSummaryHint(context: IExecuteFunctions, summary: string): void {
  context.addExecutionHints({ message: escapeMarkup(summary), type: 'info', location: 'outputPane' });
}

/**
 * Whether n8n may run the node again although it returned. With *Retry On Fail*, n8n looks at the `error` of the first
 * item, even if it is a field of the input; which values count as an error depends on its version.
 */
export function mayRunAgain(outputs: readonly INodeExecutionData[][]): boolean {
  return 'error' in (outputs[0]?.[0]?.json ?? {});
}

// Older versions of n8n have none.
type CustomData = IExecuteFunctions['customData'] | undefined;

/**
 * Adds what may have been paid for to the execution's custom data: the IDs of the requests, separated by blanks, and how
 * many numbers were sent without getting one. When an execution is stopped, n8n in regular mode keeps nothing else of a
 * running node. What n8n has no room for is left out.
 */
export function keepPaid(
  { customData }: { readonly customData?: CustomData },
  { outcomes, unmatched }: Pick<BatchResults, 'outcomes' | 'unmatched'>,
): void {
  const ids = new Set(unmatched.map(({ lookup }) => lookup.requestId));
  let unconfirmed = 0;
  for (const outcome of outcomes) {
    if (outcome?.kind === 'accepted') for (const { requestId } of outcome.lookups) ids.add(requestId);
    if (isUnconfirmed(outcome)) unconfirmed += 1;
  }
  for (const id of ids) if (id !== null) addRequestId(customData, id);
  if (unconfirmed === 0) return;
  const sent = `${plural(unconfirmed, 'number', 'numbers')} sent`;
  customData?.set(UNCONFIRMED_KEY, `${sent}, but not accepted yet: may have been charged`);
}

function addRequestId(customData: CustomData, id: string): void {
  const valueOf = (key: string): string => customData?.get(key) ?? '';
  if (REQUEST_ID_KEYS.some((key) => valueOf(key).split(' ').includes(id))) return;
  const free = REQUEST_ID_KEYS.find((key) => valueOf(key).length + id.length < MAX_VALUE_LENGTH);
  if (free !== undefined) customData?.set(free, `${valueOf(free)} ${id}`.trim());
}
