import type { HttpOutcome } from '../../nodes/Kaleyra/api/http';
import type { PhoneNumber } from '../../nodes/Kaleyra/phone';

/** What a request is made for. */
export type Step =
  /** The credential's test, and the same with another key, another SID, and a long address. */
  | 'check'
  | 'wrongKey'
  | 'wrongSid'
  | 'longAddress'
  | 'balance'
  /** `POST …/lookup` with the number(s), each with its plus. */
  | 'bulk'
  /** `POST …/lookup` with one number twice, once without its plus, and with one that is none. */
  | 'bulkMixed'
  /** `GET …/lookup/<number>` without the plus. */
  | 'now'
  /** `GET …/lookup/%2B<number>,<number>`: the second without its plus. */
  | 'nowList'
  | 'details';

/** A request and what came of it; nothing in it is redacted. */
export interface Exchange {
  readonly step: Step;
  readonly method: 'GET' | 'POST';
  /** As sent, without the host. */
  readonly path: string;
  /** As sent, doubles and invalid ones included. */
  readonly numbers: readonly string[];
  readonly outcome: HttpOutcome;
  readonly milliseconds: number;
  /** By how much the balance fell meanwhile; null where it could not be read. */
  readonly spent: number | null;
}

/** All that was seen, in the order of time. */
export interface Observations {
  readonly exchanges: readonly Exchange[];
  readonly numbers: readonly PhoneNumber[];
  /** What the user says about the first number. */
  readonly ported: boolean | null;
  /** The lookup whose details were asked for. */
  readonly lookupId: string | null;
  /** By how much the balance fell while they were asked for; null where it could not be read. */
  readonly detailsSpent: number | null;
}

export type Verdict = 'confirmed' | 'contradicted' | 'not seen';

/** What one assumption looks like after all that was seen. */
export interface Finding {
  readonly verdict: Verdict;
  readonly why: string;
  /** The exchange that shows it best. */
  readonly evidence: Exchange | null;
}

/** Decides about one assumption. Pure. */
export type Judge = (seen: Observations) => Finding;
