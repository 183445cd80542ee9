import type { Lookup } from '../types';
import { lookupFields, NO_PHONE, phoneFields, withLookup } from './itemFields';
import type { GetRow, NumberOccurrence, OutputItem, OutputMode } from './types';

/** Builds the items of one run. */
export interface ItemBuilder {
  /** The item of a lookup of a number. */
  accepted(occurrence: NumberOccurrence, lookup: Lookup): OutputItem;
  /** The item of a lookup that matches no number, or of an extra one of a number. */
  unmatched(itemIndex: number, lookup: Lookup): OutputItem;
}

/**
 * Returns a builder for an output mode. An unmatched lookup never carries the row's fields, or a step that writes back by
 * row would store somebody else's result.
 */
export function createItemBuilder(mode: OutputMode, getRow: GetRow): ItemBuilder {
  const priceOf = pricePerRequest();
  return {
    accepted(occurrence, lookup) {
      const { itemIndex, uniqueNumber } = occurrence;
      const fields = lookupFields(phoneFields(occurrence), lookup, priceOf(lookup));
      if (mode === 'rows') return { itemIndex, json: withLookup(getRow(itemIndex), fields), keepsRow: true };
      if (uniqueNumber.itemIndexes.length > 1) fields.duplicate_items = uniqueNumber.itemIndexes.slice(1);
      return { itemIndex, json: fields, keepsRow: false };
    },
    unmatched(itemIndex, lookup) {
      const fields = lookupFields(NO_PHONE, lookup, priceOf(lookup));
      return { itemIndex, json: mode === 'rows' ? { lookup: fields } : fields, keepsRow: false };
    },
  };
}

// The price is for the whole request. It goes on one item only, so that summing over the items gives the right total.
function pricePerRequest(): (lookup: Lookup) => number | null {
  const reported = new Set<string>();
  return ({ price }) => {
    if (price === undefined || reported.has(price.request)) return null;
    reported.add(price.request);
    return price.amount;
  };
}
