import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { MAX_TIMER_MS, type Clock } from '../api/clock';

/** Whether the node runs as an AI agent's tool. The agent sees only its first output. */
export function isTool(node: INode): boolean {
  return node.type.endsWith('Tool');
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
  context.addExecutionHints({ message: summary, type: 'info', location: 'outputPane' });
}

/**
 * Whether n8n may run the node again although it returned. With *Retry On Fail*, n8n looks at the `error` of the first
 * item, even if it is a field of the input; which values count as an error depends on its version.
 */
export function mayRunAgain(outputs: readonly INodeExecutionData[][]): boolean {
  return 'error' in (outputs[0]?.[0]?.json ?? {});
}
