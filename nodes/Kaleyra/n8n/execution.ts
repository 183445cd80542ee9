import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Clock } from '../api/clock';

/** Whether the node runs as an agent's tool: then only its first output is seen. */
export function isTool(node: INode): boolean {
  return node.type.endsWith('Tool');
}

/** The clock of a run: its sleeps reject as soon as the execution is cancelled. */
export function createClock(context: IExecuteFunctions): Clock {
  const signal = context.getExecutionCancelSignal();
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    sleep: async (ms) => {
      await sleep(ms, signal);
      signal?.throwIfAborted();
    },
  };
}

/** Shows one sentence about the run in the output panel. */
export function addSummaryHint(context: IExecuteFunctions, summary: string, paid: boolean): void {
  const isWorthPinning = paid && context.getMode() === 'manual';
  const message = isWorthPinning ? `${summary}. Pin this output to build on without paying again.` : summary;
  context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
}
