import type { BatchResponse, RequestFailure } from '../types';
import { matchLookups } from './matchLookups';
import type { ForEach, LookupOutcome, UniqueNumber, UnmatchedLookup } from './types';

/** What one response means for the numbers of its batch. */
export interface BatchResolution {
  readonly outcomes: ReadonlyMap<string, LookupOutcome>;
  readonly unmatched: readonly UnmatchedLookup[];
  /** Why no further request should be sent, or null. */
  readonly stopReason: string | null;
}

/** Decides what became of every number of a batch that got a response. */
export async function resolveBatch(
  batch: readonly UniqueNumber[],
  response: BatchResponse,
  numberFormat: 'e164' | 'digits',
  forEach: ForEach,
): Promise<BatchResolution> {
  const { lookups, unmatched, missing } = await matchLookups(batch, response.lookups, forEach);
  const stopReason = findStopReason(batch, missing, response, numberFormat);
  const text = notAcceptedText(response, stopReason, unmatched.length);

  const outcomes = new Map<string, LookupOutcome>();
  await forEach(lookups, ([e164, found]) => outcomes.set(e164, { kind: 'accepted', lookups: found }));
  await forEach(missing, ({ number }) =>
    outcomes.set(number.e164, { kind: 'notAccepted', requestId: response.requestId, text }),
  );
  const itemIndex = batch[0]?.itemIndexes[0] ?? 0;
  return { outcomes, unmatched: unmatched.map((lookup) => ({ lookup, itemIndex })), stopReason };
}

/** A failure that happened before any request was sent. */
export function failureBeforeRequest(message: string, advice: string): RequestFailure {
  return { message, advice, code: null, text: null, httpStatus: null, requestId: null, unconfirmed: false };
}

/** The failure of numbers that were not sent because an earlier response made it pointless. */
export function notSentFailure(reason: string): RequestFailure {
  return failureBeforeRequest(reason, 'What came after that was not sent.');
}

function findStopReason(
  batch: readonly UniqueNumber[],
  missing: readonly UniqueNumber[],
  { entryCount, invalidCount, duplicateCount }: BatchResponse,
  numberFormat: 'e164' | 'digits',
): string | null {
  if (entryCount === 0) {
    const otherFormat = numberFormat === 'e164' ? 'Digits' : 'E.164';
    const all = batch.length === 1 ? 'the number' : `all ${count(batch.length)} numbers`;
    return `Kaleyra counted ${all} it was sent as invalid: set 'Number Format' to ${otherFormat}`;
  }
  if (entryCount >= batch.length) return null;
  const hasCounters = invalidCount !== null || duplicateCount !== null;
  const isExplained = hasCounters
    ? entryCount + (invalidCount ?? 0) + (duplicateCount ?? 0) >= batch.length
    : !isCutOff(batch, missing);
  if (isExplained) return null;
  return `Kaleyra answered ${count(entryCount)} of ${count(batch.length)} numbers: set 'Batch Size' to ${entryCount}`;
}

// Without counters a gap is a number unknown to Kaleyra, but a missing tail is a limit on the size of requests.
function isCutOff(batch: readonly UniqueNumber[], missing: readonly UniqueNumber[]): boolean {
  return missing.length > 1 && batch.slice(-missing.length).every((number, i) => number === missing[i]);
}

function notAcceptedText(
  { apiError }: BatchResponse,
  stopReason: string | null,
  unmatchedCount: number,
): string {
  const parts = ['Kaleyra answered the request, but gave no lookup ID for this number.'];
  if (apiError !== null) parts.push(`It says: ${apiError}`);
  if (stopReason !== null) parts.push(`${stopReason}.`);
  if (unmatchedCount > 0) {
    parts.push(
      `The answer holds ${count(unmatchedCount)} that match no number sent; one of them may be this number's, so it may have been paid for.`,
    );
  }
  return parts.join(' ');
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
