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
 * Everything the client relies on, what is documented and what is assumed side by side. Each has a test of its ID, and
 * the README lists them.
 */
export const ASSUMPTIONS: readonly Assumption[] = [
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
    statement: 'answers may come in any order, so they are matched by their digits',
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
    statement: '429, and 503 with `Retry-After`, mean that nothing was processed',
  },
  {
    id: 'free-check',
    documentedIn: null,
    statement: '`GET /v1/<SID>/callback/profiles` is free',
  },
];
