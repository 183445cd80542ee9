import { acceptedLookup } from '../../nodes/Kaleyra/api/lookupEntry';
import { isEnvelope, readBody, type Envelope, type WireObject } from '../../nodes/Kaleyra/api/response';
import { isSuccess } from '../../nodes/Kaleyra/api/http';
import type { Lookup } from '../../nodes/Kaleyra/types';
import type { Exchange, Finding, Observations, Step } from './observations';

/** The steps that cost money. */
export const PAID: readonly Step[] = ['bulk', 'bulkMixed', 'now', 'nowList'];

/** It was seen to be so. */
export function confirmed(why: string, evidence: Exchange | null): Finding {
  return { verdict: 'confirmed', why, evidence };
}

/** It was seen to be otherwise. */
export function contradicted(why: string, evidence: Exchange | null): Finding {
  return { verdict: 'contradicted', why, evidence };
}

/** Nothing that was seen decides it. */
export function notSeen(why: string, evidence: Exchange | null = null): Finding {
  return { verdict: 'not seen', why, evidence };
}

/** The exchanges made for one of these, in the order of time. */
export function of({ exchanges }: Observations, ...steps: readonly Step[]): Exchange[] {
  return exchanges.filter(({ step }) => steps.includes(step));
}

/** Says of exchanges that decide nothing what came of them. */
export function nothingFor(exchanges: readonly Exchange[]): Finding {
  const [first] = exchanges;
  return first === undefined ? notSeen('was not asked') : notSeen(tellOutcome(first), first);
}

/** HTTP status; null where nothing answered. */
export function statusOf({ outcome }: Exchange): number | null {
  return outcome.kind === 'response' ? outcome.status : null;
}

/** "HTTP 200", or the network's code. */
export function tellOutcome({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `HTTP ${outcome.status}` : outcome.code;
}

/** Whether a 2xx came. */
export function isOk(exchange: Exchange): boolean {
  return isSuccess(exchange.outcome);
}

/** The body as the node reads it; null for faults and for what it cannot read. */
export function envelopeOf({ outcome }: Exchange): Envelope | null {
  const body = outcome.kind === 'response' ? readBody(outcome.body) : null;
  return body !== null && isEnvelope(body) ? body : null;
}

/** The body as JSON; undefined where it is none. */
export function jsonOf({ outcome }: Exchange): unknown {
  try {
    return outcome.kind === 'response' ? JSON.parse(outcome.body) : undefined;
  } catch {
    return undefined;
  }
}

/** The envelope of a success that the node takes as one; else null. */
export function successOf(exchange: Exchange): Envelope | null {
  const envelope = isOk(exchange) ? envelopeOf(exchange) : null;
  return envelope !== null && envelope.apiError === null ? envelope : null;
}

/** The entries of a 2xx. */
export function entriesOf(exchange: Exchange): readonly WireObject[] {
  return isOk(exchange) ? (envelopeOf(exchange)?.entries ?? []) : [];
}

/** The same as the node takes them. */
export function lookupsOf(exchange: Exchange): Lookup[] {
  const envelope = isOk(exchange) ? envelopeOf(exchange) : null;
  return envelope === null ? [] : envelope.entries.map((entry) => acceptedLookup(entry, envelope));
}

// Of the account, the moment or the network, and not of the request.
const SAYS_NOTHING = [401, 402, 403, 408, 429];

/** Refused because of what was asked. */
export function isRefused(exchange: Exchange): boolean {
  const status = statusOf(exchange);
  return status !== null && status >= 400 && status < 500 && !SAYS_NOTHING.includes(status);
}

const BAD_REQUEST = [400, 422];

/** Whether the numbers of a request were taken; null where that cannot be said. */
export function tookNumbers(exchange: Exchange | undefined): boolean | null {
  if (exchange === undefined) return null;
  if (entriesOf(exchange).length > 0) return true;
  if ((successOf(exchange)?.invalidCount ?? 0) > 0) return false;
  return BAD_REQUEST.includes(statusOf(exchange) ?? 0) ? false : null;
}

/** "1 number", "2 numbers". */
export function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? '' : 's'}`;
}

/** Whether two amounts of money are the same but for rounding. */
export function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 0.01 * Math.max(Math.abs(one), Math.abs(other)) + 1e-9;
}
