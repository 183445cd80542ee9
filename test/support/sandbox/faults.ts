import { shuffled as inOtherOrder } from './chance';
import { errorForms, jsonReply, refusal, type ErrorForm } from './envelopes';
import { anyReply, estranged, firstHalf, mask, nothingValid, page, retryAfter, without } from './faultTools';
import type { RetryAfter } from './faultTools';
import type { AnswerEntry, Fault, LookupAnswer, Reply } from './faultTypes';

/**
 * Everything that can go wrong, by name. "Not billed" means that Kaleyra never took the request; all others bill as
 * usual, so that a client that sends again pays twice.
 */
export const faults = {
  // Refused: not billed

  /** 429, with `Retry-After` if one is given. */
  tooManyRequests: (when: RetryAfter = {}) =>
    replace('tooManyRequests', () => refusal(429, 'Too many requests', retryAfter(when))),
  /** 503, with `Retry-After` if one is given. */
  unavailable: (when: RetryAfter = {}) =>
    replace('unavailable', () => refusal(503, 'Service unavailable', retryAfter(when))),
  /** Any status. A text is sent as it is, anything else as JSON; without a body, an error envelope. */
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
  /** A failure in one of the forms of kaleyra-api.md section 4, with any status, 200 included. */
  errorForm: (form: ErrorForm, status: number) =>
    replace(`errorForm ${form} ${status}`, () => jsonReply(status, errorForms[form](status))),
  /** A redirect. */
  redirect: (location: string, status = 302) =>
    replace('redirect', () => ({ status, headers: { location }, body: '' })),
  /** A success without entries in which all numbers count as invalid. */
  countedInvalid: () => replace('countedInvalid', ({ kind, numbers }) => nothingValid(kind, numbers.length)),
  /** The connection is reset before the body is read; the numbers do not count as sent either. */
  resetBeforeRead: (): Fault => ({ name: 'resetBeforeRead', act: 'cutUnread' }),

  // Accepted, but the answer does not tell: billed

  /** The connection is reset instead of an answer. */
  acceptedThenReset: (): Fault => ({ name: 'acceptedThenReset', act: 'cut' }),
  /** 500 with an error envelope. */
  acceptedThen500: () => garble('acceptedThen500', () => refusal(500, 'Internal server error')),
  /** Refused with this status and an error envelope, and yet billed. */
  acceptedThenRefused: (code: number) =>
    garble(`acceptedThenRefused ${code}`, () => refusal(code, `Request failed with ${code}`)),
  /** Refused in one of the forms of `errorForm`, and yet billed. */
  acceptedThenErrorForm: (form: ErrorForm, status: number) =>
    garble(`acceptedThenErrorForm ${form} ${status}`, () => jsonReply(status, errorForms[form](status))),
  /** Processed at once, answered as usual after so many milliseconds. */
  slow: (ms: number): Fault => ({ name: 'slow', act: 'delay', ms }),
  /** 200 with a web page. */
  html200: () => garble('html200', () => page(200, 'Welcome')),
  /** The usual answer, its second half missing. */
  truncatedJson: () => garble('truncatedJson', (reply) => ({ ...reply, body: firstHalf(reply.body) })),
  /** 200 with `null`. */
  nullBody: () => garble('nullBody', () => jsonReply(200, null)),
  /** 200 with a list, empty unless one is given. */
  arrayBody: (list: readonly unknown[] = []) => garble('arrayBody', () => jsonReply(200, list)),
  /** 200 with an object of no known form. */
  unknownObject: () =>
    garble('unknownObject', () => jsonReply(200, { result: { state: 'OK', items: 1 }, version: 7 })),

  // Accepted, and the answer is odd: billed

  /** The usual answer with so many bytes of padding in a field of its own. */
  hugeBody: (bytes = 20_000_000): Fault => ({ name: 'hugeBody', act: 'pad', bytes }),
  /** Entries in another order than without this fault. */
  shuffled: () => alterEntries('shuffled', (entries) => inOtherOrder(entries, 7)),
  /** Only the first so many entries; the counters stay. */
  short: (count: number) => alterEntries('short', (entries) => entries.slice(0, count)),
  /** Only the last entry; the counters stay. */
  lastOnly: () => alterEntries('lastOnly', (entries) => entries.slice(-1)),
  /** More entries, for these numbers (digits), at the end. */
  long: (...extra: ReadonlyArray<string | readonly string[]>) =>
    alterEntries('long', (entries, { another }) => [...entries, ...extra.flat().map(another)]),
  /** Each entry twice, with two lookup IDs. */
  repeated: () =>
    alterEntries('repeated', (entries, { another }) =>
      entries.flatMap((entry) => [entry, another(entry.digits)]),
    ),
  /** The ID stands only in `url`, if the answer has one. */
  withoutLookupId: () => alterFields('withoutLookupId', ({ fields }) => without(fields, 'lookup_id')),
  /** No ID at all. */
  withoutLookupIdAndUrl: () =>
    alterFields('withoutLookupIdAndUrl', ({ fields }) => without(fields, 'lookup_id', 'url')),
  /** Only so many digits at both ends of `mobile_number` are visible. */
  masked: (first = 4, last = 2) => alterNumber('masked', (digits) => mask(digits, first, last)),
  /** Every `mobile_number` masked as in Kaleyra's documentation: post-api-lookup-1. */
  maskedAll: () => alterNumber('maskedAll', () => '9190XXXXXX'),
  /** Every `mobile_number` is one that nobody asked for. */
  strangers: () => alterEntries('strangers', estranged),
  /** A success without entries, all counters 0. */
  noEntries: () => alter('noEntries', emptied),
  /** `mobile_number` as a JSON number. */
  numericMobile: () => alterNumber('numericMobile', Number),
  /** `mobile_number` with a plus. */
  withPlus: () => alterNumber('withPlus', (digits) => `+${digits}`),
  /** The envelope flat, as get-api-lookup is documented. */
  flat: () => alter('flat', (answer) => ({ ...answer, wrapped: false })),
  /** The envelope wrapped, as post-api-lookup-1 is documented. */
  wrapped: () => alter('wrapped', (answer) => ({ ...answer, wrapped: true })),
  /** Each entry without these fields. */
  withoutFields: (...names: readonly string[]) =>
    alterFields('withoutFields', ({ fields }) => without(fields, ...names)),
  /** The counters are missing. */
  withoutCounters: () => alter('withoutCounters', (answer) => ({ ...answer, tail: {} })),
  /** `price`, if there is one, is for one lookup instead of all. */
  priceOfOne: () => alter('priceOfOne', pricedByOne),
  /** One more field in each entry, such as `status`, or another value in one it has. */
  extraField: (name: string, value: unknown) =>
    alterFields('extraField', ({ fields }) => ({ ...fields, [name]: value })),
  /** The inner `data` is the first entry instead of a list: a form that details may have. */
  singleObject: () => alter('singleObject', (answer) => ({ ...onlyFirst(answer), shape: 'object' })),
  /** The outer `data` is the first entry, with nothing around it: another such form. */
  bareObject: () => alter('bareObject', (answer) => ({ ...onlyFirst(answer), shape: 'bare' })),
} as const;

function replace(name: string, reply: Extract<Fault, { act: 'replace' }>['reply']): Fault {
  return { name, act: 'replace', reply };
}

function garble(name: string, change: (reply: Reply) => Reply): Fault {
  return { name, act: 'garble', garble: change };
}

function alter(name: string, change: (answer: LookupAnswer) => LookupAnswer): Fault {
  return { name, act: 'alter', alter: change };
}

type ChangeEntries = (entries: readonly AnswerEntry[], answer: LookupAnswer) => readonly AnswerEntry[];

function alterEntries(name: string, change: ChangeEntries): Fault {
  return alter(name, (answer) => ({ ...answer, entries: change(answer.entries, answer) }));
}

function alterFields(name: string, change: (entry: AnswerEntry) => AnswerEntry['fields']): Fault {
  return alterEntries(name, (entries) => entries.map((entry) => ({ ...entry, fields: change(entry) })));
}

function alterNumber(name: string, change: (digits: string) => unknown): Fault {
  return alterFields(name, ({ digits, fields }) => ({ ...fields, mobile_number: change(digits) }));
}

// Only what an answer of this kind has anyway.
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
