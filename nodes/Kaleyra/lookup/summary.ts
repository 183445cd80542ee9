import type { OutputItems } from './buildItems';
import type { LookupPlan, RunStats } from './types';

/** One sentence that sums up a run, e.g. "1,200 rows: 880 different numbers in 1 request, 34 rejected". */
export function summarizeRun(plan: LookupPlan, items: OutputItems, stats: RunStats): string {
  const numbers = plural(plan.uniqueNumbers.length, 'different number', 'different numbers');
  const parts = [
    `${numbers} in ${plural(stats.requests, 'request', 'requests')}`,
    ...ifAny(items.rejected.length, 'rejected'),
    ...ifAny(countNational(plan), 'read as national'),
    ...ifAny(items.failed.length, 'failed'),
    ...ifAny(items.unmatched.length, 'matching no number'),
    ...ifAny(stats.restored, 'answered in an earlier try and not sent again'),
    ...ifAny(stats.pending ?? 0, 'still pending'),
  ];
  return `${plural(plan.itemCount, 'row', 'rows')}: ${parts.join(', ')}`;
}

/** What a bulk lookup of these items would take. */
export function summarizeValidation(plan: LookupPlan, rejected: number, batchSize: number): string {
  const lookups = plan.uniqueNumbers.length;
  const requests = Math.ceil(lookups / batchSize);
  const parts = [
    plural(lookups, 'different number', 'different numbers'),
    ...ifAny(rejected, 'rejected'),
    ...ifAny(countNational(plan), 'read as national'),
  ];
  return (
    `${plural(plan.itemCount, 'row', 'rows')}: ${parts.join(', ')}. ` +
    `A bulk lookup would take ${plural(lookups, 'lookup', 'lookups')} in ${plural(requests, 'request', 'requests')}.`
  );
}

/** One sentence that sums up the fetching of details. */
export function summarizeDetails(items: number, lookups: number, failed: number, pending: number): string {
  const parts = [
    plural(lookups, 'different lookup', 'different lookups'),
    ...ifAny(pending, 'still pending'),
    ...ifAny(failed, 'failed'),
  ];
  return `${plural(items, 'row', 'rows')}: ${parts.join(', ')}`;
}

function countNational({ occurrences }: LookupPlan): number {
  return occurrences.filter(({ reading }) => reading === 'national').length;
}

function ifAny(count: number, what: string): string[] {
  return count === 0 ? [] : [`${format(count)} ${what}`];
}

/** "1 row", "1,200 rows". */
export function plural(count: number, one: string, many: string): string {
  return `${format(count)} ${count === 1 ? one : many}`;
}

function format(count: number): string {
  return count.toLocaleString('en-US');
}
