import { READ_CONCURRENCY, type KaleyraClient } from '../api/client';
import {
  failed,
  failureOf,
  success,
  type ForEach,
  type Lookup,
  type RequestFailure,
  type Result,
} from '../types';
import { forEachConcurrent } from './forEachConcurrent';
import { ignoreAbort } from './ignoreAbort';
import { endsAsking, isFinal } from './pollDetails';
import type { LookupStore } from './types';

/** A lookup whose details are requested. */
export interface RequestedDetails {
  readonly lookupId: string;
  /** The URL that Kaleyra returned with the lookup, if known. */
  readonly url?: string;
  /** In E.164, if known: details of another number are not taken. */
  readonly mobileNumber?: string;
}

/** The ports of `fetchDetails`. */
export interface FetchPorts {
  readonly client: Pick<KaleyraClient, 'getDetails' | 'endDetails'>;
  /** What an earlier try has found, by lookup ID. */
  readonly found: LookupStore;
  /** Aborted when the execution is cancelled. */
  readonly signal: AbortSignal | undefined;
  readonly forEach: ForEach;
}

const CANCELLED = failureOf('The execution was canceled', 'These details were not requested.');

/**
 * Fetches the details of each lookup once, unless an earlier try has found them: the first one alone, because it
 * proves the path and the key, then all others at the pace that Kaleyra allows. A failure that all others would share
 * ends the asking, and they get it without being asked for.
 * @returns a result for each lookup ID, and for how many of them the details were asked for, earlier tries included
 */
export async function fetchDetails(
  requested: readonly RequestedDetails[],
  { client, found, signal, forEach }: FetchPorts,
): Promise<{ readonly results: Map<string, Result<Lookup>>; readonly askedCount: number }> {
  const results = new Map<string, Result<Lookup>>();
  const missing: RequestedDetails[] = [];
  await forEach(requested, (one) => {
    const known = found.get(one.lookupId);
    if (known === undefined) missing.push(one);
    else results.set(one.lookupId, success(known));
  });

  let ending: RequestFailure | null = null;
  let hasFound = false;
  const fetchOne = async ({ lookupId, url, mobileNumber }: RequestedDetails): Promise<void> => {
    if (ending !== null) return;
    const result = await client.getDetails(lookupId, url, mobileNumber);
    if (result === null) return;
    results.set(lookupId, result);
    if (result.ok) {
      hasFound = true;
      // Others may still change.
      if (isFinal(result.value)) found.set(lookupId, result.value);
    } else if (failsAll(result.failure, hasFound)) {
      ending = result.failure;
      client.endDetails();
    }
  };
  await forEachConcurrent(missing.slice(0, 1), 1, fetchOne)
    .then(() => forEachConcurrent(missing.slice(1), READ_CONCURRENCY.max, fetchOne, () => ending !== null))
    .catch(ignoreAbort(signal));

  const askedCount = results.size;
  const unasked = failed<Lookup>(ending ?? CANCELLED);
  await forEach(missing, ({ lookupId }) => {
    if (!results.has(lookupId)) results.set(lookupId, unasked);
  });
  return { results, askedCount };
}

// The IDs come from the user, so once one was found, a 403 can be about a single lookup of another account. A 429 has
// used up its retries while no other request succeeded.
function failsAll(failure: RequestFailure, hasFound: boolean): boolean {
  if (failure.httpStatus === 403) return !hasFound;
  return failure.httpStatus === 429 || endsAsking(failure);
}
