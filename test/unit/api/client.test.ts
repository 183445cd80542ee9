import { describe, expect, test } from '@jest/globals';

import {
  createClient,
  encodedLength,
  type ClientSettings,
  type KaleyraClient,
} from '../../../nodes/Kaleyra/api/client';
import { RETRIES } from '../../../nodes/Kaleyra/api/retry';
import type { HttpOutcome, HttpRequest } from '../../../nodes/Kaleyra/api/http';
import { FakeClock, fault, http } from './tools';

const NUMBERS = ['+919876543210', '+919876543211'];
const entry = (digits: string, more: object = {}): object => ({
  lookup_id: `id:${digits}`,
  mobile_number: digits,
  ...more,
});
const ok = (body: unknown): HttpOutcome => http(200, {}, JSON.stringify(body));
const ACCEPTED = ok({ data: [entry('919876543210'), entry('919876543211')] });

/** A client that is answered so, in turn, the last answer for ever, and what it sent. */
function clientAnswered(
  outcomes: HttpOutcome[],
  settings: Partial<ClientSettings> = {},
): { client: KaleyraClient; sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const client = createClient(
    {
      baseUrl: 'https://kaleyra.example',
      sid: 'HX1',
      timeoutMs: 120_000,
      retryUnconfirmed: false,
      ...settings,
    },
    async (request) => {
      sent.push(request);
      return outcomes[Math.min(sent.length, outcomes.length) - 1] ?? fault('ENOTHING');
    },
    new FakeClock(),
  );
  return { client, sent };
}

type Paid = 'startBulk' | 'lookUpNow';

describe('what is sent', () => {
  test('for a bulk lookup is a POST with the numbers in its body', async () => {
    const { client, sent } = clientAnswered([ACCEPTED]);
    await client.startBulk(NUMBERS);
    expect(sent).toStrictEqual([
      {
        method: 'POST',
        url: 'https://kaleyra.example/v1/HX1/lookup',
        timeoutMs: 120_000,
        body: { mobile: NUMBERS },
      },
    ]);
  });

  test('for a lookup at once is a GET with the numbers in its path and without a body', async () => {
    const { client, sent } = clientAnswered([ACCEPTED], { sid: 'a/b' });
    await client.lookUpNow(NUMBERS);
    expect(sent).toStrictEqual([
      {
        method: 'GET',
        url: 'https://kaleyra.example/v1/a%2Fb/lookup/%2B919876543210,%2B919876543211',
        timeoutMs: 120_000,
      },
    ]);
  });

  test.each([
    [120_000, 30_000],
    [5_000, 5_000],
  ])('for details waits no longer than half a minute: of %d ms, %d', async (timeoutMs, waited) => {
    const { client, sent } = clientAnswered([ok({ data: [{ current_mcc: '404' }] })], { timeoutMs });
    await client.getDetails('a:1');
    expect(sent).toStrictEqual([
      {
        method: 'GET',
        url: 'https://kaleyra.example/api/v1/HX1/lookup/get-info/a:1',
        timeoutMs: waited,
      },
    ]);
  });

  test('for details and put off by Kaleyra to a later time is told with that time', async () => {
    const { client } = clientAnswered([http(429, { 'retry-after': '3600' })]);
    expect(await client.getDetails('a:1')).toMatchObject({
      failure: { message: 'Kaleyra asks to wait until 2026-11-23T13:00:00.000Z' },
    });
  });

  test.each([
    ['+919876543210', '%2B919876543210,'],
    ['919876543210', '919876543210,'],
  ])('%s takes the characters of %s in an address', (number, spelled) => {
    expect(encodedLength(number)).toBe(spelled.length);
  });
});

describe.each<Paid>(['startBulk', 'lookUpNow'])('a paid request (%s)', (operation) => {
  test.each<[HttpOutcome]>([[http(500)], [fault('ECONNRESET')]])(
    'that may have been processed is sent once: %j',
    async (outcome) => {
      const { client, sent } = clientAnswered([outcome, ACCEPTED]);
      expect(await client[operation](NUMBERS)).toMatchObject({ ok: false, failure: { unconfirmed: true } });
      expect(sent).toHaveLength(1);
    },
  );

  test("is sent again with 'Retry Unconfirmed'", async () => {
    const { client, sent } = clientAnswered([http(500), ACCEPTED], { retryUnconfirmed: true });
    expect(await client[operation](NUMBERS)).toMatchObject({ ok: true });
    expect(sent).toHaveLength(2);
    const failing = clientAnswered([http(500)], { retryUnconfirmed: true });
    expect(await failing.client[operation](NUMBERS)).toMatchObject({ failure: { unconfirmed: true } });
    expect(failing.sent).toHaveLength(1 + RETRIES);
  });

  test('that never reached Kaleyra is sent again and surely not paid for', async () => {
    const { client, sent } = clientAnswered([fault('ECONNREFUSED')]);
    expect(await client[operation](NUMBERS)).toMatchObject({
      ok: false,
      failure: { code: 'ECONNREFUSED', unconfirmed: false },
    });
    expect(sent).toHaveLength(1 + RETRIES);
  });

  test.each<[string, HttpOutcome]>([
    ['refused, though there are entries in the body', http(400, {}, JSON.stringify({ data: [entry('1')] }))],
    ['a web page', http(200, {}, '<html>')],
    ['no entries and no count', ok({ data: [] })],
    ['no entries and none counted invalid', ok({ data: { data: [], invalid_count: 0 } })],
    ['all counted invalid beside a complaint', ok({ data: { invalid_count: 2 }, error: 'No balance' })],
  ])('fails where the answer is %s', async (_name, outcome) => {
    const { client } = clientAnswered([outcome]);
    expect(await client[operation](NUMBERS)).toMatchObject({ ok: false });
  });

  test('succeeds where Kaleyra counted every number invalid', async () => {
    const { client } = clientAnswered([
      ok({ data: { id: 'R', data: [], invalid_count: 2, duplicate_count: 1 } }),
    ]);
    expect(await client[operation](NUMBERS)).toEqual({
      ok: true,
      value: {
        requestId: 'R',
        lookups: [],
        entryCount: 0,
        invalidCount: 2,
        duplicateCount: 1,
        apiError: null,
      },
    });
  });

  test.each<[unknown, string | null]>([
    [{ code: 'E1', message: 'Partly done' }, 'Partly done'],
    [{ code: 'E1' }, 'E1'],
    [{}, null],
  ])('carries what Kaleyra complains about beside its entries: %j', async (error, apiError) => {
    const { client } = clientAnswered([ok({ data: [entry('919876543210')], error })]);
    expect(await client[operation](NUMBERS)).toMatchObject({ ok: true, value: { apiError } });
  });
});

describe('an entry without a lookup ID', () => {
  const answer = ok({ data: [entry('919876543210'), { mobile_number: '919876543211' }] });

  test('of a bulk lookup counts as an entry, but is no answer: nothing can be fetched by it', async () => {
    const result = await clientAnswered([answer]).client.startBulk(NUMBERS);
    expect(result).toMatchObject({ value: { entryCount: 2 } });
    expect(result.ok && result.value.lookups.map(({ lookupId }) => lookupId)).toEqual(['id:919876543210']);
  });

  test('of a lookup at once is an answer: all that was paid for is in it', async () => {
    const result = await clientAnswered([answer]).client.lookUpNow(NUMBERS);
    expect(result.ok && result.value.lookups.map(({ lookupId }) => lookupId)).toEqual([
      'id:919876543210',
      null,
    ]);
  });
});

test.each([
  [0.8, { request: '+919876543210', amount: 0.8 }],
  [undefined, undefined],
])('the price %p of a lookup at once is %j under its first number', async (price, wanted) => {
  const { client } = clientAnswered([ok({ price, data: [entry('919876543210')] })]);
  const result = await client.lookUpNow(NUMBERS);
  const [first] = result.ok ? result.value.lookups : [];
  expect(first?.price).toEqual(wanted);
  expect(first !== undefined && 'price' in first).toBe(wanted !== undefined);
});
