import type { Reading } from '../phone';
import type { Steps } from '../steps';
import type { Pair, Plan, Refused, Wanted } from './types';

/**
 * Gathers the different numbers of all rows, with a step for each.
 * @param readings for each row, by index, what was read in its cell
 */
export function* planNumbers(readings: ReadonlyArray<readonly Reading[]>): Steps<Plan> {
  const wanted = new Map<string, Wanted>();
  const pairs: Pair[] = [];
  const refused: Refused[] = [];

  for (const [item, fragments] of readings.entries()) {
    for (const fragment of fragments) {
      if ('number' in fragment) addNumber(item, fragment, wanted, pairs);
      else refused.push({ item, ...fragment });
      yield;
    }
  }
  return { rowCount: readings.length, wanted: [...wanted.values()], pairs, refused };
}

function addNumber(
  item: number,
  { input, number }: Extract<Reading, { number: unknown }>,
  all: Map<string, Wanted>,
  pairs: Pair[],
): void {
  let wanted = all.get(number.e164);
  if (wanted === undefined) {
    wanted = { number, digits: number.e164.slice(1), items: [] };
    all.set(number.e164, wanted);
  }
  if (wanted.items.at(-1) === item) return;
  wanted.items.push(item);
  pairs.push({ item, input, reading: number.reading, wanted });
}
