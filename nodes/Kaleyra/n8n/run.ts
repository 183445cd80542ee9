import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Waiting } from '../api';
import type { Steps } from '../steps';

// A garbage collection of 30 ms may fall into any turn; what is left to be worked in it must be short beside that.
const TURN_MS = 5;
// To look at the clock takes as long as a short step.
const STEPS_PER_LOOK = 4;

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

/** Does long work, and gives other workflows on the same thread their turn between its steps. */
export async function inTurns<T>(work: Steps<T>): Promise<T> {
  let turnEnds = Date.now() + TURN_MS;
  for (let steps = 1; ; steps += 1) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (steps % STEPS_PER_LOOK !== 0 || Date.now() < turnEnds) continue;
    await nextRound();
    turnEnds = Date.now() + TURN_MS;
  }
}

// A message to oneself comes in the next round of the event loop. n8n's `sleep` takes a millisecond at the least, which
// is a tenth of a turn, and forbids nodes everything else that waits for a round.
async function nextRound(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise((done) => {
    port1.once('message', done);
    port2.postMessage(null);
  });
  port1.close();
}
