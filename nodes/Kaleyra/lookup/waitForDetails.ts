import type { Lookup } from '../types';
import { detailsKey, pollDetails, type IdentifiedLookup, type PollPorts, type Wait } from './pollDetails';
import type { SentBatches } from './sendBatches';
import { lookupsOf } from './tallyLookups';
import type { ForEach, LookupOutcome, UnmatchedLookup } from './types';

/** The ports of `waitForDetails`. */
export interface WaitPorts extends PollPorts {
  readonly forEach: ForEach;
  /** By default, the wait begins now. */
  readonly wait?: Wait;
}

/**
 * Polls for the details of every accepted lookup. Returns the same results, plus what was found within `timeoutMs` or
 * until the execution was cancelled.
 */
export async function waitForDetails(
  { results, stats }: SentBatches,
  timeoutMs: number,
  { client, clock, signal, forEach, wait }: WaitPorts,
): Promise<SentBatches> {
  const accepted: IdentifiedLookup[] = [];
  await forEach(lookupsOf(results), (lookup) => {
    if (hasId(lookup)) accepted.push(lookup);
  });

  const known = await pollDetails(accepted, { client, clock, signal }, timeoutMs, wait);

  const withDetails = (lookup: Lookup): Lookup => known.get(detailsKey(lookup)) ?? lookup;
  const outcomes = new Map<string, LookupOutcome>();
  await forEach(results.outcomes, ([e164, outcome]) =>
    outcomes.set(
      e164,
      outcome.kind === 'accepted' ? { ...outcome, lookups: outcome.lookups.map(withDetails) } : outcome,
    ),
  );
  const unmatched: UnmatchedLookup[] = [];
  await forEach(results.unmatched, ({ lookup, itemIndex }) =>
    unmatched.push({ lookup: withDetails(lookup), itemIndex }),
  );
  return { results: { ...results, outcomes, unmatched }, stats };
}

function hasId(lookup: Lookup): lookup is IdentifiedLookup {
  return lookup.lookupId !== null;
}
