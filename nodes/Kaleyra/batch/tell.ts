import type { Emission } from './emit';
import type { Plan } from './types';

/** Figures of a run that only the asking knows. */
export interface Asked {
  /** Requests that were answered or failed in this try. */
  readonly requests: number;
  /** Numbers whose answers were remembered from an earlier try. */
  readonly remembered: number;
  /** Lookups whose details are still pending; null where nobody waited. */
  readonly pending?: number;
}

/** One sentence that sums up a run, e.g. "1,200 rows: 880 different numbers in 1 request, 34 rejected". */
export function tellRun(plan: Plan, emission: Emission, asked: Asked): string {
  const numbers = plural(plan.wanted.length, 'different number', 'different numbers');
  const parts = [
    `${numbers} in ${plural(asked.requests, 'request', 'requests')}`,
    ...atLeastOne(emission.rejected.length, 'rejected'),
    ...atLeastOne(countNational(plan), 'read as national'),
    ...atLeastOne(emission.failed.length, 'failed'),
    ...atLeastOne(emission.strays.length, 'matching no number'),
    ...atLeastOne(asked.remembered, 'answered in an earlier try and not sent again'),
    ...atLeastOne(asked.pending ?? 0, 'still pending'),
  ];
  return `${plural(plan.rowCount, 'row', 'rows')}: ${parts.join(', ')}`;
}

/** What a bulk lookup of these rows would take, for who only checks. */
export function tellCheck(plan: Plan, rejected: number, batchSize: number): string {
  const lookups = plan.wanted.length;
  const requests = Math.ceil(lookups / batchSize);
  const parts = [
    `${plural(lookups, 'different number', 'different numbers')}`,
    ...atLeastOne(rejected, 'rejected'),
    ...atLeastOne(countNational(plan), 'read as national'),
  ];
  return (
    `${plural(plan.rowCount, 'row', 'rows')}: ${parts.join(', ')}. ` +
    `A bulk lookup would take ${plural(lookups, 'lookup', 'lookups')} in ${plural(requests, 'request', 'requests')}.`
  );
}

/** One sentence that sums up the fetching of details. */
export function tellDetails(rows: number, lookups: number, failed: number, pending: number): string {
  const parts = [
    plural(lookups, 'different lookup', 'different lookups'),
    ...atLeastOne(pending, 'still pending'),
    ...atLeastOne(failed, 'failed'),
  ];
  return `${plural(rows, 'row', 'rows')}: ${parts.join(', ')}`;
}

function countNational(plan: Plan): number {
  return plan.pairs.filter((pair) => pair.reading === 'national').length;
}

function atLeastOne(value: number, what: string): string[] {
  return value === 0 ? [] : [`${format(value)} ${what}`];
}

/** "1 row", "1,200 rows". */
export function plural(value: number, one: string, many: string): string {
  return `${format(value)} ${value === 1 ? one : many}`;
}

function format(value: number): string {
  return value.toLocaleString('en-US');
}
