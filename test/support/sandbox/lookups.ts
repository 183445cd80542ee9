import { shuffled } from './chance';
import type { AnswerEntry, LookupAnswer } from './faultTypes';
import type { Sorted } from './numbers';
import { findingOf, nothingYet } from './operators';

/** The account in the `url` of Kaleyra's documentation (post-api-lookup-1), which is not the SID. */
export const URL_ACCOUNT = 'A657d34237';

/**
 * The response to `POST /v1/<SID>/lookup`: Kaleyra's documentation: post-api-lookup-1. HTTP 201 is assumed from the
 * code.
 * @param batch the number of this request, from which its IDs are derived
 */
export function bulkAnswer(sorted: Sorted, batch: number, shuffle: boolean): LookupAnswer {
  const another = numbered((digits, index) => bulkEntry(digits, `${uuid(batch)}:${index}`));
  const entries = sorted.accepted.map(another);
  return {
    status: 201,
    wrapped: true,
    shape: 'list',
    head: {
      code: 'LKP201',
      message: 'Request accepted successfully',
      id: `2020-01-15${URL_ACCOUNT}${hex(batch, 32)}`,
      total_processed_count: entries.length,
    },
    entries: shuffle ? shuffled(entries, batch) : entries,
    tail: counters(sorted),
    another,
  };
}

/**
 * The response to `GET /v1/<SID>/lookup/<numbers>`: Kaleyra's documentation: get-api-lookup. That `price` is the total,
 * and the end of the body, are assumed.
 * @param price of one lookup
 */
export function nowAnswer(sorted: Sorted, batch: number, shuffle: boolean, price: number): LookupAnswer {
  const id = `2019-09-30messages${hex(batch, 32)}`;
  const another = numbered((digits, index) => foundEntry(digits, `${id}:${index}`));
  const entries = sorted.accepted.map(another);
  return {
    status: 200,
    wrapped: false,
    shape: 'list',
    head: {
      code: 'LKP200',
      message: 'Request processed successfully',
      price: price * entries.length,
      id,
      total_processed_count: entries.length,
    },
    entries: shuffle ? shuffled(entries, batch) : entries,
    tail: counters(sorted),
    another,
  };
}

/** The response to `GET …/lookup/get-info/<lookup_id>`. It has no public documentation: assumed from get-api-lookup. */
export function detailsAnswer(lookupId: string, digits: string, complete: boolean): LookupAnswer {
  const entry = complete ? foundEntry : pendingEntry;
  return {
    status: 200,
    wrapped: true,
    shape: 'list',
    head: {
      code: 'LKP200',
      message: complete ? 'Request processed successfully' : 'Request is being processed',
    },
    entries: [entry(digits, lookupId)],
    tail: {},
    another: numbered((other, index) => entry(other, `${lookupId}-${index}`)),
  };
}

/** The counters of post-api-lookup-1. */
function counters(sorted: Pick<Sorted, 'invalid' | 'duplicates'>): LookupAnswer['tail'] {
  return { invalid_count: sorted.invalid, duplicate_count: sorted.duplicates };
}

function bulkEntry(digits: string, lookupId: string): AnswerEntry {
  const url = `https://api.{pod}.kaleyra.io/api/v1/${URL_ACCOUNT}/lookup/get-info/${lookupId}`;
  return { digits, lookupId, fields: { lookup_id: lookupId, mobile_number: digits, url } };
}

function foundEntry(digits: string, lookupId: string): AnswerEntry {
  return {
    digits,
    lookupId,
    fields: { lookup_id: lookupId, mobile_number: digits, ...findingOf(digits) },
  };
}

function pendingEntry(digits: string, lookupId: string): AnswerEntry {
  return {
    digits,
    lookupId,
    fields: { lookup_id: lookupId, mobile_number: digits, ...nothingYet(digits) },
  };
}

function numbered(make: (digits: string, index: number) => AnswerEntry): (digits: string) => AnswerEntry {
  let made = 0;
  return (digits) => make(digits, (made += 1));
}

function uuid(batch: number): string {
  return `${hex(batch, 8)}-c0de-4000-8000-5a4db0c0ffee`;
}

function hex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0');
}
