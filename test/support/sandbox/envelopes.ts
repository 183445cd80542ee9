import type { LookupAnswer, Reply } from './faultTypes';

/** A reply with a JSON body. */
export function jsonReply(status: number, json: unknown, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
}

/**
 * Puts lookups into Kaleyra's envelope: wrapped (Kaleyra's documentation: post-api-lookup-1) or flat (get-api-lookup;
 * its end is cut off there and assumed to be like the other's).
 */
export function lookupReply({ status, wrapped, shape, head, entries, tail }: LookupAnswer): Reply {
  const list = entries.map(({ fields }) => fields);
  if (shape === 'bare') return jsonReply(status, { data: list[0] ?? {}, error: {} });
  const inner = { ...head, data: shape === 'object' ? (list[0] ?? {}) : list, ...tail };
  return jsonReply(status, wrapped ? { data: inner, error: {} } : { ...inner, error: {} });
}

/**
 * An error in the form of `/messages` (form C of kaleyra-api.md section 4). How Kaleyra responds to a wrong key or SID
 * is not documented; the codes show that they are invented.
 */
export function refusal(status: number, message: string, headers: Reply['headers'] = {}): Reply {
  const body = { code: `SANDBOX${status}`, message, data: [], error: { error: message } };
  return jsonReply(status, body, headers);
}

/** The forms of an error in kaleyra.io's documentation and clients; letters as in kaleyra-api.md section 4. */
export type ErrorForm = 'A' | 'B' | 'C' | 'C-error' | 'D' | 'E' | 'array' | 'empty-code';

const MISSING = 'No lookup exists with this id';

/** The body of an error in each of these forms; none contains entries. */
export const errorForms: Readonly<Record<ErrorForm, (status: number) => unknown>> = {
  // Kaleyra's documentation: platform-apis-delete-callback-profile-by-id
  A: (status) => ({
    code: 'RBC302',
    message: MISSING,
    data: {},
    error: [{ params: `${MISSING}: SG_1` }],
    status: Math.max(status, 400),
  }),
  // Kaleyra's documentation: validating-otp
  B: () => ({
    error: {
      code: 'E805',
      type: 'validation_error',
      parameter: 'mobile',
      message: 'Mobile number is not valid',
      reference: '',
    },
  }),
  // Seen in clients of /messages: keyed by the field
  C: () => ({ code: 'MSG400', message: 'Invalid request', data: [], error: { body: 'body is missing' } }),
  // Seen in clients of /messages: text in error.error
  'C-error': () => ({
    code: 'MSG401',
    message: 'Unauthorized request',
    data: [],
    error: { error: 'The API key and the SID do not belong together' },
  }),
  // Kaleyra's documentation: rcs-api-messages-api-error-responses
  D: () => ({
    code: 1400,
    message: 'Request failed',
    data: { error: { error_code: 'INVALID_REQUEST', error_message: 'mobile is not a list' } },
  }),
  // Third-party write-up, not verified
  E: () => ({
    code: 'RBC1001',
    message: 'Request failed',
    data: [],
    error: { detail: 'Account is not active' },
  }),
  // Assumed: form A with plain texts
  array: () => ({
    code: 'RBC400',
    message: 'Request failed',
    data: [],
    error: ['mobile is required', 'mobile must be a list'],
  }),
  // Assumed: nothing but a message
  'empty-code': () => ({
    code: '',
    message: '',
    data: {},
    error: { code: '', message: 'Something went wrong' },
  }),
};
