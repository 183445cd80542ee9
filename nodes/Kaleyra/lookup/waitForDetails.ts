import type { Lookup } from '../types';
import { detailsKey, pollDetails, type IdentifiedLookup, type PollPorts } from './pollDetails';
import type { SentBatches } from './sendBatches';
import { lookupsOf } from './tallyLookups';
import type { BatchResults, LookupOutcome, UnmatchedLookup } from './types';

/**
 * Polls for the details of every accepted lookup. Returns the same results, plus what was found within `timeoutMs` or
 * until the execution was cancelled.
 */
export async function waitForDetails(
  { results, stats }: SentBatches,
  timeoutMs: number,
  ports: PollPorts,
): Promise<SentBatches> {
  const { forEach } = ports;
  const known = await pollDetails(lookupsOf(results).filter(hasId), ports, timeoutMs);

  const withDetails = (lookup: Lookup): Lookup => known.get(detailsKey(lookup)) ?? lookup;
  const outcomes: Array<LookupOutcome | undefined> = [];
  await forEach(copyOutcomes(results.outcomes, outcomes), ([copy, lookup]) => copy.push(withDetails(lookup)));
  const unmatched: UnmatchedLookup[] = [];
  await forEach(results.unmatched, ({ lookup, itemIndex }) =>
    unmatched.push({ lookup: withDetails(lookup), itemIndex }),
  );
  return { results: { ...results, outcomes, unmatched }, stats };
}

/** Copies outcomes, but for the lookups: each comes with the list that is to hold its copy. */
function* copyOutcomes(
  from: BatchResults['outcomes'],
  to: Array<LookupOutcome | undefined>,
): Generator<readonly [Lookup[], Lookup]> {
  for (const outcome of from) {
    const lookups: Lookup[] = [];
    to.push(outcome?.kind === 'accepted' ? { ...outcome, lookups } : outcome);
    if (outcome?.kind !== 'accepted') continue;
    for (const lookup of outcome.lookups) yield [lookups, lookup];
  }
}

function hasId(lookup: Lookup): lookup is IdentifiedLookup {
  return lookup.lookupId !== null;
}
