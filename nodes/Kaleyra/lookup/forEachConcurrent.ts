/**
 * Processes a list, in order, with at most `concurrency` tasks at a time.
 * @param isOver whether nothing more is to be begun: stepping through the rest of a long list would block the thread
 */
export async function forEachConcurrent<T>(
  list: readonly T[],
  concurrency: number,
  work: (one: T, index: number) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<void> {
  const queue = list.entries();
  await Promise.all(
    Array.from({ length: Math.min(concurrency, list.length) }, async () => {
      for (const [index, one] of queue) {
        if (isOver()) return;
        await work(one, index);
      }
    }),
  );
}
