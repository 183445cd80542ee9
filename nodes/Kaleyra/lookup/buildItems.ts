import type { DisplayFormats } from '../phone';
import type { Lookup, RequestFailure } from '../types';
import { createItemBuilder } from './itemBuilders';
import { knownField, lookupFields, mergeFields, phoneFields, rejectedFields, withLookup } from './itemFields';
import { failureWithSends } from './outcomeHistory';
import type {
  BatchResults,
  FailedItem,
  ForEach,
  GetRow,
  LookupOutcome,
  LookupPlan,
  NumberOccurrence,
  OutputItem,
  OutputMode,
  PhoneFields,
  RejectedInput,
} from './types';

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
  const build = createItemBuilder(mode, getRow);
  const rejected: RejectedInput[] = [...plan.rejected];
  const failed = new FailedItems();
  const lookups: OutputItem[] = [];
  const unmatched: OutputItem[] = [];

  await forEach(resultsOf(plan.occurrences, outcomes, mode), ({ occurrence, outcome, lookup, isExtra }) => {
    if (outcome === undefined) failed.add(occurrence, notSentReason);
    else if (outcome.kind === 'failed') failed.add(occurrence, failureWithSends(outcome));
    else if (outcome.kind === 'notAccepted') rejected.push(notAccepted(occurrence, outcome));
    else if (lookup === null) return;
    else if (mode === 'rows' && isExtra) unmatched.push(build.unmatched(occurrence.itemIndex, lookup));
    else lookups.push(build.accepted(occurrence, lookup));
  });
  await forEach(unmatchedLookups, ({ itemIndex, lookup }) =>
    unmatched.push(build.unmatched(itemIndex, lookup)),
  );

  return {
    lookups,
    failed: [...(plan.failed ?? []), ...failed.list()],
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
  const lookedUpAt = knownField(row, lookup.lookupId, 'looked_up_at');
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

/** What came of one number in one item: a number can have several lookups. */
interface OccurrenceResult {
  readonly occurrence: NumberOccurrence;
  readonly outcome: LookupOutcome | undefined;
  readonly lookup: Lookup | null;
  /** Not the first lookup of its number. */
  readonly isExtra: boolean;
}

// One after the other, because a response can give a number any number of lookups. These belong to the first item with the
// number; of the others, each row has the first lookup.
function* resultsOf(
  occurrences: readonly NumberOccurrence[],
  outcomes: BatchResults['outcomes'],
  mode: OutputMode,
): Generator<OccurrenceResult> {
  for (const occurrence of occurrences) {
    const { itemIndex, uniqueNumber } = occurrence;
    const outcome = outcomes[uniqueNumber.index];
    if (outcome?.kind !== 'accepted') {
      yield { occurrence, outcome, lookup: null, isExtra: false };
      continue;
    }
    const isFirst = uniqueNumber.itemIndexes[0] === itemIndex;
    const count = isFirst ? outcome.lookups.length : mode === 'rows' ? 1 : 0;
    for (let index = 0; index < count; index += 1)
      yield { occurrence, outcome, lookup: outcome.lookups[index] ?? null, isExtra: index > 0 };
  }
}

/** The failed items: one for all numbers of an item that failed for the same reason. */
class FailedItems {
  private readonly byItem = new Map<number, Map<string, FailedItem>>();

  add({ itemIndex, uniqueNumber }: NumberOccurrence, failure: RequestFailure): void {
    const { e164 } = uniqueNumber.number;
    const ofItem = this.byItem.get(itemIndex) ?? new Map<string, FailedItem>();
    this.byItem.set(itemIndex, ofItem);
    const { message, advice, requestId } = failure;
    const reason = [message, advice, requestId].join('\n');
    const alike = ofItem.get(reason);
    if (alike === undefined) ofItem.set(reason, { itemIndex, numbers: [e164], failure });
    else alike.numbers.push(e164);
  }

  list(): FailedItem[] {
    return [...this.byItem.values()].flatMap((ofItem) => [...ofItem.values()]);
  }
}
