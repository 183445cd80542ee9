/**
 * Compares English texts for `sort`, regardless of case. The first `localeCompare` of a process takes a quarter of
 * the time that this package takes to load.
 */
export function alphabetical(a: string, b: string): number {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
