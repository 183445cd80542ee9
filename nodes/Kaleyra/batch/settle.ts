import { matchAnswers } from './match';
import type { Answer, Failure, Fate, Stray, Wanted } from './types';

/** One answered request. */
export interface Answered {
  readonly requestId: string | null;
  readonly answers: readonly Answer[];
  /** Entries in Kaleyra's answer; more than `answers` where some have no lookup ID. */
  readonly entryCount: number;
  /** Kaleyra's own counts; null where the answer does not carry them. */
  readonly invalidCount: number | null;
  readonly duplicateCount: number | null;
  /** What Kaleyra complained about although it gave answers. */
  readonly complaint: string | null;
}

/** What one answered request means for its numbers. */
export interface Settlement {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly strays: readonly Stray[];
  /** Why no further request should be sent, or null. */
  readonly halt: string | null;
}

/** Says of every number of an answered request what became of it. */
export function settle(
  asked: readonly Wanted[],
  answered: Answered,
  numberFormat: 'e164' | 'digits',
): Settlement {
  const { answers, strays, missing } = matchAnswers(asked, answered.answers);
  const halt = whyHalt(asked, missing, answered, numberFormat);
  const text = notAcceptedText(answered, halt, strays.length);

  const fates = new Map<string, Fate>();
  for (const [e164, found] of answers) fates.set(e164, { kind: 'answered', answers: found });
  for (const { number } of missing) {
    fates.set(number.e164, { kind: 'notAccepted', requestId: answered.requestId, text });
  }
  const item = asked[0]?.items[0] ?? 0;
  return { fates, strays: strays.map((answer) => ({ answer, item })), halt };
}

/** A failure of which Kaleyra knows nothing: nothing was asked. */
export function unasked(message: string, advice: string): Failure {
  return { message, advice, code: null, text: null, httpStatus: null, requestId: null, unconfirmed: false };
}

/** The failure of numbers that were not sent because an earlier answer made it pointless. */
export function notSent(why: string): Failure {
  return unasked(why, 'What came after that was not sent.');
}

function whyHalt(
  asked: readonly Wanted[],
  missing: readonly Wanted[],
  { entryCount, invalidCount, duplicateCount }: Answered,
  numberFormat: 'e164' | 'digits',
): string | null {
  if (entryCount === 0) {
    const other = numberFormat === 'e164' ? 'Digits' : 'E.164';
    const all = asked.length === 1 ? 'the number' : `all ${count(asked.length)} numbers`;
    return `Kaleyra counted ${all} it was sent as invalid: set 'Number Format' to ${other}`;
  }
  if (entryCount >= asked.length) return null;
  const counted = invalidCount !== null || duplicateCount !== null;
  const explained = counted
    ? entryCount + (invalidCount ?? 0) + (duplicateCount ?? 0) >= asked.length
    : !isCutOff(asked, missing);
  if (explained) return null;
  return `Kaleyra answered ${count(entryCount)} of ${count(asked.length)} numbers: set 'Batch Size' to ${entryCount}`;
}

// Without counters a gap is a number unknown to Kaleyra, but a missing tail is a limit on the size of requests.
function isCutOff(asked: readonly Wanted[], missing: readonly Wanted[]): boolean {
  return missing.length > 1 && asked.slice(-missing.length).every((wanted, i) => wanted === missing[i]);
}

function notAcceptedText({ complaint }: Answered, halt: string | null, strayCount: number): string {
  const parts = ['Kaleyra answered the request, but gave no lookup ID for this number.'];
  if (complaint !== null) parts.push(`It says: ${complaint}`);
  if (halt !== null) parts.push(`${halt}.`);
  if (strayCount > 0) {
    parts.push(
      `The answer holds ${count(strayCount)} that match no number sent; one of them may be this number's, so it may have been paid for.`,
    );
  }
  return parts.join(' ');
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
