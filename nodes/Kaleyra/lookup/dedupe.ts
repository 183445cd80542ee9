import type { ParsedFragment, PhoneNumber } from '../phone';
import type { ForEach, LookupPlan, NumberOccurrence, RejectedInput, UniqueNumber } from './types';

/**
 * Collects the unique numbers of all items.
 * @param fragments the parsed fragments of each item, by item index
 */
export async function dedupeNumbers(
  fragments: ReadonlyArray<readonly ParsedFragment[]>,
  forEach: ForEach,
): Promise<LookupPlan> {
  const uniqueNumbers = new Map<string, UniqueNumber>();
  const occurrences: NumberOccurrence[] = [];
  const rejected: RejectedInput[] = [];

  await forEach(fragments, (ofItem, itemIndex) => {
    for (const fragment of ofItem) {
      if (!('number' in fragment)) {
        rejected.push({ itemIndex, ...fragment });
        continue;
      }
      const uniqueNumber = findOrAdd(uniqueNumbers, fragment.number);
      // The same number twice in one cell is one occurrence.
      if (uniqueNumber.itemIndexes.at(-1) === itemIndex) continue;
      uniqueNumber.itemIndexes.push(itemIndex);
      occurrences.push({
        itemIndex,
        input: fragment.input,
        reading: fragment.number.reading,
        uniqueNumber,
      });
    }
  });
  return { itemCount: fragments.length, uniqueNumbers: [...uniqueNumbers.values()], occurrences, rejected };
}

function findOrAdd(all: Map<string, UniqueNumber>, number: PhoneNumber): UniqueNumber {
  let uniqueNumber = all.get(number.e164);
  if (uniqueNumber === undefined) {
    uniqueNumber = { number, digits: number.e164.slice(1), itemIndexes: [] };
    all.set(number.e164, uniqueNumber);
  }
  return uniqueNumber;
}
