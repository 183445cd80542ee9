import { buildItems, buildRejectedItems, buildValidItems } from '../../../nodes/Kaleyra/lookup/buildItems';
import { dedupeNumbers } from '../../../nodes/Kaleyra/lookup/dedupe';
import { matchLookups } from '../../../nodes/Kaleyra/lookup/matchLookups';
import { resolveBatch } from '../../../nodes/Kaleyra/lookup/resolveBatch';
import type {
  BatchResults,
  ForEach,
  Json,
  LookupOutcome,
  LookupPlan,
  UniqueNumber,
} from '../../../nodes/Kaleyra/lookup/types';
import type { ParsedFragment, PhoneNumber } from '../../../nodes/Kaleyra/phone';
import type { BatchResponse, Lookup, RequestFailure } from '../../../nodes/Kaleyra/types';
import { forEachNow } from '../../support/forEachNow';

/** @param fragments of each item */
export async function dedupe(fragments: ReadonlyArray<readonly ParsedFragment[]>): Promise<LookupPlan> {
  const flat = fragments.flatMap((ofItem, itemIndex) => ofItem.map((fragment) => ({ itemIndex, fragment })));
  return await dedupeNumbers(fragments.length, flat, forEachNow);
}

export const build = now(buildItems);
export const buildRejected = now(buildRejectedItems);
export const buildValid = now(buildValidItems);

/** Lookups by E.164, of the numbers that have any. */
export async function match(batch: readonly UniqueNumber[], given: readonly Lookup[]) {
  const { matches, unmatched, missing } = await matchLookups(batch, given, forEachNow);
  const matched = matches.filter(({ found }) => found.length > 0);
  return {
    lookups: new Map(matched.map(({ number: { number }, found }) => [number.e164, found])),
    unmatched,
    missing,
  };
}

/** Outcomes by E.164. */
export async function resolve(...given: DropLast<Parameters<typeof resolveBatch>>) {
  const resolution = await resolveBatch(...given, forEachNow);
  const outcomes = new Map<string, LookupOutcome>();
  for (const { uniqueNumber, outcome } of resolution.outcomes)
    outcomes.set(uniqueNumber.number.e164, outcome);
  return { ...resolution, outcomes };
}

type DropLast<A extends unknown[]> = A extends [...infer Rest, unknown] ? Rest : never;

// Nothing else waits for the thread here.
function now<A extends unknown[], T>(work: (...given: [...A, ForEach]) => Promise<T>) {
  return async (...given: A): Promise<T> => await work(...given, forEachNow);
}

/** An invented Indian mobile number; equal for equal ends. */
export function number(end: number): PhoneNumber {
  const e164 = `+9198765432${String(end).padStart(2, '0')}`;
  return { e164, country: 'IN', type: 'mobile', reading: 'national' };
}

export function fragment(end: number, input = number(end).e164.slice(3)): ParsedFragment {
  return { input, number: number(end) };
}

export const EMPTY: ParsedFragment = {
  input: '',
  reason: 'EMPTY',
  reasonText: 'The cell holds no phone number.',
};

export function unique(end: number, itemIndexes: number[] = [end], index = end): UniqueNumber {
  return { index, number: number(end), digits: number(end).e164.slice(1), itemIndexes };
}

export function uniqueNumbers(count: number): UniqueNumber[] {
  return Array.from({ length: count }, (_, end) => unique(end));
}

/** Outcomes by the index of the number, which is its end. */
export function outcomesOf(byEnd: Record<number, LookupOutcome>): Array<LookupOutcome | undefined> {
  return Object.assign([], byEnd);
}

/** The outcomes there are, by E.164. */
export function knownOf({ outcomes }: Pick<BatchResults, 'outcomes'>): Map<string, LookupOutcome> {
  const known = new Map<string, LookupOutcome>();
  outcomes.forEach((outcome, end) => outcome !== undefined && known.set(number(end).e164, outcome));
  return known;
}

/** When the lookups of these tests were accepted. */
export const LOOKED_UP_AT = '2026-11-24T10:00:00.000Z';

/** Kaleyra's lookup of one number, or of whatever text is given. */
export function lookup(about: number | string, more: Partial<Lookup> = {}): Lookup {
  const mobileNumber = typeof about === 'number' ? number(about).e164.slice(1) : about;
  const lookupId = more.lookupId === undefined ? `id of ${mobileNumber}` : more.lookupId;
  return {
    mobileNumber,
    lookupId,
    requestId: 'request 1',
    fields: { lookup_id: lookupId, mobile_number: mobileNumber },
    status: 'accepted',
    isPorted: null,
    lookedUpAt: LOOKED_UP_AT,
    ...more,
  };
}

export function failure(message: string): RequestFailure {
  return {
    message,
    advice: 'Try later.',
    code: null,
    text: null,
    httpStatus: null,
    requestId: null,
    unconfirmed: false,
  };
}

/** An input item with columns that Kaleyra has too. */
export function getRow(itemIndex: number): Json {
  return { id: `row ${itemIndex}`, url: `https://crm.example/${itemIndex}`, country: 'own' };
}

/** A complete response, but for what is given. */
export function response(lookups: Lookup[], more: Partial<BatchResponse> = {}): BatchResponse {
  return {
    requestId: 'request 1',
    lookups,
    withoutLookup: [],
    invalidCount: 0,
    duplicateCount: 0,
    apiError: null,
    failure: null,
    excerpt: '',
    ...more,
  };
}
