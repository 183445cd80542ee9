import type { OutputItems } from './buildItems';
import { formatCount, plural } from './formatCount';
import type { LookupTally } from './tallyLookups';
import type { LookupPlan, OutputItem, Paid, RejectedItems, RunStats } from './types';

/** What a run did, apart from its items. */
export interface RunFigures {
  readonly stats: RunStats;
  readonly tally: LookupTally;
  readonly rejectedItems: RejectedItems;
  /** What earlier tries have paid for, or may have, that is not in the items. */
  readonly notInItems?: Paid;
}

/**
 * Sums up a run, e.g. "6 items: 4 numbers sent in 1 request, 2 values rejected; 3 without country code read with Default
 * Country", and says what to do next where that is not obvious.
 */
export function summarizeRun(plan: LookupPlan, items: OutputItems, figures: RunFigures): string {
  const { stats, tally, rejectedItems, notInItems } = figures;
  const summary = sentence(plan.itemCount, [
    describeSent(stats),
    ...ifAny(stats.restored, (count) => `${formatCount(count)} from an earlier try`),
    ...ifAny(items.rejected.length, (count) => describeRejected(count, rejectedItems)),
    ...ifAny(items.failed.length, describeFailed),
    ...ifAny(items.unmatched.length, (count) => plural(count, 'unmatched lookup', 'unmatched lookups')),
    ...describeUnfinished(tally),
  ]).concat(describeNational(plan), describeAmbiguous(plan));
  const isNothingElse = items.lookups.length + items.failed.length + items.unmatched.length === 0;
  return paragraph([
    summary,
    ...describePrice(tally),
    ...(notInItems === undefined ? [] : describeNotInItems(notInItems)),
    ...describeReasons(items.rejected, plan, isNothingElse || rejectedItems === 'drop'),
    ...describeFixedPhone(plan),
    ...describeNextStep(tally),
  ]);
}

/** Sums up a validation, and what a bulk lookup of these items would send. */
export function summarizeValidation(
  plan: LookupPlan,
  rejected: readonly OutputItem[],
  { batchSize, rejectedItems }: { readonly batchSize: number; readonly rejectedItems: RejectedItems },
): string {
  const count = plan.uniqueNumbers.length;
  const valid = sentence(plan.itemCount, [
    plural(count, 'unique number', 'unique numbers'),
    ...ifAny(rejected.length, (of) => describeRejected(of, rejectedItems)),
    ...ifAny(plan.failed?.length ?? 0, describeFailed),
  ]).concat(describeNational(plan), describeAmbiguous(plan));
  const numbers = plural(count, 'number', 'numbers');
  const requests = plural(Math.ceil(count / batchSize), 'request', 'requests');
  return paragraph([
    valid,
    `A bulk lookup would send ${numbers} in ${requests}.`,
    ...describeReasons(rejected, plan, count === 0 || rejectedItems === 'drop'),
    ...describeFixedPhone(plan),
  ]);
}

/** What came of the fetching of details. */
export interface DetailsFigures {
  /** Different lookup IDs. */
  readonly lookups: number;
  /** Those of them whose details were asked for. */
  readonly asked: number;
  /** Items. */
  readonly failed: number;
  readonly tally: LookupTally;
}

/** Sums up the fetching of details. */
export function summarizeDetails(items: number, figures: DetailsFigures): string {
  const { lookups, asked, failed, tally } = figures;
  const ofAll = asked === lookups ? '' : `${formatCount(asked)} of `;
  return sentence(items, [
    `details of ${ofAll}${plural(lookups, 'lookup', 'lookups')} requested`,
    ...describeUnfinished(tally),
    ...ifAny(failed, describeFailed),
  ]);
}

function sentence(itemCount: number, parts: readonly string[]): string {
  return `${plural(itemCount, 'item', 'items')}: ${parts.join(', ')}`;
}

// A single sentence stands without its period, as n8n's own hints do.
function paragraph([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : [`${first}.`, ...others].join(' ');
}

function describeSent({ sent, requests }: RunStats): string {
  if (requests === 0) return 'no numbers sent';
  return `${plural(sent, 'number', 'numbers')} sent in ${plural(requests, 'request', 'requests')}`;
}

function describeRejected(count: number, rejectedItems: RejectedItems): string {
  const rejected = `${plural(count, 'value', 'values')} rejected`;
  return rejectedItems === 'drop' ? `${rejected} and dropped` : rejected;
}

function describeFailed(count: number): string {
  return `${plural(count, 'item', 'items')} failed`;
}

function describeUnfinished({ count: { pending, failed } }: LookupTally): string[] {
  return [
    ...ifAny(pending, (count) => `${formatCount(count)} still pending`),
    ...ifAny(failed, (count) => `${formatCount(count)} that Kaleyra could not complete`),
  ];
}

function describePrice({ totalPrice }: LookupTally): string[] {
  if (totalPrice === null) return [];
  // Without the digits that adding decimals leaves behind.
  const amount = totalPrice.toLocaleString('en-US', { maximumFractionDigits: 6 });
  return [`Kaleyra reports a total price of ${amount}.`];
}

const MAX_NAMED = 10;

/** Names numbers, in E.164, that were sent without an answer. */
export function describeUnconfirmed(numbers: readonly string[]): string[] {
  return ifAny(numbers.length, (count) => {
    const sent = plural(count, 'number', 'numbers');
    return `${sent} got no answer and may have been charged: ${listed(numbers)}.`;
  });
}

/** Names what an earlier try paid for, or may have, under another account or for numbers that are gone. */
export function describeNotInItems({ accepted, unconfirmed }: Paid): string[] {
  const ids = ifAny(accepted.length, (count) => {
    const lookups = plural(count, 'lookup was', 'lookups were');
    return `${lookups} accepted: ${listIds(accepted)}.`;
  });
  const parts = [...ids, ...describeUnconfirmed(unconfirmed)];
  return parts.length === 0
    ? []
    : ['An earlier try sent numbers whose lookups are not in this output.', ...parts];
}

/** Names lookups by their IDs. */
export function listIds(accepted: Paid['accepted']): string {
  return listed(accepted.map(({ lookup_id }) => lookup_id ?? 'without ID'));
}

function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  const rest = more > 0 ? `, and ${formatCount(more)} more` : '';
  return `${names.slice(0, MAX_NAMED).join(', ')}${rest}`;
}

const MAX_REASONS = 3;

/**
 * Why values were rejected most often, and the words of the first one for that reason: they say what to do.
 * Unless `always`, only if more than half of all values were rejected for the same reason.
 */
function describeReasons(rejected: readonly OutputItem[], plan: LookupPlan, always: boolean): string[] {
  const byReason = new Map<string, { reason: string; text: string; count: number }>();
  for (const { json } of rejected) {
    const { reason, reason_text: text } = json.rejected as { reason: string; reason_text: string };
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, { reason, text, count: 1 });
    else known.count += 1;
  }
  const [most, ...others] = [...byReason.values()].sort((a, b) => b.count - a.count).slice(0, MAX_REASONS);
  const values = plan.occurrences.length + plan.rejected.length;
  if (most === undefined || (!always && most.count * 2 <= values)) return [];
  if (others.length === 0) return [`Rejected as ${most.reason}. ${most.text}`];
  const counts = [most, ...others].map(({ reason, count }) => `${reason} (${formatCount(count)})`);
  return [`Rejected most often as ${counts.join(', ')}. ${most.text}`];
}

function describeFixedPhone({ itemCount, hasFixedPhone }: LookupPlan): string[] {
  if (hasFixedPhone !== true || itemCount < 2) return [];
  return [
    `'Phone' is the same fixed text for all ${formatCount(itemCount)} items. Was an expression meant? Drag a field onto it.`,
  ];
}

// Without results, and none of them was waited for.
function describeNextStep({ count: { accepted, pending, complete, failed } }: LookupTally): string[] {
  if (accepted === 0 || pending + complete + failed > 0) return [];
  return [
    "These are lookup IDs without results: use Get Details to fetch them. Next time, 'Wait for Details' or Look Up Now gets them in one step.",
  ];
}

function describeNational({ occurrences }: LookupPlan): string {
  const count = occurrences.filter(({ reading }) => reading === 'national').length;
  return count === 0
    ? ''
    : `; ${formatCount(count)} without country code read with Default Country or a country in the cell`;
}

// A single one is explained in its own item; many are decided at once.
function describeAmbiguous({ rejected }: LookupPlan): string {
  const decidable = rejected.filter(
    ({ reason, reasonText }) => reason === 'AMBIGUOUS' && /Bare Digits/.test(reasonText),
  );
  if (decidable.length < 2) return '';
  return `; ${formatCount(decidable.length)} can be read in two ways, which 'Bare Digits' decides`;
}

function ifAny(count: number, describe: (count: number) => string): string[] {
  return count === 0 ? [] : [describe(count)];
}
