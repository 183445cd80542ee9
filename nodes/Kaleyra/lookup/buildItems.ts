import type { DisplayFormats } from '../phone';
import type { Lookup, RequestFailure } from '../types';
import {
  lookedUpAtOf,
  lookupFields,
  mergeFields,
  NO_PHONE,
  phoneFields,
  rejectedFields,
  withLookup,
} from './itemFields';
import type {
  BatchResults,
  FailedItem,
  ForEach,
  Json,
  LookupOutcome,
  LookupPlan,
  NumberOccurrence,
  OutputItem,
  OutputMode,
  PhoneFields,
  RejectedInput,
} from './types';

/** Returns an input item's own fields. */
export type GetRow = (itemIndex: number) => Json;

/** The output of a lookup; each list is in output order. */
export interface OutputItems {
  readonly lookups: OutputItem[];
  readonly failed: FailedItem[];
  /** Lookups that match no number, and extra lookups of a number that already has one. */
  readonly unmatched: OutputItem[];
  readonly rejected: OutputItem[];
}

/** Turns the outcomes into items. Every occurrence and every rejected input ends up in exactly one list. */
export async function buildItems(
  plan: LookupPlan,
  { outcomes, unmatched: unmatchedLookups, notSentReason }: BatchResults,
  mode: OutputMode,
  getRow: GetRow,
  forEach: ForEach,
): Promise<OutputItems> {
  const build = mode === 'rows' ? rowBuilder(getRow) : lookupBuilder();
  const rejected: RejectedInput[] = [...plan.rejected];
  const failed = new Map<number, FailedItem[]>();
  const lookups: OutputItem[] = [];
  const unmatched: OutputItem[] = [];

  await forEach(plan.occurrences, (occurrence) => {
    const outcome = outcomes.get(occurrence.uniqueNumber.number.e164);
    if (outcome === undefined) addFailure(failed, occurrence, notSentReason);
    else if (outcome.kind === 'failed') addFailure(failed, occurrence, outcome.failure);
    else if (outcome.kind === 'notAccepted') rejected.push(notAccepted(occurrence, outcome));
    else {
      const { items, extraLookups } = build.accepted(occurrence, outcome.lookups);
      lookups.push(...items);
      unmatched.push(...extraLookups);
    }
  });
  await forEach(unmatchedLookups, ({ itemIndex, lookup }) =>
    unmatched.push(build.unmatched(itemIndex, lookup)),
  );

  return {
    lookups,
    failed: [...failed.values()].flat(),
    unmatched,
    rejected: await buildRejectedItems(rejected, getRow, forEach),
  };
}

/** Builds an item for each rejected input, in the order of the input items. */
export async function buildRejectedItems(
  rejected: readonly RejectedInput[],
  getRow: GetRow,
  forEach: ForEach,
): Promise<OutputItem[]> {
  const inOrder = [...rejected].sort((a, b) => a.itemIndex - b.itemIndex);
  const items: OutputItem[] = [];
  await forEach(inOrder, (input) => {
    const { itemIndex } = input;
    const json = mergeFields(getRow(itemIndex), { rejected: rejectedFields(input) });
    items.push({ itemIndex, json, keepsRow: true });
  });
  return items;
}

/** Builds an item for each number of each input item; `format` formats a number for display. */
export async function buildValidItems(
  { occurrences }: LookupPlan,
  getRow: GetRow,
  format: (e164: string) => DisplayFormats,
  forEach: ForEach,
): Promise<OutputItem[]> {
  const items: OutputItem[] = [];
  await forEach(occurrences, (occurrence) => {
    const { itemIndex, uniqueNumber } = occurrence;
    const { national, international } = format(uniqueNumber.number.e164);
    const validation = mergeFields(phoneFields(occurrence), {
      phone_national: national,
      phone_international: international,
    });
    const [first] = uniqueNumber.itemIndexes;
    if (first !== itemIndex) validation.duplicate_of = first;
    items.push({ itemIndex, json: mergeFields(getRow(itemIndex), { validation }), keepsRow: true });
  });
  return items;
}

/**
 * Builds the item for one input item whose lookup was fetched.
 * @param phone our fields about the number; all null if Kaleyra masks it
 */
export function buildDetailsItem(
  itemIndex: number,
  lookup: Lookup,
  phone: PhoneFields,
  mode: OutputMode,
  getRow: GetRow,
): OutputItem {
  const row = getRow(itemIndex);
  const lookedUpAt = lookedUpAtOf(row, lookup.lookupId);
  const fields = lookupFields(phone, { ...lookup, lookedUpAt }, null);
  if (mode === 'lookups') return { itemIndex, json: fields, keepsRow: false };
  return { itemIndex, json: withLookup(row, fields), keepsRow: true };
}

function notAccepted(
  { itemIndex, input, uniqueNumber }: NumberOccurrence,
  { text, requestId }: Extract<LookupOutcome, { kind: 'notAccepted' }>,
): RejectedInput {
  return {
    itemIndex,
    input,
    reason: 'NOT_ACCEPTED',
    reasonText: text,
    e164: uniqueNumber.number.e164,
    ...(requestId === null ? {} : { requestId }),
  };
}

function addFailure(
  failed: Map<number, FailedItem[]>,
  { itemIndex, uniqueNumber }: NumberOccurrence,
  failure: RequestFailure,
): void {
  const ofItem = failed.get(itemIndex) ?? [];
  failed.set(itemIndex, ofItem);
  const { e164 } = uniqueNumber.number;
  const alike = ofItem.find((item) => item.failure === failure);
  if (alike === undefined) ofItem.push({ itemIndex, numbers: [e164], failure });
  else alike.numbers.push(e164);
}

interface ItemBuilder {
  accepted(
    occurrence: NumberOccurrence,
    lookups: readonly Lookup[],
  ): { items: OutputItem[]; extraLookups: OutputItem[] };
  unmatched(itemIndex: number, lookup: Lookup): OutputItem;
}

function lookupBuilder(): ItemBuilder {
  const priceOf = pricePerRequest();
  return {
    accepted: (occurrence, lookups) => {
      const { itemIndex, uniqueNumber } = occurrence;
      if (uniqueNumber.itemIndexes[0] !== itemIndex) return { items: [], extraLookups: [] };
      const others = uniqueNumber.itemIndexes.slice(1);
      const items = lookups.map((lookup) => {
        const json = lookupFields(phoneFields(occurrence), lookup, priceOf(lookup));
        if (others.length > 0) json.duplicate_items = others;
        return { itemIndex, json, keepsRow: false };
      });
      return { items, extraLookups: [] };
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
  const fieldsOf = (phone: PhoneFields, lookup: Lookup): Json => lookupFields(phone, lookup, priceOf(lookup));
  const unmatched = (itemIndex: number, lookup: Lookup): OutputItem => ({
    itemIndex,
    json: { lookup: fieldsOf(NO_PHONE, lookup) },
    keepsRow: false,
  });
  return {
    accepted: (occurrence, lookups) => {
      const { itemIndex, uniqueNumber } = occurrence;
      const isFirstItem = uniqueNumber.itemIndexes[0] === itemIndex;
      return {
        items: lookups.slice(0, 1).map((lookup) => ({
          itemIndex,
          json: withLookup(getRow(itemIndex), fieldsOf(phoneFields(occurrence), lookup)),
          keepsRow: true,
        })),
        extraLookups: isFirstItem ? lookups.slice(1).map((lookup) => unmatched(itemIndex, lookup)) : [],
      };
    },
    unmatched,
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
