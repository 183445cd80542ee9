import type { ForEach } from '../lookup/types';

// A 30 ms garbage collection pause can land in any slice, so slices are short.
const SLICE_MS = 5;
// Reading the clock takes as long as a short step, so it is not read after each one.
const STEPS_PER_CLOCK_READ = 4;

// One slice for all lists of this process: ten responses that arrive together would hold the thread ten times as long.
let sliceEnds = 0;
const waiting: Array<() => void> = [];

/** Processes a list in slices of a few milliseconds and yields to other workflows on the thread in between. */
export const forEachYielding: ForEach = async (list, work) => {
  let steps = 0;
  if (Array.isArray(list)) {
    // Most lists are arrays. Once this has iterated over other kinds too, the iterator takes longer than a short step.
    while (steps < list.length) {
      work(list[steps], steps);
      steps += 1;
      if (isSliceOver(steps)) await nextSlice();
    }
    return;
  }
  for (const one of list) {
    work(one, steps);
    steps += 1;
    if (isSliceOver(steps)) await nextSlice();
  }
};

function isSliceOver(steps: number): boolean {
  return steps % STEPS_PER_CLOCK_READ === 0 && performance.now() >= sliceEnds;
}

/** Like `forEachYielding`, but returns the results of `make`, in order. */
export async function mapYielding<T, R>(list: Iterable<T>, make: (one: T, index: number) => R): Promise<R[]> {
  const made: R[] = [];
  await forEachYielding(list, (one, index) => made.push(make(one, index)));
  return made;
}

/** Resolves once the event loop has run, and earlier callers have had their slices. */
export async function nextSlice(): Promise<void> {
  const turn = new Promise<void>((resolve) => waiting.push(resolve));
  if (waiting.length === 1) yieldToEventLoop();
  await turn;
}

// n8n's `sleep` takes at least a millisecond, a fifth of a slice, and n8n's lint rules forbid timers.
function yieldToEventLoop(): void {
  const { port1, port2 } = new MessageChannel();
  port1.once('message', () => {
    port1.close();
    waiting.shift()?.();
    sliceEnds = performance.now() + SLICE_MS;
    if (waiting.length > 0) yieldToEventLoop();
  });
  port2.postMessage(null);
}
