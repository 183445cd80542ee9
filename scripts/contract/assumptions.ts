/** Something this client takes for granted about Kaleyra's wire. */
export interface Assumption {
  readonly id: string;
  /** The documentation page that says so; null where nothing public does. */
  readonly documentedIn: string | null;
  readonly statement: string;
}

const POST_PAGE = 'POST API Lookup';
const GET_PAGE = 'GET API Lookup';

/**
 * Everything the node relies on, what is documented and what is assumed side by side. Each has a test of its ID and a
 * judge in `npm run contract`, and the README lists them.
 */
export const ASSUMPTIONS = [
  {
    id: 'api-key',
    documentedIn: POST_PAGE,
    statement: 'the key travels in the header `api-key`',
  },
  {
    id: 'bulk-request',
    documentedIn: POST_PAGE,
    statement: '`POST /v1/<SID>/lookup` takes `{ "mobile": […] }` and answers `{ "data": {…}, "error": {} }`',
  },
  {
    id: 'now-request',
    documentedIn: GET_PAGE,
    statement: '`GET /v1/<SID>/lookup/<n1>,<n2>` answers flat, with `price`',
  },
  {
    id: 'e164',
    documentedIn: POST_PAGE,
    statement: 'numbers are taken in E.164, with their country code',
  },
  {
    id: 'plus',
    documentedIn: null,
    statement: 'the plus may stand before a number: as it is in a body, as `%2B` in a path',
  },
  {
    id: 'digits',
    documentedIn: null,
    statement: 'the plus may be left out (_Number Format_: _Digits_)',
  },
  {
    id: 'comma',
    documentedIn: GET_PAGE,
    statement: 'the commas between the numbers of a path stay as they are',
  },
  {
    id: 'long-address',
    documentedIn: null,
    statement: 'addresses of up to 2,000 characters are taken',
  },
  {
    id: 'batch-size',
    documentedIn: null,
    statement: 'a request may hold as many numbers as _Batch Size_ says: 1,000 in a body, 100 in a path',
  },
  {
    id: 'any-2xx',
    documentedIn: null,
    statement: 'any 2xx with an empty or absent `error` is a success, in either envelope',
  },
  {
    id: 'error-forms',
    documentedIn: null,
    statement: '`error` may be an object, a list or text, as in the documentation of other Kaleyra APIs',
  },
  {
    id: 'any-order',
    documentedIn: null,
    statement:
      'answers may come in any order, so they are matched by their digits: `mobile_number` is the number sent',
  },
  {
    id: 'masked',
    documentedIn: null,
    statement:
      'digits of `mobile_number` may be masked, as in the samples; the visible ones tell which number it is',
  },
  {
    id: 'id-in-url',
    documentedIn: null,
    statement: 'an entry without `lookup_id` has it at the end of its `url`',
  },
  {
    id: 'counters',
    documentedIn: null,
    statement: '`invalid_count` and `duplicate_count` explain numbers without an answer',
  },
  {
    id: 'details-path',
    documentedIn: null,
    statement:
      "details are at `/api/v1/<SID>/lookup/get-info/<lookup_id>`, else at `/v1/<SID>/…`, else at the path of the answer's `url`",
  },
  {
    id: 'colon',
    documentedIn: null,
    statement: 'the colon of a lookup ID stays as it is in a path',
  },
  {
    id: 'details-shape',
    documentedIn: null,
    statement:
      'details are a list with the lookup in it, or the lookup alone, by its `lookup_id` or `mobile_number`',
  },
  {
    id: 'network-fields',
    documentedIn: null,
    statement:
      'what is found stands in `current_mcc`, `current_mnc`, `current_operator` and the same with `original_`; the sample breaks off before the last two',
  },
  {
    id: 'now-complete',
    documentedIn: null,
    statement: 'what `GET /v1/<SID>/lookup/…` answers is final',
  },
  {
    id: 'complete',
    documentedIn: null,
    statement:
      'a lookup is complete once a field about the network is filled, unless a status word says otherwise',
  },
  {
    id: 'ported',
    documentedIn: null,
    statement: 'a number is ported where current and original network codes and operators differ',
  },
  {
    id: 'batch-price',
    documentedIn: null,
    statement: '`price` is for the whole request',
  },
  {
    id: 'not-processed',
    documentedIn: null,
    statement: '4xx but 408, and 503 with `Retry-After`, mean that nothing was processed',
  },
  {
    id: 'body-status',
    documentedIn: null,
    statement: 'a `status` of 4xx in the body of a 2xx means that nothing was processed',
  },
  {
    id: 'retry-after',
    documentedIn: null,
    statement: '`Retry-After` holds seconds or a date',
  },
  {
    id: 'bad-key',
    documentedIn: null,
    statement: 'a key that is not good is refused with 401',
  },
  {
    id: 'bad-sid',
    documentedIn: null,
    statement: "a SID that is not the key's is refused with 401, 403 or 404",
  },
  {
    id: 'no-redirect',
    documentedIn: null,
    statement: 'nothing redirects: redirects are not followed',
  },
  {
    id: 'free-check',
    documentedIn: null,
    statement: '`GET /v1/<SID>/callback/profiles` is free',
  },
] as const satisfies readonly Assumption[];

export type AssumptionId = (typeof ASSUMPTIONS)[number]['id'];
