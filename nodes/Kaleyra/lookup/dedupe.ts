import type { ParsedFragment } from '../phone';
import type { ForEach, LookupPlan, NumberOccurrence, RejectedInput, UniqueNumber } from './types';

/** A parsed fragment and its item. Null marks a step that gives none. */
export type ItemFragment = { readonly itemIndex: number; readonly fragment: ParsedFragment } | null;

/**
 * Collects the unique numbers of all items.
 * @param fragments in the order of the items
 */
export async function dedupeNumbers(
  itemCount: number,
  fragments: Iterable<ItemFragment>,
  forEach: ForEach,
): Promise<LookupPlan> {
  const uniqueNumbers = new Map<string, UniqueNumber>();
  const occurrences: NumberOccurrence[] = [];
  const rejected: RejectedInput[] = [];

  await forEach(fragments, (ofItem) => {
    if (ofItem === null) return;
    const { itemIndex, fragment } = ofItem;
    if (!('number' in fragment)) {
      rejected.push({ itemIndex, ...fragment });
      return;
    }
    const { input, number } = fragment;
    let uniqueNumber = uniqueNumbers.get(number.e164);
    if (uniqueNumber === undefined) {
      const index = uniqueNumbers.size;
      uniqueNumber = { index, number, digits: number.e164.slice(1), itemIndexes: [itemIndex] };
      uniqueNumbers.set(number.e164, uniqueNumber);
    } else {
      // The same number twice in one cell is one occurrence.
      if (uniqueNumber.itemIndexes.at(-1) === itemIndex) return;
      uniqueNumber.itemIndexes.push(itemIndex);
    }
    occurrences.push({ itemIndex, input, reading: number.reading, uniqueNumber });
  });
  return { itemCount, uniqueNumbers: [...uniqueNumbers.values()], occurrences, rejected };
}
