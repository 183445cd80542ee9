import type { OutputItems } from './buildItems';
import type { LookupPlan, RejectedItems, RunStats } from './types';

/**
 * Sums up a run in one sentence, e.g. "6 items: 4 numbers sent in 1 request, 2 values rejected; 3 without country code
 * read with Default Country".
 */
export function summarizeRun(
  plan: LookupPlan,
  items: OutputItems,
  stats: RunStats,
  rejectedItems: RejectedItems,
): string {
  return sentence(plan.itemCount, [
    describeSent(stats),
    ...ifAny(stats.restored, (count) => `${format(count)} from an earlier try`),
    ...ifAny(items.rejected.length, (count) => describeRejected(count, rejectedItems)),
    ...ifAny(items.failed.length, describeFailed),
    ...ifAny(items.unmatched.length, (count) => plural(count, 'unmatched lookup', 'unmatched lookups')),
    ...ifAny(stats.pending ?? 0, describePending),
  ]).concat(describeNational(plan), describeAmbiguous(plan));
}

/** Sums up a validation, and what a bulk lookup of these items would send. */
export function summarizeValidation(
  plan: LookupPlan,
  rejected: number,
  { batchSize, rejectedItems }: { readonly batchSize: number; readonly rejectedItems: RejectedItems },
): string {
  const count = plan.uniqueNumbers.length;
  const valid = sentence(plan.itemCount, [
    plural(count, 'unique number', 'unique numbers'),
    ...ifAny(rejected, (of) => describeRejected(of, rejectedItems)),
  ]).concat(describeNational(plan), describeAmbiguous(plan));
  const numbers = plural(count, 'number', 'numbers');
  const requests = plural(Math.ceil(count / batchSize), 'request', 'requests');
  return `${valid}. A bulk lookup would send ${numbers} in ${requests}.`;
}

/** Sums up the fetching of details. */
export function summarizeDetails(items: number, lookups: number, failed: number, pending: number): string {
  return sentence(items, [
    `details of ${plural(lookups, 'lookup', 'lookups')} requested`,
    ...ifAny(pending, describePending),
    ...ifAny(failed, describeFailed),
  ]);
}

function sentence(itemCount: number, parts: readonly string[]): string {
  return `${plural(itemCount, 'item', 'items')}: ${parts.join(', ')}`;
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

function describePending(count: number): string {
  return `${format(count)} still pending`;
}

function describeNational({ occurrences }: LookupPlan): string {
  const count = occurrences.filter(({ reading }) => reading === 'national').length;
  return count === 0 ? '' : `; ${format(count)} without country code read with Default Country`;
}

// A single one is explained in its own item; many are decided at once.
function describeAmbiguous({ rejected }: LookupPlan): string {
  const decidable = rejected.filter(
    ({ reason, reasonText }) => reason === 'AMBIGUOUS' && /Bare Digits/.test(reasonText),
  );
  if (decidable.length < 2) return '';
  return `; ${format(decidable.length)} can be read in two ways, which 'Bare Digits' decides`;
}

function ifAny(count: number, describe: (count: number) => string): string[] {
  return count === 0 ? [] : [describe(count)];
}

/** "1 item", "1,200 items". */
export function plural(count: number, one: string, many: string): string {
  return `${format(count)} ${count === 1 ? one : many}`;
}

function format(count: number): string {
  return count.toLocaleString('en-US');
}
