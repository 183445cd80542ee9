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

/** Returns a builder for an output mode. */
export function createItemBuilder(mode: OutputMode, getRow: GetRow): ItemBuilder {
  return mode === 'rows' ? rowBuilder(getRow) : lookupBuilder();
}

function lookupBuilder(): ItemBuilder {
  const priceOf = pricePerRequest();
  return {
    accepted: (occurrence, lookup) => {
      const { itemIndex, uniqueNumber } = occurrence;
      const json = lookupFields(phoneFields(occurrence), lookup, priceOf(lookup));
      if (uniqueNumber.itemIndexes.length > 1) json.duplicate_items = uniqueNumber.itemIndexes.slice(1);
      return { itemIndex, json, keepsRow: false };
    },
    unmatched: (itemIndex, lookup) => ({
      itemIndex,
      json: lookupFields(NO_PHONE, lookup, priceOf(lookup)),
      keepsRow: false,
    }),
  };
}

// An unmatched lookup must not carry the row's fields, or a step that writes back by row would store somebody else's
// result.
function rowBuilder(getRow: GetRow): ItemBuilder {
  const priceOf = pricePerRequest();
  return {
    accepted: (occurrence, lookup) => {
      const { itemIndex } = occurrence;
      const fields = lookupFields(phoneFields(occurrence), lookup, priceOf(lookup));
      return { itemIndex, json: withLookup(getRow(itemIndex), fields), keepsRow: true };
    },
    unmatched: (itemIndex, lookup) => ({
      itemIndex,
      json: { lookup: lookupFields(NO_PHONE, lookup, priceOf(lookup)) },
      keepsRow: false,
    }),
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
