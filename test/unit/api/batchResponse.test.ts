import { describe, expect, test } from '@jest/globals';

import { readBatchResponse, type ToLookup } from '../../../nodes/Kaleyra/api/batchResponse';
import { acceptedLookup, completeLookup } from '../../../nodes/Kaleyra/api/lookupEntry';
import type { BatchResponse, RequestFailure, Result } from '../../../nodes/Kaleyra/types';
import { forEachNow } from '../../support/forEachNow';
import { http, START } from './tools';

const A = { lookup_id: 'a:1', mobile_number: '919876543210' };

async function read(
  status: number,
  body: unknown,
  toLookup: ToLookup = acceptedLookup,
): Promise<Result<BatchResponse>> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return await readBatchResponse(http(status, {}, text), START, toLookup, forEachNow);
}

function valueOf(result: Result<BatchResponse>): BatchResponse {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function failureOf(result: Result<BatchResponse>): RequestFailure {
  if (result.ok) throw new Error('read');
  return result.failure;
}

describe('a 2xx that is not understood is unconfirmed and kept', () => {
  test.each<[string, unknown]>([
    ['bare IDs', { data: { data: ['a:1'] } }],
    ['bare IDs, all counted as invalid', { data: { data: ['a:1'], invalid_count: 1 } }],
    ['an unknown object', { result: { state: 'OK' } }],
    ['an entry that names nothing', { data: [{ state: 'ok' }] }],
    ['no ID', { data: [{ lookup_id: 'N/A', mobile_number: '919876543210' }] }],
    ['no ID in a URL', { data: [{ url: 'https://x.example/v1/HX1/lookup/get-info/null' }] }],
    ['a number of the row as ID', { data: [{ id: 1 }] }],
    ['the ID of the request as ID of the entry', { id: 'R', mobile_number: '919876543210' }],
    ['Unauthorized', { message: 'Unauthorized' }],
    ['a text', 'Unauthorized'],
    ['a web page', '<html>'],
    ['incomplete JSON', '{"data":[{"lookup_id":"a:1"'],
    ['a list of nothing', [[]]],
    ['a number', '42'],
    ['too deep', `${'{"data":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ])('%s', async (_name, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(failureOf(await read(200, body))).toMatchObject({
      unconfirmed: true,
      response: text.slice(0, 500),
    });
  });

  test('and so are the numbers that stand beside what was read', async () => {
    const value = valueOf(await read(201, { data: [A, 'a:2'], invalid_count: 1 }));
    expect(value.lookups).toMatchObject([{ lookupId: 'a:1' }]);
    expect(value.failure).toMatchObject({
      message: "A part of Kaleyra's response could not be read",
      unconfirmed: true,
      response: expect.stringContaining('"a:2"'),
    });
  });

  test('at most 500 characters of it, and no half of one', async () => {
    const body = `${'x'.repeat(499)}😀`;
    expect(failureOf(await read(200, body)).response).toBe('x'.repeat(499));
  });
});

describe('lookups beside an error status', () => {
  test.each([400, 401, 404, 409, 429, 500, 503, 304])('were accepted: %d', async (status) => {
    const value = valueOf(await read(status, { data: [A], error: { message: 'Odd' } }));
    expect(value.lookups).toMatchObject([{ lookupId: 'a:1' }]);
    expect(value.failure).toMatchObject({ httpStatus: status, unconfirmed: true, text: 'Odd' });
    expect(value.failure?.advice).toContain("'Retry Unconfirmed'");
  });

  test('are needed for that: numbers alone are not accepted, but may be', async () => {
    expect(failureOf(await read(400, { data: [{ mobile_number: '919876543210' }] }))).toMatchObject({
      httpStatus: 400,
      unconfirmed: true,
      response: expect.stringContaining('919876543210'),
    });
  });
});

test.each<[unknown, unknown, string | null, string]>([
  [['a:1'], ['+919876543210'], 'a:1', '+919876543210'],
  [['a:1', 'b:1'], ['91', '92', '93'], 'a:1, b:1', '91, 92'],
  ['a:1', { value: '919876543210' }, 'a:1', '?'],
  ['a:1', [{ value: '919876543210' }, 7], 'a:1', '?, 7'],
  ['a:1', [], 'a:1', ''],
])('a lookup %j of %j is %s of "%s"', async (lookup_id, mobile_number, lookupId, mobileNumber) => {
  const { lookups } = valueOf(await read(201, { data: [{ lookup_id, mobile_number }] }));
  expect(lookups).toMatchObject([{ lookupId, mobileNumber, fields: { lookup_id, mobile_number } }]);
});

describe.each([acceptedLookup, completeLookup])('what was found without an ID (%p)', (toLookup) => {
  test.each<[object, string]>([
    [{}, 'complete'],
    [{ status: 'Blocked' }, 'complete'],
    [{ status: 'invalid' }, 'failed'],
    [{ status: 'queued' }, 'pending'],
    [{ remarks: 'Number is barred' }, 'complete'],
    [{ reason: 'ported; blocked for SMS' }, 'complete'],
    [{ error: { code: 'E1', message: 'Rejected by the operator' } }, 'complete'],
    [{ message: 'Not allowed in DND hours' }, 'complete'],
  ])('is never thrown away, whatever else its entry says: %j', async (extra, status) => {
    const entry = { mobile_number: '919876543210', current_operator: 'Monsoon Telecom', ...extra };
    const { lookups, withoutLookup, failure } = valueOf(await read(200, { data: [entry] }, toLookup));
    expect(lookups).toMatchObject([{ lookupId: null, status, fields: entry }]);
    expect({ withoutLookup, failure }).toEqual({ withoutLookup: [], failure: null });
  });
});

test.each(['pending', 'PROCESSING', 'queued'])(
  'a synchronous "%s" without an ID is unconfirmed',
  async (status) => {
    const entry = { mobile_number: '919876543210', status };
    expect(failureOf(await read(200, { data: [entry] }, completeLookup))).toMatchObject({
      unconfirmed: true,
    });
  },
);

test('a request that is said back is no lookup of its numbers', async () => {
  const said = { mobile: ['919876543210'], error: { code: 'E400', message: 'No credits' } };
  expect(failureOf(await read(400, said))).toMatchObject({ unconfirmed: false });
});

describe('an entry without a lookup', () => {
  test.each<[string, object, string | null]>([
    ['an error', { error: 'Number is blacklisted' }, 'Number is blacklisted'],
    ['an error with a message', { error: { code: 'E1', message: 'Blacklisted' } }, 'Blacklisted'],
    [
      'an error that does not refuse, beside a status that does',
      { error: 'On the list', status: 'REJECTED' },
      'On the list',
    ],
    ['a reason', { lookup_id: '', reason: 'Blacklisted' }, 'Blacklisted'],
    ['a status and a message', { status: 'REJECTED', message: 'On the list' }, 'On the list'],
    ['a status', { status: 'invalid_number' }, 'invalid_number'],
    ['a message that refuses', { message: 'Number is not supported' }, 'Number is not supported'],
    ['a code', { error: { code: 'INVALID_NUMBER', message: '' } }, 'INVALID_NUMBER'],
    ['no error', { error: { code: '', message: '' }, status: '' }, null],
    ['an error that is 0', { error: 0 }, null],
    ['nothing', {}, null],
  ])('gives its reason: %s', async (_name, fields, reason) => {
    const { withoutLookup, failure } = valueOf(
      await read(201, { data: [A, { mobile_number: '919876543211', ...fields }] }),
    );
    expect(withoutLookup).toEqual([{ mobileNumber: '919876543211', reason }]);
    expect(failure).toBeNull();
  });

  test.each<[string, object]>([
    ['none', { error: 'none' }],
    ['queued', { error: 'queued' }],
    ['a code of which nothing is known', { error: { code: 'E1', message: '' } }],
    ['a message that accepts', { message: 'Accepted' }],
    ['a status', { status: 'accepted' }],
    ['a status for what was tried', { status: 'failed' }],
    ['a timeout', { error: 'Request timed out' }],
    ['a negation', { error: 'Number is not blacklisted' }],
    ['another negation', { reason: 'No invalid numbers' }],
    ['what is not done yet', { error: 'Not processed yet' }],
    ['a refusal that is over', { error: 'Rejected once, now queued' }],
    ['a refusal beside an acceptance', { error: 'Invalid prefix', status: 'accepted' }],
    ['a result', { error: 'Subscriber not found' }],
    ['an ID that cannot be read', { lookup_id: { value: 'a:2' } }],
    ['an ID that cannot be read, and a refusal', { lookup_id: { value: 'a:2' }, error: 'Invalid' }],
  ])('that says something else may have been accepted: %s', async (_name, fields) => {
    const entry = { mobile_number: '919876543211', ...fields };
    for (const body of [{ data: [A, entry] }, { data: [A, entry], invalid_count: 1 }]) {
      const { withoutLookup, failure } = valueOf(await read(201, body));
      expect(withoutLookup).toEqual([]);
      expect(failure).toMatchObject({
        message: "A part of Kaleyra's response could not be read",
        unconfirmed: true,
      });
    }
    expect(failureOf(await read(201, { data: [entry], invalid_count: 1 }))).toMatchObject({
      unconfirmed: true,
    });
  });

  test('is enough of an answer if it gives a reason', async () => {
    const refused = { mobile_number: '919876543210', error: `Rejected ${'x'.repeat(600)}` };
    expect(valueOf(await read(200, { data: [refused] })).withoutLookup[0]?.reason).toHaveLength(500);
    expect(failureOf(await read(200, { data: [{ mobile_number: '919876543210' }] }))).toMatchObject({
      unconfirmed: true,
    });
  });
});

test("Kaleyra's texts are cut to 500 characters", async () => {
  const long = 'y'.repeat(600);
  expect(failureOf(await read(400, { error: { code: long, message: long } }))).toMatchObject({
    code: long.slice(0, 500),
    text: long.slice(0, 500),
  });
  expect(valueOf(await read(200, { data: [A], error: long })).apiError).toBe(long.slice(0, 500));
});
