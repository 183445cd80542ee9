import {
  failed,
  success,
  type BatchResponse,
  type EntryWithoutLookup,
  type ForEach,
  type Lookup,
  type RequestFailure,
  type Result,
} from '../types';
import { incompleteResponseFailure, partialFailure, toRequestFailure } from './apiErrors';
import { entryStatement, namedLookupId, SAYS_NOTHING, statusWord } from './entryFields';
import { isSuccess, type HttpOutcome, type HttpResponse } from './http';
import { excerpt, excerptOrNull, type WireObject } from './json';
import { hasResult } from './lookupEntry';
import { isEnvelope, readLongBody, type Envelope } from './response';

/** Makes the lookup of one entry. */
export type ToLookup = (entry: WireObject, envelope: Envelope, lookedUpAt: string) => Lookup;

/**
 * Reads the response to a paid request. Entries with a lookup are paid for, so they count whatever else the response
 * says, even with an error status. Without any, only Kaleyra's own counters, or its reason for a number, show that
 * nothing was accepted.
 */
export async function readBatchResponse(
  outcome: HttpOutcome,
  now: number,
  toLookup: ToLookup,
  forEach: ForEach,
): Promise<Result<BatchResponse>> {
  const body = outcome.kind === 'response' ? await readLongBody(outcome.body, forEach) : null;
  if (outcome.kind === 'networkError' || body === null || !isEnvelope(body)) {
    return failed(toRequestFailure(outcome, 'paid', now, body ?? undefined));
  }
  const lookedUpAt = new Date(now).toISOString();
  const sorted = await sortEntries(body, (entry) => toLookup(entry, body, lookedUpAt), forEach);
  if (sorted.lookups.length === 0 && !(isSuccess(outcome) && saysWhy(body, sorted))) {
    return failed(toRequestFailure(outcome, 'paid', now, body));
  }
  return success({
    requestId: body.id,
    lookups: sorted.lookups,
    withoutLookup: sorted.withoutLookup,
    invalidCount: body.invalidCount,
    duplicateCount: body.duplicateCount,
    apiError: errorExcerpt(body),
    failure: failureOfOthers(outcome, now, body, sorted),
    excerpt: excerpt(outcome.body),
  });
}

interface SortedEntries {
  readonly lookups: readonly Lookup[];
  readonly withoutLookup: readonly EntryWithoutLookup[];
  /** Everything else in the list of entries. */
  readonly unreadCount: number;
}

async function sortEntries(
  body: Envelope,
  toLookup: (entry: WireObject) => Lookup,
  forEach: ForEach,
): Promise<SortedEntries> {
  const lookups: Lookup[] = [];
  const withoutLookup: EntryWithoutLookup[] = [];
  let { unreadCount } = body;
  await forEach(body.entries, (entry) => {
    const lookup = toLookup(entry);
    const { mobileNumber, lookupId, status } = lookup;
    const { text, isRefusal } = lookupId === null ? entryStatement(entry) : SAYS_NOTHING;
    const isClear = text === null || isRefusal;
    const isComplete = status === 'complete' && (text === null || (!isRefusal && statusWord(entry) !== null));
    // What was found is paid for, whatever else the entry says.
    if (lookupId !== null || isComplete || hasResult(entry)) lookups.push(lookup);
    else if (isClear && mobileNumber !== '' && namedLookupId(entry) === null)
      withoutLookup.push({ mobileNumber, reason: excerptOrNull(text) });
    else unreadCount += 1;
  });
  return { lookups, withoutLookup, unreadCount };
}

function errorExcerpt({ apiError }: Envelope): string | null {
  return excerptOrNull(apiError?.text ?? apiError?.code ?? null);
}

function saysWhy({ apiError, invalidCount, duplicateCount }: Envelope, sorted: SortedEntries): boolean {
  if (sorted.withoutLookup.some(({ reason }) => reason !== null)) return true;
  return apiError === null && sorted.unreadCount === 0 && (invalidCount ?? 0) + (duplicateCount ?? 0) > 0;
}

function failureOfOthers(
  response: HttpResponse,
  now: number,
  body: Envelope,
  { unreadCount }: SortedEntries,
): RequestFailure | null {
  if (!isSuccess(response)) return partialFailure(response, now, body);
  return unreadCount === 0 ? null : incompleteResponseFailure(response, body);
}
