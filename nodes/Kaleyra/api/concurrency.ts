/** How many requests for details run in parallel. */
export const DETAILS_CONCURRENCY = 5;

/** Processes a list with at most `concurrency` tasks at a time. */
export async function forEachConcurrent<T>(
  list: readonly T[],
  concurrency: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const queue = list.values();
  await Promise.all(
    Array.from({ length: Math.min(concurrency, list.length) }, async () => {
      for (const one of queue) await work(one);
    }),
  );
}
