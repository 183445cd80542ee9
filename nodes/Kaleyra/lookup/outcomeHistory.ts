import { failureOf, type RequestFailure } from '../types';
import type { LookupOutcome } from './types';

type FailedOutcome = Extract<LookupOutcome, { kind: 'failed' }>;

const EARLIER_REQUEST = 'An earlier request for it got no answer, so it may have been charged.';

/**
 * The outcome of a number after one more request. A number that may have been charged once stays so until Kaleyra
 * accepts it, whatever happened last.
 * @param previous null if no earlier request may have been charged
 */
export function addToHistory(previous: LookupOutcome | null, latest: LookupOutcome): LookupOutcome {
  const earlierSends = sendsWithoutAnswer(previous);
  switch (latest.kind) {
    case 'accepted':
      return latest;
    case 'notAccepted':
      return earlierSends === 0 ? latest : mayBeCharged(latest, earlierSends);
    case 'failed': {
      const { failure } = latest;
      if (failure.unconfirmed) return { ...latest, unconfirmedSends: earlierSends + 1 };
      if (earlierSends === 0) return latest;
      const advice = `${failure.advice} ${EARLIER_REQUEST}`;
      return {
        ...latest,
        failure: { ...failure, advice, unconfirmed: true },
        unconfirmedSends: earlierSends,
      };
    }
  }
}

// Not sent again in another format, either.
function mayBeCharged(
  { requestId, text }: Extract<LookupOutcome, { kind: 'notAccepted' }>,
  unconfirmedSends: number,
): LookupOutcome {
  return { kind: 'notAccepted', requestId, text: `${text} ${EARLIER_REQUEST}`, unconfirmedSends };
}

/** A failure after which numbers of earlier requests may have been charged as before. */
export function afterUnanswered(failure: RequestFailure): RequestFailure {
  const advice = `${failure.advice} Earlier requests got no answer, so their numbers may have been charged.`;
  return { ...failure, advice, unconfirmed: true };
}

/** Why a number failed, and how often it may have been charged if that is more than once. */
export function failureWithSends({ failure, unconfirmedSends = 1 }: FailedOutcome): RequestFailure {
  if (unconfirmedSends < 2 || !failure.unconfirmed) return failure;
  const sends = `It was sent ${unconfirmedSends} times without an answer, and may have been charged each time.`;
  return { ...failure, advice: `${failure.advice} ${sends}` };
}

/** The same for the failure that stops a run, with the most requests that one of its numbers was in. */
export function withMostSends(
  failure: RequestFailure,
  outcomes: Iterable<LookupOutcome | undefined>,
): RequestFailure {
  let sends = 1;
  for (const outcome of outcomes) sends = Math.max(sends, sendsWithoutAnswer(outcome));
  return failureWithSends({ kind: 'failed', failure, unconfirmedSends: sends });
}

/** How many requests with a number got no answer and may have been charged. */
export function sendsWithoutAnswer(outcome: LookupOutcome | null | undefined): number {
  if (outcome?.kind === 'notAccepted') return outcome.unconfirmedSends ?? 0;
  return outcome?.kind === 'failed' && outcome.failure.unconfirmed ? (outcome.unconfirmedSends ?? 1) : 0;
}

/** Whether a number may have been charged without an answer. */
export function isUnconfirmed(outcome: LookupOutcome | undefined): boolean {
  return sendsWithoutAnswer(outcome) > 0;
}

/** The failure of a number that an execution has sent too often without an answer. */
export function sentTooOften(sends: number): RequestFailure {
  return failureOf(
    `Not sent again, because ${sends} requests with this number got no answer in this execution`,
    'Kaleyra may have charged each of them. Check the Kaleyra console before you run it again.',
    { unconfirmed: true },
  );
}

/** The failure of a number that is not sent again, because it may have been charged. */
export function notSentAgain(failure: RequestFailure): RequestFailure {
  return {
    ...failure,
    message: `Not sent again, because it may already have been charged. Before: ${failure.message}`,
  };
}
