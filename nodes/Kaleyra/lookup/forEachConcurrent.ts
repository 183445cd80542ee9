/** Processes a list, in order, with at most `concurrency` tasks at a time. */
export async function forEachConcurrent<T>(
  list: readonly T[],
  concurrency: number,
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = list.entries();
  await Promise.all(
    Array.from({ length: Math.min(concurrency, list.length) }, async () => {
      for (const [index, one] of queue) await work(one, index);
    }),
  );
}
