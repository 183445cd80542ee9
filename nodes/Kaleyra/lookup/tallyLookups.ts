import type { Lookup } from '../types';
import type { BatchResults, ForEach } from './types';

/** What a run has to show for its lookups. */
export interface LookupTally {
  /** How many lookups there are of each status. */
  readonly count: Readonly<Record<Lookup['status'], number>>;
  /** The sum of what Kaleyra reports as the price of each request; null if it reports none. */
  readonly totalPrice: number | null;
}

/** Counts lookups by status and adds up the prices of their requests. */
export async function tallyLookups(lookups: Iterable<Lookup>, forEach: ForEach): Promise<LookupTally> {
  const count = { accepted: 0, pending: 0, complete: 0, failed: 0 };
  const prices = new Map<string, number>();
  await forEach(lookups, ({ status, price }) => {
    count[status] += 1;
    if (price !== undefined) prices.set(price.request, price.amount);
  });
  const total = [...prices.values()].reduce((sum, amount) => sum + amount, 0);
  return { count, totalPrice: prices.size === 0 ? null : total };
}

/** Every lookup of a run, unmatched ones last. */
export function lookupsOf({ outcomes, unmatched }: BatchResults): Lookup[] {
  const lookups: Lookup[] = [];
  for (const outcome of outcomes)
    if (outcome?.kind === 'accepted') for (const lookup of outcome.lookups) lookups.push(lookup);
  for (const { lookup } of unmatched) lookups.push(lookup);
  return lookups;
}
