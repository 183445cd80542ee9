import { isSuccess, type HttpOutcome } from '../../nodes/Kaleyra/api/http';
import { acceptedLookup } from '../../nodes/Kaleyra/api/lookupEntry';
import { isEnvelope, readBody } from '../../nodes/Kaleyra/api/response';
import type { PhoneNumber } from '../../nodes/Kaleyra/phone';

/**
 * The steps that cost money: `bulk` posts the numbers, each with its plus; `bulkMixed` posts one number twice, once
 * without its plus, and one that is invalid; `now` gets one number without its plus; `nowList` gets two, the second
 * without its plus.
 */
export const PAID_STEPS = ['bulk', 'bulkMixed', 'now', 'nowList'] as const;
/** What requests are for. The first four are the credential test, as it is and with one thing changed. */
const STEPS = ['check', 'wrongKey', 'wrongSid', 'longAddress', 'balance', ...PAID_STEPS, 'details'] as const;

export type PaidStep = (typeof PAID_STEPS)[number];
export type Step = (typeof STEPS)[number];

/** A request and its outcome; nothing in it is redacted. */
export interface ExchangeRecord {
  readonly step: Step;
  readonly method: 'GET' | 'POST';
  /** As sent, without the host. */
  readonly path: string;
  /** As sent, duplicates and invalid ones included. */
  readonly numbers: readonly string[];
  readonly outcome: HttpOutcome;
  readonly milliseconds: number;
  /** By how much the balance fell meanwhile; null where it could not be read. */
  readonly spent: number | null;
}

/** What is known besides the exchanges. */
interface Context {
  readonly numbers: readonly PhoneNumber[];
  /** What the user says about the first number. */
  readonly ported: boolean | null;
  /** The lookup whose details were requested. */
  readonly lookupId: string | null;
  /** By how much the balance fell while they were; null where it could not be read. */
  readonly detailsSpent: number | null;
}

/** Everything that was observed: all exchanges, those of each step, and those that cost money, in order of time. */
export type Observations = ReturnType<typeof toObservations>;

/** Sorts exchanges by what they are for. */
export function toObservations(exchanges: readonly Exchange[], context: Context) {
  const of = (steps: readonly Step[]): Exchange[] => exchanges.filter(({ step }) => steps.includes(step));
  const byStep = Object.fromEntries(STEPS.map((step) => [step, of([step])])) as Record<Step, Exchange[]>;
  return { ...context, ...byStep, exchanges, paid: of(PAID_STEPS) };
}

/** An exchange with everything that the checks ask about it. */
export type Exchange = ReturnType<typeof readExchange>;

// These are about the account, the moment or the network, not about the request.
const UNRELATED_STATUSES = [401, 402, 403, 408, 429];

/** Reads a response as the node does. */
export function readExchange(record: ExchangeRecord) {
  const { outcome } = record;
  const isOk = isSuccess(outcome);
  const status = outcome.kind === 'response' ? outcome.status : null;
  const body = outcome.kind === 'response' ? readBody(outcome.body) : null;
  const envelope = body !== null && isEnvelope(body) ? body : null;
  const success = isOk && envelope?.apiError === null ? envelope : null;
  const isClientError = status !== null && status >= 400 && status < 500;
  const isRedirect = status !== null && status >= 300 && status < 400;
  const entries = isOk ? (envelope?.entries ?? []) : [];
  const rejectsNumbers = (success?.invalidCount ?? 0) > 0 || status === 400 || status === 422;
  return {
    ...record,
    /** HTTP status; null where nothing answered. */
    status,
    /** "HTTP 200", or the network's code. */
    label: outcome.kind === 'response' ? `HTTP ${outcome.status}` : outcome.code,
    headers: outcome.kind === 'response' ? outcome.headers : {},
    isOk,
    isRedirect,
    isClientError,
    /** A client error because of what was requested. */
    isRejected: isClientError && !UNRELATED_STATUSES.includes(status),
    /** An outcome that says nothing about key and SID. */
    isInconclusive: status === null || status === 429 || status >= 500 || isRedirect,
    /** The body; undefined where it is not JSON. */
    json: outcome.kind === 'response' ? parseJson(outcome.body) : undefined,
    /** The body as the node reads it; null for network errors and for what it cannot read. */
    envelope,
    /** The envelope of what the node takes as a success. */
    success,
    /** The entries of a 2xx, as they came and as the node takes them. */
    entries,
    lookups: envelope === null ? [] : entries.map((entry) => acceptedLookup(entry, envelope)),
    /** Whether the numbers sent were accepted; null where that cannot be said. */
    acceptedNumbers: entries.length > 0 ? true : rejectsNumbers ? false : null,
  };
}

/** E.164 without its plus. */
export function digitsOf({ e164 }: PhoneNumber): string {
  return e164.slice(1);
}

/** @returns undefined for what is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
