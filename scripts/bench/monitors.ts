import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import type { SandboxAccount } from '../../test/support/credential';
import { loadNode, runInEngine } from './engine';
import type { Row } from './rows';
import { BULK, GET_DETAILS } from './scenarios';

const HEAP_INTERVAL_MS = 40;
// Or the loading of n8n's modules would count.
const WARM_UP_ROWS = 1_000;
const TICK_MS = 1;
// Long enough for a tick, and for what the collector reports.
const MARGIN_MS = 20;

/** How long the thread was held, but no longer than this process ran meanwhile; milliseconds. */
export interface Block {
  /** Without the garbage collector's pauses. */
  readonly own: number;
  readonly whole: number;
}

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

/** Finds the longest times for which the node's `execute` keeps everything else on the thread waiting. */
export async function longestEventLoopBlock(
  parameters: IDataObject,
  rows: readonly Row[],
  account: SandboxAccount,
): Promise<Block> {
  const node = await loadNode();
  const isDetails = parameters.operation === GET_DETAILS.operation;
  const items = isDetails
    ? (await runInEngine(node, BULK, rows, account)).map(({ json }) => json)
    : [...rows];
  await runInEngine(node, parameters, items.slice(0, WARM_UP_ROWS), account);
  let blocks: Block[] = [];
  const execute: typeof node.execute = async function () {
    const stop = recordBlocks();
    await sleep(MARGIN_MS);
    const outputs = await node.execute?.call(this);
    await sleep(MARGIN_MS);
    blocks = stop();
    return outputs ?? [];
  };
  await runInEngine({ ...node, execute }, parameters, items, account);
  return {
    own: Math.max(...blocks.map(({ own }) => own)),
    whole: Math.max(...blocks.map(({ whole }) => whole)),
  };
}

/** Records the times between ticks of a timer until the function that it returns is called. */
function recordBlocks(): () => Block[] {
  const tick = () => ({ at: performance.now(), cpu: processorTime() });
  const ticks = [tick()];
  const pauses: Array<{ readonly startTime: number; readonly duration: number }> = [];
  const timer = setInterval(() => ticks.push(tick()), TICK_MS);
  const observer = new PerformanceObserver((list) => pauses.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return () => {
    clearInterval(timer);
    observer.disconnect();
    let next = 0;
    return ticks.slice(1).map((end, i) => {
      const start = ticks[i] ?? end;
      let paused = 0;
      for (; (pauses[next]?.startTime ?? Infinity) < end.at; next += 1) paused += pauses[next]?.duration ?? 0;
      const [elapsed, ran] = [end.at - start.at, end.cpu - start.cpu];
      return { own: Math.min(elapsed - paused, ran), whole: Math.min(elapsed, ran) };
    });
  };
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}
