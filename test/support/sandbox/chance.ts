/** FNV-1a: a given text always gives the same integer below 2^32, and similar texts give very different ones. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}

/** Shuffles a list, the same way for the same seed. A list of two or more never keeps its order. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const drawn = list.map((item, at) => ({ item, at, draw: hash(`${seed}:${at}`) }));
  drawn.sort((one, other) => one.draw - other.draw);
  const moved = drawn.some(({ at }, now) => at !== now);
  const result = drawn.map(({ item }) => item);
  return moved ? result : result.reverse();
}
