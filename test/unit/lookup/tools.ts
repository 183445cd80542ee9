import * as batch from '../../../nodes/Kaleyra/lookup';
import type { Lookup, RequestFailure } from '../../../nodes/Kaleyra/types';
import type { Answered } from '../../../nodes/Kaleyra/lookup';
import type { Json, UniqueNumber } from '../../../nodes/Kaleyra/lookup/types';
import type { PhoneNumber, ParsedFragment } from '../../../nodes/Kaleyra/phone';
import type { Steps } from '../../../nodes/Kaleyra/steps';
import { atOnce } from '../../steps';

// The batch room does its work in steps; here nobody else waits for a turn.
export const planNumbers = inOneGo(batch.dedupeNumbers);
export const emit = inOneGo(batch.buildItems);
export const rejectedDrafts = inOneGo(batch.buildRejectedItems);
export const validDrafts = inOneGo(batch.buildValidItems);

function inOneGo<A extends unknown[], T>(work: (...given: A) => Steps<T>): (...given: A) => T {
  return (...given) => atOnce(work(...given));
}

/** An invented Indian mobile number; equal for equal ends. */
export function number(end: number): PhoneNumber {
  const e164 = `+9198765432${String(end).padStart(2, '0')}`;
  return { e164, country: 'IN', type: 'mobile', reading: 'national' };
}

export function read(end: number, input = number(end).e164.slice(3)): ParsedFragment {
  return { input, number: number(end) };
}

export const EMPTY: ParsedFragment = { input: '', reason: 'EMPTY', reasonText: 'The cell holds no phone number.' };

export function wanted(end: number, items: number[] = [end]): UniqueNumber {
  return { number: number(end), digits: number(end).e164.slice(1), itemIndexes };
}

export function wantedMany(count: number): UniqueNumber[] {
  return Array.from({ length: count }, (_, end) => wanted(end));
}

/** Kaleyra's answer about one number, or about whatever text is given. */
export function answer(about: number | string, more: Partial<Lookup> = {}): Lookup {
  const mobileNumber = typeof about === 'number' ? number(about).e164.slice(1) : about;
  const lookupId = more.lookupId === undefined ? `id of ${mobileNumber}` : more.lookupId;
  return {
    mobileNumber,
    lookupId,
    requestId: 'request 1',
    fields: { lookup_id: lookupId, mobile_number: mobileNumber },
    status: 'accepted',
    isPorted: null,
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

/** A row with columns that Kaleyra has too. */
export function rowOf(item: number): Json {
  return { id: `row ${item}`, url: `https://crm.example/${item}`, country: 'own' };
}

/** A request answered in full, but for what is given. */
export function answered(answers: Lookup[], more: Partial<Answered> = {}): Answered {
  return {
    requestId: 'request 1',
    lookups,
    entryCount: answers.length,
    invalidCount: 0,
    duplicateCount: 0,
    apiError: null,
    ...more,
  };
}
