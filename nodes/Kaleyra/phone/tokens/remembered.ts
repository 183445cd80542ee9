const MAX_LENGTH = 200;
const MAX_KNOWN = 5_000;

/** A function of a word or name that remembers its results: rows repeat the same ones. A longer text counts as empty. */
export function remembered<T>(compute: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const name = text.length > MAX_LENGTH ? '' : text;
    let found = known.get(name);
    if (found === undefined) {
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(name, (found = compute(name)));
    }
    return found;
  };
}

/** A value that is made when it is first needed. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
