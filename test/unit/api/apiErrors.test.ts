import { describe, expect, test } from '@jest/globals';

import { readBody } from '../../../nodes/Kaleyra/api/response';
import { toRequestFailure } from '../../../nodes/Kaleyra/api/apiErrors';
import type { RetryPolicy } from '../../../nodes/Kaleyra/api/retry';
import type { RequestFailure } from '../../../nodes/Kaleyra/types';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { fault, http, START } from './tools';

function fail(outcome: HttpOutcome, policy: RetryPolicy = 'safe'): RequestFailure {
  return toRequestFailure(
    outcome,
    policy,
    START,
    outcome.kind === 'response' ? readBody(outcome.body) : null,
  );
}

const json = (status: number, body: unknown): HttpOutcome => http(status, {}, JSON.stringify(body));

const NO_ENTRIES = { data: { data: [] }, error: {} };
const API_ERROR = { code: 'X', message: 'Bad', data: {}, error: { message: 'Refused' } };

const OUTCOMES: ReadonlyArray<[string, HttpOutcome, string, boolean]> = [
  // outcome, what the message says, whether a paid request stays unconfirmed
  ['connection refused', fault('ECONNREFUSED'), 'the connection was refused', false],
  ['unknown host', fault('ENOTFOUND'), 'its host name is not known', false],
  ['no name server', fault('EAI_AGAIN'), 'the name server does not answer', false],
  ['time limit', fault('ETIMEDOUT'), 'did not answer in time', true],
  ['aborted', fault('ECONNABORTED'), 'did not answer in time', true],
  ['reset', fault('ECONNRESET'), 'broke off', true],
  ['anything else', fault('EPROTO'), 'could not be reached', true],
  ['300 elsewhere', http(300, { location: 'https://else.example/x' }), 'redirects to else.example;', false],
  ['301 elsewhere', http(301, { location: 'https://else.example/x' }), 'redirects to else.example;', false],
  ['302 to a path', http(302, { location: '/x' }), 'redirects to another path;', false],
  ['307 without a target', http(307), 'redirects to another path;', false],
  ['400', http(400), 'did not understand the request', false],
  ['401', http(401), 'did not accept the API key', false],
  ['403', http(403), 'refused access', false],
  ['404', http(404), 'does not know this address', false],
  ['408', http(408), 'refused the request (HTTP 408)', true],
  ['422', http(422), 'refused the request (HTTP 422)', false],
  ['429', http(429), 'too many requests', false],
  ['429 for an hour', http(429, { 'retry-after': '3600' }), 'wait until 2026-11-23T13:00:00.000Z', false],
  ['429 for a minute', http(429, { 'retry-after': '60' }), 'too many requests', false],
  ['503 for an hour', http(503, { 'retry-after': '3600' }), 'wait until 2026-11-23T13:00:00.000Z', false],
  ['500', http(500), 'out of order (HTTP 500)', true],
  ['500 for an hour', http(500, { 'retry-after': '3600' }), 'out of order (HTTP 500)', true],
  ['502 with a web page', http(502, {}, '<html>'), 'out of order (HTTP 502)', true],
  ['503', http(503), 'out of order (HTTP 503)', true],
  ['503 with Retry-After', http(503, { 'retry-after': '5' }), 'out of order (HTTP 503)', false],
  ['200 with a web page', http(200, {}, '<html>'), 'answered with a web page instead of JSON', true],
  ['200 that breaks off', http(200, {}, '{"data":'), 'answered with JSON that breaks off', true],
  ['200 with nothing', http(200), 'answered with an empty body', true],
  ['200 with null', http(200, {}, 'null'), "answered with 'null'", true],
  ['200 without entries', json(200, NO_ENTRIES), 'holds no lookup', true],
  ['201 without entries', json(201, NO_ENTRIES), 'holds no lookup', true],
  ['200 with an error', json(200, API_ERROR), 'Kaleyra refused the request', true],
  ['200 that repeats a 404', json(200, { ...API_ERROR, status: 404 }), 'Kaleyra refused the request', false],
  ['200 that repeats a 400', json(200, { ...API_ERROR, status: 400 }), 'Kaleyra refused the request', false],
  ['200 that repeats a 500', json(200, { ...API_ERROR, status: 500 }), 'Kaleyra refused the request', true],
];

describe.each(OUTCOMES)('%s', (_name, outcome, message, unconfirmed) => {
  test('says what happened', () => {
    expect(fail(outcome).message).toContain(message);
  });

  test('says whether a paid request may have been billed', () => {
    expect(fail(outcome, 'safe').unconfirmed).toBe(false);
    expect(fail(outcome, 'paid').unconfirmed).toBe(unconfirmed);
    expect(fail(outcome, 'paidRetryAll').unconfirmed).toBe(unconfirmed);
    expect(fail(outcome, 'paid').advice.includes('may have accepted and billed it')).toBe(unconfirmed);
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
    expect(toRequestFailure(http(500), 'safe', START, null)).toMatchObject({ code: null, text: null });
  });
});

describe('the advice', () => {
  test.each<[HttpOutcome, string]>([
    [http(401), 'API key'],
    [http(403), 'whitelist'],
    [http(404), 'region'],
    [http(400), 'Number Format'],
    [http(301), "'Region'"],
    [http(200, {}, '<html>'), 'region'],
    [http(429), 'later'],
    [http(500), 'later'],
    [http(429, { 'retry-after': '3600' }), 'after that time'],
    [fault('ENOTFOUND'), 'region'],
  ])('says what to do about %j', (outcome, words) => {
    const { message, advice } = fail(outcome);
    expect(`${message} ${advice}`).toContain(words);
  });

  test.each<[unknown, string]>([
    [{ error: { message: 'No balance' } }, "Go by Kaleyra's own words: they are the 'text' of the details."],
    [{}, 'It does not say why. Check the credential, the options and what was asked for.'],
  ])("points to Kaleyra's message where there is one: %j", (body, advice) => {
    expect(fail(json(422, body)).advice).toBe(advice);
    expect(fail(json(200, body)).advice).toBe(advice);
  });
});
