import * as batch from '../../../nodes/Kaleyra/batch';
import type { Answer, Answered, Failure, Json, Wanted } from '../../../nodes/Kaleyra/batch';
import type { PhoneNumber, Reading } from '../../../nodes/Kaleyra/phone';
import type { Steps } from '../../../nodes/Kaleyra/steps';
import { atOnce } from '../../steps';

// The batch room does its work in steps; here nobody else waits for a turn.
export const planNumbers = inOneGo(batch.planNumbers);
export const emit = inOneGo(batch.emit);
export const rejectedDrafts = inOneGo(batch.rejectedDrafts);
export const validDrafts = inOneGo(batch.validDrafts);

function inOneGo<A extends unknown[], T>(work: (...given: A) => Steps<T>): (...given: A) => T {
  return (...given) => atOnce(work(...given));
}

/** An invented Indian mobile number; equal for equal ends. */
export function number(end: number): PhoneNumber {
  const e164 = `+9198765432${String(end).padStart(2, '0')}`;
  return { e164, country: 'IN', type: 'mobile', reading: 'national' };
}

export function read(end: number, input = number(end).e164.slice(3)): Reading {
  return { input, number: number(end) };
}

export const EMPTY: Reading = { input: '', reason: 'EMPTY', reasonText: 'The cell holds no phone number.' };

export function wanted(end: number, items: number[] = [end]): Wanted {
  return { number: number(end), digits: number(end).e164.slice(1), items };
}

export function wantedMany(count: number): Wanted[] {
  return Array.from({ length: count }, (_, end) => wanted(end));
}

/** Kaleyra's answer about one number, or about whatever text is given. */
export function answer(about: number | string, more: Partial<Answer> = {}): Answer {
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

export function failure(message: string): Failure {
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
export function answered(answers: Answer[], more: Partial<Answered> = {}): Answered {
  return {
    requestId: 'request 1',
    answers,
    entryCount: answers.length,
    invalidCount: 0,
    duplicateCount: 0,
    complaint: null,
    ...more,
  };
}
