import { hash } from '../../support/sandbox/chance';

type Dimensions = Readonly<Record<string, readonly unknown[]>>;
type Place<T extends Dimensions> = { readonly [Name in keyof T]: T[Name][number] };

/**
 * A sample of a product in which any two values of different dimensions meet at least once. The same dimensions and
 * seed always give the same sample.
 */
export function allPairs<T extends Dimensions>(dimensions: T, seed: number): Array<Place<T>> {
  const names = Object.keys(dimensions);
  const counts = names.map((name) => dimensions[name]?.length ?? 0);
  const open = new Set(pairsOf(counts));
  const places: Array<Place<T>> = [];
  while (open.size > 0) {
    const chosen = nextPlace(counts, open, seed + places.length);
    for (const pair of pairsIn(chosen)) open.delete(pair);
    places.push(
      Object.fromEntries(names.map((name, at) => [name, dimensions[name]?.[chosen[at] ?? 0]])) as Place<T>,
    );
  }
  return places;
}

const keyOf = (one: number, value: number, other: number, otherValue: number): string =>
  one < other ? `${one}:${value} ${other}:${otherValue}` : `${other}:${otherValue} ${one}:${value}`;

function* pairsOf(counts: readonly number[]): Generator<string> {
  for (let one = 0; one < counts.length; one += 1) {
    for (let other = one + 1; other < counts.length; other += 1) {
      for (let value = 0; value < (counts[one] ?? 0); value += 1) {
        for (let otherValue = 0; otherValue < (counts[other] ?? 0); otherValue += 1)
          yield keyOf(one, value, other, otherValue);
      }
    }
  }
}

function pairsIn(chosen: ReadonlyArray<number | undefined>): string[] {
  return chosen.flatMap((value, one) =>
    chosen.slice(one + 1).map((otherValue, at) => keyOf(one, value ?? 0, one + 1 + at, otherValue ?? 0)),
  );
}

// Starts with a pair that is missing; then, in each dimension, takes the value that meets most others anew.
function nextPlace(counts: readonly number[], open: ReadonlySet<string>, seed: number): number[] {
  const chosen: Array<number | undefined> = counts.map(() => undefined);
  const [first = ''] = open;
  for (const part of first.split(' ')) {
    const [name = 0, value] = part.split(':').map(Number);
    chosen[name] = value;
  }
  counts.forEach((count, name) => {
    chosen[name] ??= bestValue(name, count, chosen, open, seed);
  });
  return chosen.map((value) => value ?? 0);
}

function bestValue(
  name: number,
  count: number,
  chosen: ReadonlyArray<number | undefined>,
  open: ReadonlySet<string>,
  seed: number,
): number {
  const gain = (value: number): number =>
    chosen.filter((other, at) => other !== undefined && open.has(keyOf(name, value, at, other))).length;
  const values = Array.from({ length: count }, (_, value) => ({
    value,
    gain: gain(value),
    draw: hash(`${seed}:${name}:${value}`),
  }));
  values.sort((one, other) => other.gain - one.gain || one.draw - other.draw);
  return values[0]?.value ?? 0;
}
