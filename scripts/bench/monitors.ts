import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import type { SandboxAccount } from '../../test/support/credential';
import { loadNode, runInEngine } from './engine';
import type { Row } from './rows';
import { BULK, GET_DETAILS } from './scenarios';

const HEAP_INTERVAL_MS = 40;
// Or the loading of n8n's modules would count.
const WARM_UP_ROWS = 1_000;
// The monitor compares ticks of a timer, so it needs one before and one after.
const TICK_MS = 5;

/**
 * Measures how much live memory some work adds at its peak. Needs `--expose-gc`.
 * @returns bytes
 */
export async function peakHeap(work: () => Promise<unknown>): Promise<number> {
  const before = liveHeap();
  let peak = 0;
  let nextSample = 0;
  let isDone = false;
  // Not a timer: one that is due again after each collection would leave the work no time.
  const sample = (): void => {
    if (isDone || Date.now() >= nextSample) {
      peak = Math.max(peak, liveHeap() - before);
      nextSample = Date.now() + HEAP_INTERVAL_MS;
    }
    if (!isDone) setImmediate(sample);
  };
  sample();
  const result = await work();
  isDone = true;
  sample();
  // What the work returns is live as long as something still refers to it.
  return result === undefined ? Number.NaN : peak;
}

function liveHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/**
 * Finds the longest time for which the node's `execute` keeps everything else on the thread waiting.
 * @returns milliseconds
 */
export async function longestEventLoopBlock(
  parameters: IDataObject,
  rows: readonly Row[],
  account: SandboxAccount,
): Promise<number> {
  const node = await loadNode();
  const isDetails = parameters.operation === GET_DETAILS.operation;
  const items = isDetails
    ? (await runInEngine(node, BULK, rows, account)).map(({ json }) => json)
    : [...rows];
  await runInEngine(node, parameters, items.slice(0, WARM_UP_ROWS), account);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const execute: typeof node.execute = async function () {
    delay.enable();
    await sleep(TICK_MS);
    const outputs = await node.execute?.call(this);
    await sleep(TICK_MS);
    delay.disable();
    return outputs ?? [];
  };
  await runInEngine({ ...node, execute }, parameters, items, account);
  return delay.max / 1e6;
}
