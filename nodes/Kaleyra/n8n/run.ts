import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Waiting } from '../api';

const ROWS_IN_ONE_GO = 250;

/** Whether the node runs as an agent's tool: then only its first output is seen. */
export function isTool(node: INode): boolean {
  return node.type.endsWith('Tool');
}

/** The time of a run: its waits end, by an exception, as soon as the execution is cancelled. */
export function waitingOf(context: IExecuteFunctions): Waiting {
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

/** Works a long list in slices, so that other workflows on the same thread get their turn between them. */
export async function inSlices(length: number, work: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < length; from += ROWS_IN_ONE_GO) {
    if (from > 0) await sleep(0);
    work(from, Math.min(length, from + ROWS_IN_ONE_GO));
  }
}
