import { shuffled as inOtherOrder } from './chance';
import { errorForms, jsonReply, refusal, type ErrorForm } from './envelopes';
import {
  anyReply,
  withOtherNumbers,
  firstHalf,
  mask,
  nothingValid,
  page,
  retryAfter,
  withList,
  without,
} from './faultTools';
import type { RetryAfter } from './faultTools';
import type { AnswerEntry, Drip, Fault, LookupAnswer, Reply } from './faultTypes';

/**
 * Everything that can go wrong, by name. "Not billed" means that Kaleyra did not process the request; all others are
 * billed as usual, so a client that sends again is charged twice.
 */
export const faults = {
  // Rejected: not billed

  /** 429, with `Retry-After` if one is given. */
  tooManyRequests: (when: RetryAfter = {}) =>
    replace('tooManyRequests', () => refusal(429, 'Too many requests', retryAfter(when))),
  /** 503, with `Retry-After` if one is given. */
  unavailable: (when: RetryAfter = {}) =>
    replace('unavailable', () => refusal(503, 'Service unavailable', retryAfter(when))),
  /** Any status. A string is sent unchanged, any other body as JSON; the default body is an error envelope. */
  status: (code: number, body?: unknown, headers: Reply['headers'] = {}) =>
    replace(`status ${code}`, () => anyReply(code, body, headers)),
  /** 500 with an error envelope. */
  serverError: () => replace('serverError', () => refusal(500, 'Internal server error')),
  /** 502 with a proxy's page. */
  badGateway: () => replace('badGateway', () => page(502, '502 Bad Gateway')),
  /** 401 with an error envelope. */
  unauthorized: () => replace('unauthorized', () => refusal(401, 'The API key is not valid')),
  /** 403 with an error envelope. */
  forbidden: () =>
    replace('forbidden', () => refusal(403, 'This address is not on the whitelist of the key')),
  /** An error in one of the forms of kaleyra-api.md section 4, with any status, including 200. */
  errorForm: (form: ErrorForm, status: number) =>
    replace(`errorForm ${form} ${status}`, () => jsonReply(status, errorForms[form](status))),
  /** A redirect. */
  redirect: (location: string, status = 302) =>
    replace('redirect', () => ({ status, headers: { location }, body: '' })),
  /** A success without entries that counts all numbers as invalid. */
  countedInvalid: () => replace('countedInvalid', ({ kind, numbers }) => nothingValid(kind, numbers.length)),
  /** Resets the connection before the body is read, so the numbers do not count as sent. */
  resetBeforeRead: (): Fault => ({ name: 'resetBeforeRead', act: 'cutUnread' }),

  // Accepted, but the response does not show it: billed

  /** Resets the connection instead of responding. */
  acceptedThenReset: (): Fault => ({ name: 'acceptedThenReset', act: 'cut' }),
  /** 500 with an error envelope. */
  acceptedThen500: () => garble('acceptedThen500', () => refusal(500, 'Internal server error')),
  /** Rejected with this status and an error envelope, but billed. */
  acceptedThenRefused: (code: number) =>
    garble(`acceptedThenRefused ${code}`, () => refusal(code, `Request failed with ${code}`)),
  /** Rejected in one of the forms of `errorForm`, but billed. */
  acceptedThenErrorForm: (form: ErrorForm, status: number) =>
    garble(`acceptedThenErrorForm ${form} ${status}`, () => jsonReply(status, errorForms[form](status))),
  /** The usual response, after so many milliseconds. */
  slow: (ms: number): Fault => ({ name: 'slow', act: 'delay', ms }),
  /** 200 with a web page. */
  html200: () => garble('html200', () => page(200, 'Welcome')),
  /** The first half of the usual response. */
  truncatedJson: () => garble('truncatedJson', (reply) => ({ ...reply, body: firstHalf(reply.body) })),
  /** The first half of the usual response, then the connection ends. */
  brokenOff: (): Fault => ({ name: 'brokenOff', act: 'breakOff' }),
  /** 200 with `null`. */
  nullBody: () => garble('nullBody', () => jsonReply(200, null)),
  /** 200 with a list, by default an empty one. */
  arrayBody: (list: readonly unknown[] = []) => garble('arrayBody', () => jsonReply(200, list)),
  /** 200 with an object of unknown form. */
  unknownObject: () =>
    garble('unknownObject', () => jsonReply(200, { result: { state: 'OK', items: 1 }, version: 7 })),

  // Accepted, with an unusual response: billed

  /** The usual response with so many bytes of padding in a separate field. */
  hugeBody: (bytes = 20_000_000): Fault => ({ name: 'hugeBody', act: 'pad', bytes }),
  /** The response of another fault, or the usual one, in so many pieces. */
  dripping: (drip: Drip, { alter: change = unchanged }: Partial<Pick<Altering, 'alter'>> = {}): Fault => ({
    name: 'dripping',
    act: 'drip',
    alter: change,
    drip,
  }),
  /** Entries in a different order than without this fault. */
  shuffled: () => alterEntries('shuffled', (entries) => inOtherOrder(entries, 7)),
  /** Only the first entries, with unchanged counters. */
  short: (count: number) => alterEntries('short', (entries) => entries.slice(0, count)),
  /** The same with other counters. */
  miscounted: (count: number, tail: LookupAnswer['tail']) =>
    alter('miscounted', (answer) => ({ ...answer, entries: answer.entries.slice(0, count), tail })),
  /** Only the last entry, with unchanged counters. */
  lastOnly: () => alterEntries('lastOnly', (entries) => entries.slice(-1)),
  /** Additional entries at the end, for these numbers (digits). */
  long: (...extra: ReadonlyArray<string | readonly string[]>) =>
    alterEntries('long', (entries, { another }) => [...entries, ...extra.flat().map(another)]),
  /** Each entry twice, with two lookup IDs. */
  repeated: () =>
    alterEntries('repeated', (entries, { another }) =>
      entries.flatMap((entry) => [entry, another(entry.digits)]),
    ),
  /** Entries without `lookup_id`; the ID is only in `url`, if there is one. */
  withoutLookupId: () => alterFields('withoutLookupId', ({ fields }) => without(fields, 'lookup_id')),
  /** Entries without any ID. */
  withoutLookupIdAndUrl: () =>
    alterFields('withoutLookupIdAndUrl', ({ fields }) => without(fields, 'lookup_id', 'url')),
  /** Only the given number of digits at either end of `mobile_number` is visible. */
  masked: (first = 4, last = 2) => alterNumber('masked', (digits) => mask(digits, first, last)),
  /** Every so many entries, a number that is masked as in Kaleyra's documentation, and cannot be told from others. */
  maskedEvery: (count: number) =>
    alterEntries('maskedEvery', (entries) =>
      entries.map((entry, at) =>
        at % count === 0
          ? { ...entry, fields: { ...entry.fields, mobile_number: mask(entry.digits, 4, 2) } }
          : entry,
      ),
    ),
  /** Every `mobile_number` masked as in Kaleyra's documentation: post-api-lookup-1. */
  maskedAll: () => alterNumber('maskedAll', () => '9190XXXXXX'),
  /** Every `mobile_number` is one that was not sent. */
  otherNumbers: () => alterEntries('otherNumbers', withOtherNumbers),
  /** A success without entries, all counters 0. */
  noEntries: () => alter('noEntries', emptied),
  /** `mobile_number` as a JSON number. */
  numericMobile: () => alterNumber('numericMobile', Number),
  /** `mobile_number` in a list, which may have more elements. */
  numberInList: (...more: readonly string[]) =>
    alterNumber('numberInList', (digits) => [`+${digits}`, ...more]),
  /** `mobile_number` with a plus. */
  withPlus: () => alterNumber('withPlus', (digits) => `+${digits}`),
  /** A flat envelope, as documented for get-api-lookup. */
  flat: () => alter('flat', (answer) => ({ ...answer, wrapped: false })),
  /** A wrapped envelope, as documented for post-api-lookup-1. */
  wrapped: () => alter('wrapped', (answer) => ({ ...answer, wrapped: true })),
  /** Each entry without these fields. */
  withoutFields: (...names: readonly string[]) =>
    alterFields('withoutFields', ({ fields }) => without(fields, ...names)),
  /** An envelope without counters. */
  withoutCounters: () => alter('withoutCounters', (answer) => ({ ...answer, tail: {} })),
  /** `price`, if there is one, is for one lookup instead of all. */
  priceOfOne: () => alter('priceOfOne', pricedByOne),
  /** A field in each entry, such as `status`, that is added or gets another value. */
  extraField: (name: string, value: unknown) =>
    alterFields('extraField', ({ fields }) => ({ ...fields, [name]: value })),
  /** The inner `data` is the first entry instead of a list: a possible form of details. */
  singleObject: () => alter('singleObject', (answer) => ({ ...onlyFirst(answer), shape: 'object' })),
  /** The outer `data` is the first entry itself: another possible form of details. */
  bareObject: () => alter('bareObject', (answer) => ({ ...onlyFirst(answer), shape: 'bare' })),
  /** A list that is an object keyed by index. */
  keyedByIndex: () => rewrite('keyedByIndex', (reply) => withList(reply, (list) => ({ ...list }))),
  /** A list that is an object keyed by number; its entries do not repeat it. */
  keyedByNumber: () =>
    rewrite('keyedByNumber', (reply) =>
      withList(reply, (list) =>
        Object.fromEntries(list.map(({ mobile_number: digits, ...fields }) => [digits, fields])),
      ),
    ),
  /** The whole body in two more envelopes. */
  nestedDeeper: () =>
    rewrite('nestedDeeper', (reply) => ({ ...reply, body: `{"response":{"result":${reply.body}}}` })),
  /** `lookup_id` under another name; without `url`, so that the ID is nowhere else. */
  renamedId: (name = 'lookupId') =>
    alterFields('renamedId', ({ lookupId, fields }) => ({
      [name]: lookupId,
      ...without(fields, 'lookup_id', 'url'),
    })),
  /** The usual body with an error status. */
  acceptedDespite: (status: number) =>
    rewrite(`acceptedDespite ${status}`, (reply) => ({ ...reply, status })),
  /** A success without entries, but with an error status. */
  acceptedInWords: (status: number): Fault => ({
    ...rewrite(`acceptedInWords ${status}`, (reply) => ({ ...reply, status })),
    alter: emptied,
  }),
  /** The usual body, but only the first entries, with an error status. */
  acceptedInPart: (status: number, count: number): Fault => ({
    ...rewrite(`acceptedInPart ${status}`, (reply) => ({ ...reply, status })),
    alter: (answer) => ({ ...answer, entries: answer.entries.slice(0, count) }),
  }),
  /** A list of bare IDs. */
  bareIds: () =>
    garble('bareIds', (reply) => withList(reply, (list) => list.map((entry) => entry.lookup_id))),
  /** No entries, although Kaleyra counts only one number as invalid. */
  oneCountedInvalid: () =>
    alter('oneCountedInvalid', (answer) => ({
      ...emptied(answer),
      tail: { invalid_count: 1, duplicate_count: 0 },
    })),
  /** The last entry has a reason instead of an ID; Kaleyra counts it as invalid. */
  lastRejected: (reason: string) =>
    alter('lastRejected', (answer) => ({
      ...answer,
      entries: answer.entries.map((entry, at, { length }) =>
        at < length - 1
          ? entry
          : { ...entry, lookupId: '', fields: { mobile_number: entry.digits, error: reason } },
      ),
    })),
  /** Lookup IDs that are JSON numbers beyond 2^53. */
  hugeIds: (): Fault => ({
    ...rewrite('hugeIds', (reply) => ({ ...reply, body: reply.body.replace(/"(\d{19})"/g, '$1') })),
    alter: (answer) => ({ ...answer, entries: answer.entries.map(withHugeId) }),
  }),
  /** One ID for all entries. */
  sameId: () =>
    alterEntries('sameId', (entries) =>
      entries.map((entry) => ({
        ...entry,
        fields: { ...without(entry.fields, 'url'), lookup_id: entries[0]?.lookupId },
      })),
    ),
} as const;

function withHugeId({ digits, fields }: AnswerEntry): AnswerEntry {
  const lookupId = `9${digits.padStart(18, '0')}`;
  return { digits, lookupId, fields: { ...without(fields, 'url'), lookup_id: lookupId } };
}

type Altering = Extract<Fault, { act: 'alter' }>;

const unchanged = (answer: LookupAnswer): LookupAnswer => answer;

function rewrite(name: string, change: (reply: Reply) => Reply): Extract<Fault, { act: 'rewrite' }> {
  return { name, act: 'rewrite', alter: unchanged, rewrite: change };
}

function replace(name: string, reply: Extract<Fault, { act: 'replace' }>['reply']): Fault {
  return { name, act: 'replace', reply };
}

function garble(name: string, change: (reply: Reply) => Reply): Fault {
  return { name, act: 'garble', garble: change };
}

function alter(name: string, change: Altering['alter']): Altering {
  return { name, act: 'alter', alter: change };
}

type ChangeEntries = (entries: readonly AnswerEntry[], answer: LookupAnswer) => readonly AnswerEntry[];

function alterEntries(name: string, change: ChangeEntries): Altering {
  return alter(name, (answer) => ({ ...answer, entries: change(answer.entries, answer) }));
}

function alterFields(name: string, change: (entry: AnswerEntry) => AnswerEntry['fields']): Fault {
  return alterEntries(name, (entries) => entries.map((entry) => ({ ...entry, fields: change(entry) })));
}

function alterNumber(name: string, change: (digits: string) => unknown): Fault {
  return alterFields(name, ({ digits, fields }) => ({ ...fields, mobile_number: change(digits) }));
}

// Only counters that this kind of response has.
function emptied(answer: LookupAnswer): LookupAnswer {
  const head =
    'total_processed_count' in answer.head ? { ...answer.head, total_processed_count: 0 } : answer.head;
  const tail = Object.fromEntries(Object.keys(answer.tail).map((counter) => [counter, 0]));
  return { ...answer, head, entries: [], tail };
}

function pricedByOne(answer: LookupAnswer): LookupAnswer {
  const { price } = answer.head;
  if (typeof price !== 'number') return answer;
  return { ...answer, head: { ...answer.head, price: price / answer.entries.length } };
}

function onlyFirst(answer: LookupAnswer): LookupAnswer {
  return { ...answer, entries: answer.entries.slice(0, 1) };
}
