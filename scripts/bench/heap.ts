const SAMPLE_EVERY_MS = 40;

/**
 * The most memory that was in use while some work ran, over what was in use before it: at every turn of the event loop
 * that comes late enough after the one before, what is garbage is collected and the rest is counted.
 * @returns bytes
 */
export async function peakHeap(work: () => Promise<unknown>): Promise<number> {
  const before = liveHeap();
  let peak = before;
  let running = true;
  let next = 0;
  const sample = (): void => {
    if (Date.now() >= next) {
      peak = Math.max(peak, liveHeap());
      next = Date.now() + SAMPLE_EVERY_MS;
    }
    if (running) setImmediate(sample);
  };
  sample();
  const result = await work();
  running = false;
  peak = Math.max(peak, liveHeap());
  return result === undefined ? 0 : peak - before;
}

function liveHeap(): number {
  if (globalThis.gc === undefined) throw new Error('The heap is measured with --expose-gc.');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
