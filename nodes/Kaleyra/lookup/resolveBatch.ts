import type { BatchResponse, RequestFailure } from '../types';
import { matchLookups } from './matchLookups';
import type { ForEach, LookupOutcome, UniqueNumber, UnmatchedLookup } from './types';

/** The outcome of every number in a batch, as its response shows. */
export interface BatchResolution {
  readonly outcomes: ReadonlyMap<string, LookupOutcome>;
  readonly unmatched: readonly UnmatchedLookup[];
  /** Why no further request should be sent, or null. */
  readonly stopReason: string | null;
}

/** Determines the outcome of every number in a batch from its response. */
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

/** A failure before any request was sent. */
export function failureBeforeRequest(message: string, advice: string): RequestFailure {
  return { message, advice, code: null, text: null, httpStatus: null, requestId: null, unconfirmed: false };
}

/** The failure of the numbers that were not sent because an earlier response made that pointless. */
export function notSentFailure(reason: string): RequestFailure {
  return failureBeforeRequest(reason, 'The remaining numbers were not sent.');
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
    return `Kaleyra rejected ${all} as invalid: set 'Number Format' to ${otherFormat}`;
  }
  if (entryCount >= batch.length) return null;
  const hasCounters = invalidCount !== null || duplicateCount !== null;
  const isExplained = hasCounters
    ? entryCount + (invalidCount ?? 0) + (duplicateCount ?? 0) >= batch.length
    : !isCutOff(batch, missing);
  if (isExplained) return null;
  return `Kaleyra returned lookups for only ${count(entryCount)} of ${count(batch.length)} numbers: set 'Batch Size' to ${entryCount}`;
}

// Without counters, a gap in the middle is a number that Kaleyra does not know, while a missing tail suggests a limit
// on the numbers per request.
function isCutOff(batch: readonly UniqueNumber[], missing: readonly UniqueNumber[]): boolean {
  return missing.length > 1 && batch.slice(-missing.length).every((number, i) => number === missing[i]);
}

function notAcceptedText(
  { apiError }: BatchResponse,
  stopReason: string | null,
  unmatchedCount: number,
): string {
  const parts = ['Kaleyra responded, but returned no lookup ID for this number.'];
  if (apiError !== null) parts.push(`Kaleyra says: ${apiError}`);
  if (stopReason !== null) parts.push(`${stopReason}.`);
  if (unmatchedCount > 0) {
    parts.push(
      `Lookups in the response that match no number: ${count(unmatchedCount)}. One of them may belong to this number, so it may have been charged.`,
    );
  }
  return parts.join(' ');
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
