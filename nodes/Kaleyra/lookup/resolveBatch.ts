import { failureOf, type BatchResponse, type Lookup, type RequestFailure } from '../types';
import { formatCount } from './formatCount';
import { matchLookups, type Match } from './matchLookups';
import type {
  ForEach,
  LookupOutcome,
  NumberFormat,
  NumberOutcome,
  UniqueNumber,
  UnmatchedLookup,
} from './types';

/** What a batch's response shows. */
export interface BatchResolution {
  /** One for each number, in the order of the batch. */
  readonly outcomes: readonly NumberOutcome[];
  readonly unmatched: readonly UnmatchedLookup[];
  /** Why numbers of the batch failed, and which. */
  readonly failed: { readonly failure: RequestFailure; readonly numbers: readonly UniqueNumber[] } | null;
  /** Why no further request should be sent, or null. */
  readonly stopReason: string | null;
}

/** Determines the outcome of every number in a batch from its response. */
export async function resolveBatch(
  batch: readonly UniqueNumber[],
  response: BatchResponse,
  numberFormat: NumberFormat,
  forEach: ForEach,
): Promise<BatchResolution> {
  const { matches, unmatched, missing } = await matchLookups(batch, response.lookups, forEach);
  const reasonOf = await findReasons(missing, response, forEach);
  const unanswered = missing.filter((number) => reasonOf(number) === null);
  const gap = { batch, missing, unanswered, unmatchedCount: unmatched.length, response };
  const stopReason = findStopReason(gap, numberFormat);
  const failure = response.failure ?? (isExplained(gap) ? null : shortFailure(gap, stopReason));

  const { requestId } = response;
  const text = notAcceptedText(gap, stopReason);
  const rejectedAs = isAllInvalid(gap) ? { rejectedAs: numberFormat } : {};
  const outcomeOf = ({ number, found }: Match<Lookup>): LookupOutcome => {
    if (found.length > 0) return { kind: 'accepted', lookups: found };
    const reason = reasonOf(number);
    if (reason === null && failure !== null) return { kind: 'failed', failure };
    return { kind: 'notAccepted', requestId, text: reason === null ? text : ownText(reason), ...rejectedAs };
  };
  const outcomes: NumberOutcome[] = [];
  await forEach(matches, (match) => outcomes.push({ uniqueNumber: match.number, outcome: outcomeOf(match) }));
  return {
    outcomes,
    unmatched: unmatchedOf(batch, unmatched),
    failed: failure === null || unanswered.length === 0 ? null : { failure, numbers: unanswered },
    stopReason,
  };
}

/** Links lookups that match no number of a batch to its first item. */
export function unmatchedOf(batch: readonly UniqueNumber[], lookups: readonly Lookup[]): UnmatchedLookup[] {
  const itemIndex = batch[0]?.itemIndexes[0] ?? 0;
  return lookups.map((lookup) => ({ lookup, itemIndex }));
}

/** What a response leaves open. */
interface Gap {
  readonly batch: readonly UniqueNumber[];
  /** Numbers without a lookup. */
  readonly missing: readonly UniqueNumber[];
  /** Those of them for which Kaleyra gives no reason. */
  readonly unanswered: readonly UniqueNumber[];
  /** Lookups that match no number. */
  readonly unmatchedCount: number;
  readonly response: BatchResponse;
}

async function findReasons(
  missing: readonly UniqueNumber[],
  { withoutLookup }: BatchResponse,
  forEach: ForEach,
): Promise<(number: UniqueNumber) => string | null> {
  const { matches } = await matchLookups(missing, withoutLookup, forEach);
  const entries = new Map(matches.map(({ number, found }) => [number, found]));
  return (number) => entries.get(number)?.find(({ reason }) => reason !== null)?.reason ?? null;
}

// Whether Kaleyra counts as many numbers as invalid or duplicate as there are without a lookup, not counting those whose
// lookup may be one that matches no number. Counters that are higher are about other numbers as well.
function isExplained({ missing, unanswered, unmatchedCount, response }: Gap): boolean {
  const counted = countedOut(response);
  return unanswered.length === 0 || (counted <= missing.length && missing.length <= counted + unmatchedCount);
}

function countedOut({ invalidCount, duplicateCount }: BatchResponse): number {
  return (invalidCount ?? 0) + (duplicateCount ?? 0);
}

function isAllInvalid({ batch, missing, unmatchedCount, response }: Gap): boolean {
  return missing.length === batch.length && unmatchedCount === 0 && response.invalidCount === batch.length;
}

function findStopReason(gap: Gap, numberFormat: NumberFormat): string | null {
  const { batch, response } = gap;
  if (isAllInvalid(gap)) {
    const otherFormat = numberFormat === 'e164' ? 'Digits' : 'E.164';
    const all =
      ['the number', 'both numbers'][batch.length - 1] ?? `all ${formatCount(batch.length)} numbers`;
    return `Kaleyra rejected ${all} as invalid: set 'Number Format' to ${otherFormat}`;
  }
  const isAnswered = gap.unanswered.length < batch.length;
  if (!isAnswered || response.failure !== null || isExplained(gap)) return null;
  const hasCounters = response.invalidCount !== null || response.duplicateCount !== null;
  return hasCounters || isCutOff(gap) ? describeShort(gap) : null;
}

// Without counters, a gap in the middle is a number that Kaleyra does not know, while a missing tail suggests a limit
// on the numbers per request.
function isCutOff({ batch, unanswered }: Gap): boolean {
  return (
    unanswered.length > 1 && batch.slice(-unanswered.length).every((number, i) => number === unanswered[i])
  );
}

function describeShort({ batch, unanswered, unmatchedCount, response }: Gap): string {
  const answered = batch.length - unanswered.length;
  if (answered > 0)
    return `Kaleyra answered ${formatCount(answered)} of ${formatCount(batch.length)} numbers`;
  if (unmatchedCount > 0)
    return `Kaleyra returned only lookups that match no number: ${formatCount(unmatchedCount)}`;
  const counted = countedOut(response);
  if (counted === 0) return 'Kaleyra responded, but returned no lookup ID';
  return `Kaleyra returned no lookups, but counted ${formatCount(counted)} of ${formatCount(batch.length)} numbers as invalid or duplicate`;
}

function shortFailure(gap: Gap, stopReason: string | null): RequestFailure {
  const { batch, unanswered, response } = gap;
  const answered = batch.length - unanswered.length;
  const message = describeShort(gap);
  const check =
    stopReason !== null && answered > 1
      ? `Check the Kaleyra console, then set 'Batch Size' to ${answered}.`
      : 'Check the Kaleyra console before you run it again.';
  const advice = `The numbers without a lookup may have been charged. ${check}`;
  return failureOf(message, advice, {
    text: response.apiError,
    requestId: response.requestId,
    unconfirmed: true,
    ...(response.withoutLookup.length > 0 ? { response: response.excerpt } : {}),
  });
}

function ownText(reason: string): string {
  return `Kaleyra did not accept this number. Kaleyra says: ${reason}`;
}

function notAcceptedText({ unmatchedCount, response }: Gap, stopReason: string | null): string {
  const parts = ['Kaleyra responded, but returned no lookup ID for this number.'];
  if (response.apiError !== null) parts.push(`Kaleyra says: ${response.apiError}`);
  if (stopReason !== null) parts.push(`${stopReason}.`);
  if (unmatchedCount > 0) {
    parts.push(
      `Lookups in the response that match no number: ${formatCount(unmatchedCount)}. One of them may belong to this number, so it may have been charged.`,
    );
  }
  return parts.join(' ');
}

/** The failure of the numbers that were not sent because an earlier response made that pointless. */
export function notSentFailure(reason: string): RequestFailure {
  return failureOf(reason, 'The remaining numbers were not sent.');
}
