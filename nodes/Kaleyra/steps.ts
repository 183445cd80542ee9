/**
 * Work on many rows that may be put aside wherever it yields, so that who runs it can let others have their turn. It
 * knows neither how long it took nor who waits.
 */
export type Steps<T> = Generator<void, T, void>;

/** Makes something of each one of a list, in steps. */
export function* mapInSteps<T, R>(list: readonly T[], make: (one: T, index: number) => R): Steps<R[]> {
  const made: R[] = [];
  for (const [index, one] of list.entries()) {
    made.push(make(one, index));
    yield;
  }
  return made;
}
