import { describe, expect, test } from '@jest/globals';

import { toRequestFailure } from '../../../nodes/Kaleyra/api/apiErrors';
import type { RetryPolicy } from '../../../nodes/Kaleyra/api/retry';
import type { RequestFailure } from '../../../nodes/Kaleyra/types';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { fault, http, START } from './tools';

function fail(outcome: HttpOutcome, policy: RetryPolicy = 'safe'): RequestFailure {
  return toRequestFailure(outcome, policy, START);
}

const json = (status: number, body: unknown): HttpOutcome => http(status, {}, JSON.stringify(body));

const NO_ENTRIES = { data: { data: [] }, error: {} };
const API_ERROR = { code: 'X', message: 'Bad', data: {}, error: { message: 'Refused' } };

const OUTCOMES: ReadonlyArray<[string, HttpOutcome, string, boolean]> = [
  // outcome, what the message says, whether a paid request stays unconfirmed
  ['connection refused', fault('ECONNREFUSED'), 'refused', false],
  ['unknown host', fault('ENOTFOUND'), 'host name', false],
  ['no name server', fault('EAI_AGAIN'), 'DNS', false],
  ['time limit', fault('ETIMEDOUT'), 'did not respond in time', true],
  ['aborted', fault('ECONNABORTED'), 'did not respond in time', true],
  ['reset', fault('ECONNRESET'), 'was lost', true],
  ['broken while sending', fault('EPIPE'), 'was lost', true],
  ['a response that was cut off', fault('ERR_BAD_RESPONSE'), "in the middle of Kaleyra's response", true],
  ['a response that is no HTTP', fault('HPE_INVALID_CONSTANT'), 'could not be read', true],
  ['a response that cannot be unpacked', fault('Z_DATA_ERROR'), 'could not be read', true],
  ['anything else', fault('EPROTO'), 'The request to Kaleyra did not complete (EPROTO)', true],
  ['300 elsewhere', http(300, { location: 'https://else.example/x' }), 'responded with HTTP 300', true],
  ['304', http(304), 'responded with HTTP 304', true],
  ['no status', http(Number.NaN), 'responded with HTTP', true],
  ['301 elsewhere', http(301, { location: 'https://else.example/x' }), 'redirect to else.example ', true],
  ['302 to a path', http(302, { location: '/x' }), 'redirect to another path ', true],
  ['307 without a target', http(307), 'redirect to another path ', true],
  ['400', http(400), 'rejected the request as invalid', false],
  ['401', http(401), 'did not accept the API key', false],
  ['403', http(403), 'denied access', false],
  ['404', http(404), 'does not recognize this URL', false],
  ['413', http(413), 'as too large', false],
  ['414', http(414), 'as too long', false],
  ['431', http(431), 'as too long', false],
  ['408', http(408), 'rejected the request (HTTP 408)', true],
  ['422', http(422), 'rejected the request (HTTP 422)', false],
  ['429', http(429), 'too many requests', false],
  ['429 for an hour', http(429, { 'retry-after': '3600' }), 'wait until 13:00 UTC (in 60 minutes)', false],
  ['429 for a minute', http(429, { 'retry-after': '60' }), 'too many requests', false],
  ['503 for an hour', http(503, { 'retry-after': '3600' }), 'wait until 13:00 UTC (in 60 minutes)', false],
  ['500', http(500), 'unavailable (HTTP 500)', true],
  ['500 for an hour', http(500, { 'retry-after': '3600' }), 'unavailable (HTTP 500)', true],
  ['502 with a web page', http(502, {}, '<html>'), 'unavailable (HTTP 502)', true],
  ['503', http(503), 'unavailable (HTTP 503)', true],
  [
    '503 with an unreadable Retry-After',
    http(503, { 'retry-after': 'soon' }),
    'unavailable (HTTP 503)',
    true,
  ],
  ['503 with Retry-After', http(503, { 'retry-after': '5' }), 'unavailable (HTTP 503)', false],
  ['200 with a web page', http(200, {}, '<html>'), 'responded with a web page instead of JSON', true],
  ['200 with incomplete JSON', http(200, {}, '{"data":'), 'responded with incomplete JSON', true],
  ['200 with nothing', http(200), 'responded with an empty body', true],
  ['200 with null', http(200, {}, 'null'), "responded with 'null'", true],
  ['200 without entries', json(200, NO_ENTRIES), 'contains no lookups', true],
  ['201 without entries', json(201, NO_ENTRIES), 'contains no lookups', true],
  ['200 with an error', json(200, API_ERROR), 'Kaleyra rejected the request', true],
  ['200 with a 404 in it', json(200, { ...API_ERROR, status: 404 }), 'Kaleyra rejected the request', true],
  ['202 with a 302 in it', json(202, { message: 'queued', status: 302 }), 'contains no lookups', true],
  [
    '202 that says accepted, with a 402 in it',
    json(202, { code: 'LKP201', message: 'Request accepted successfully', data: [], status: 402 }),
    'Kaleyra accepted the request',
    true,
  ],
  [
    '200 with "Unauthorized"',
    json(200, { message: 'Unauthorized' }),
    "Kaleyra's response contains no lookups",
    true,
  ],
  [
    '201 that says accepted',
    json(201, { data: { code: 'LKP201', data: [] } }),
    'Kaleyra accepted the request',
    true,
  ],
  ['403 that says accepted', json(403, { data: { code: 'LKP201', data: [] } }), 'denied access', true],
];

describe.each(OUTCOMES)('%s', (_name, outcome, message, unconfirmed) => {
  test('says what happened', () => {
    expect(fail(outcome).message).toContain(message);
  });

  test('says whether a paid request may have been billed', () => {
    expect(fail(outcome, 'safe').unconfirmed).toBe(false);
    expect(fail(outcome, 'paid').unconfirmed).toBe(unconfirmed);
    expect(fail(outcome, 'paid').advice.includes("'Retry Unconfirmed'")).toBe(unconfirmed);
  });

  test("uses none of the words that n8n's guidelines advise against", () => {
    for (const policy of ['safe', 'paid'] as const) {
      const { message: text, advice } = fail(outcome, policy);
      expect(`${text} ${advice}`).not.toMatch(/error|problem|failure|mistake/i);
      expect(advice).toMatch(/\.$/);
    }
  });

  test("has the HTTP status or the network's code", () => {
    const { httpStatus, code } = fail(outcome);
    if (outcome.kind === 'networkError')
      expect({ httpStatus, code }).toEqual({ httpStatus: null, code: outcome.code });
    else expect(httpStatus).toBe(outcome.status);
  });
});

describe("Kaleyra's own code and message", () => {
  test('are kept beside ours', () => {
    expect(fail(json(401, { code: 'E401', message: 'Unauthorized', id: 'R' }))).toMatchObject({
      code: 'E401',
      text: 'Unauthorized',
      requestId: 'R',
    });
  });

  test('in its error come before those at the top', () => {
    expect(fail(json(400, { ...API_ERROR, error: { code: 'Y', message: 'Inner' } }))).toMatchObject({
      code: 'Y',
      text: 'Inner',
    });
  });

  test('are those at the top where the error has none', () => {
    expect(fail(json(400, { ...API_ERROR, error: { count: 1 } }))).toMatchObject({ code: 'X', text: 'Bad' });
  });

  test('are null where there is no readable body', () => {
    expect(fail(http(500, {}, '<html>'))).toMatchObject({ code: null, text: null, requestId: null });
  });
});

describe('the advice', () => {
  test.each<[HttpOutcome, string]>([
    [http(401), 'SID'],
    [http(403), 'whitelist'],
    [http(404), 'region'],
    [http(400), 'Number Format'],
    [http(413), "'Batch Size'"],
    [http(414), "'Batch Size'"],
    [http(431), "'Batch Size'"],
    [http(301), "'Region'"],
    [http(200, {}, '<html>'), 'region'],
    [http(429), 'later'],
    [http(500), 'later'],
    [http(429, { 'retry-after': '3600' }), 'after that time'],
    [fault('ENOTFOUND'), 'region'],
  ])('says what to do about %j', (outcome, words) => {
    expect(fail(outcome).advice).toContain(words);
  });

  test.each<[unknown, string]>([
    [{ error: { message: 'No balance' } }, 'your account'],
    [{}, 'no reason'],
  ])('adds little to what Kaleyra says where it says something: %j', (body, advice) => {
    expect(fail(json(422, body)).advice).toContain(advice);
    expect(fail(json(200, body)).advice).toContain(advice);
  });
});

test('a failure shows the start of what came of a response that broke off', () => {
  const outcome = { ...fault('ERR_BAD_RESPONSE'), body: `{"data":${'x'.repeat(600)}` };
  expect(fail(outcome, 'paid')).toMatchObject({ response: outcome.body.slice(0, 500), unconfirmed: true });
  expect(fail({ ...outcome, body: '' }, 'paid')).not.toHaveProperty('response');
});

describe('the time that Kaleyra asks to wait until', () => {
  test.each([
    // `START` is noon, UTC.
    [61, '12:02 UTC (in 2 minutes)'],
    [120, '12:02 UTC (in 2 minutes)'],
    [7_140, '13:59 UTC (in 119 minutes)'],
    [7_141, '14:00 UTC (in 2 hours)'],
    [7_201, '14:01 UTC (in 3 hours)'],
    [43_140, '23:59 UTC (in 12 hours)'],
    [43_141, '2026-11-24 00:00 UTC (in 12 hours)'],
    [86_400, '2026-11-24 12:00 UTC (in 24 hours)'],
    [169_200, '2026-11-25 11:00 UTC (in 47 hours)'],
    [169_201, '2026-11-25 11:01 UTC (in 2 days)'],
    [172_861, '2026-11-25 12:02 UTC (in 3 days)'],
  ])('in %d seconds is %s: never too early, and with the date unless it is today', (seconds, time) => {
    const { message } = fail(http(429, { 'retry-after': String(seconds) }));
    expect(message).toBe(`Kaleyra asks you to wait until ${time}`);
  });
});
