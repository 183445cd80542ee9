import { describe, expect, test } from '@jest/globals';

import {
  createClient,
  encodedLength,
  type ClientSettings,
  type KaleyraClient,
} from '../../../nodes/Kaleyra/api/client';
import { RETRIES } from '../../../nodes/Kaleyra/api/retry';
import type { HttpOutcome, HttpRequest } from '../../../nodes/Kaleyra/api/http';
import { FakeClock, fault, http, START } from './tools';
import { forEachNow } from '../../support/forEachNow';

const NUMBERS = ['+919876543210', '+919876543211'];
const entry = (digits: string, more: object = {}): object => ({
  lookup_id: `id:${digits}`,
  mobile_number: digits,
  ...more,
});
const ok = (body: unknown): HttpOutcome => http(200, {}, JSON.stringify(body));
const ACCEPTED = ok({ data: [entry('919876543210'), entry('919876543211')] });

/** A client of a Kaleyra that returns these outcomes in turn, and the last one from then on; and what was sent. */
function clientOf(
  outcomes: HttpOutcome[],
  settings: Partial<ClientSettings> = {},
  clock = new FakeClock(),
): { client: KaleyraClient; sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const client = createClient(
    {
      baseUrl: 'https://kaleyra.example',
      sid: 'HX1',
      timeoutMs: 120_000,
      ...settings,
    },
    async (request) => {
      sent.push(request);
      return outcomes[Math.min(sent.length, outcomes.length) - 1] ?? fault('ENOTHING');
    },
    clock,
    forEachNow,
  );
  return { client, sent };
}

type Paid = 'startBulk' | 'lookUpNow';

describe('a request', () => {
  test('to start a bulk lookup is a POST with the numbers in its body', async () => {
    const { client, sent } = clientOf([ACCEPTED]);
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

  test('to look numbers up now is a GET with the numbers in its path and without a body', async () => {
    const { client, sent } = clientOf([ACCEPTED], { sid: 'a/b' });
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
  ])(
    'for details waits no longer than half a minute: with a timeout of %d ms, %d ms',
    async (timeoutMs, expected) => {
      const { client, sent } = clientOf([ok({ data: [{ current_mcc: '404' }] })], { timeoutMs });
      await client.getDetails('a:1');
      expect(sent).toStrictEqual([
        {
          method: 'GET',
          url: 'https://kaleyra.example/api/v1/HX1/lookup/get-info/a:1',
          timeoutMs: expected,
        },
      ]);
    },
  );

  test('for details that Kaleyra puts off fails with the time it asks to wait until', async () => {
    const { client } = clientOf([http(429, { 'retry-after': '3600' })]);
    expect(await client.getDetails('a:1')).toMatchObject({
      failure: { message: expect.stringContaining('until 13:00 UTC') },
    });
  });

  test.each([
    ['+919876543210', '%2B919876543210,'],
    ['919876543210', '919876543210,'],
  ])('with %s has the characters %s in its path', (number, encoded) => {
    expect(encodedLength(number)).toBe(encoded.length);
  });
});

test('the numbers of one request have room in a URL of 2,000 characters', () => {
  const { client } = clientOf([], { sid: 'a/b' });
  const path = 'https://kaleyra.example/v1/a%2Fb/lookup/';
  expect(client.maxPathCharacters).toBe(2_000 - path.length);
});

describe.each<Paid>(['startBulk', 'lookUpNow'])('a paid request (%s)', (operation) => {
  test('says of each lookup when it was accepted', async () => {
    const result = await clientOf([ACCEPTED]).client[operation](NUMBERS);
    const times = result.ok ? result.value.lookups.map(({ lookedUpAt }) => lookedUpAt) : [];
    expect(times).toEqual(NUMBERS.map(() => new Date(START).toISOString()));
  });

  test.each<[HttpOutcome]>([[http(500)], [fault('ECONNRESET')]])(
    'that may have been processed is sent once: %j',
    async (outcome) => {
      const { client, sent } = clientOf([outcome, ACCEPTED]);
      expect(await client[operation](NUMBERS)).toMatchObject({ ok: false, failure: { unconfirmed: true } });
      expect(sent).toHaveLength(1);
    },
  );

  test('that never reached Kaleyra is sent again and is not unconfirmed', async () => {
    const { client, sent } = clientOf([fault('ECONNREFUSED')]);
    expect(await client[operation](NUMBERS)).toMatchObject({
      ok: false,
      failure: { code: 'ECONNREFUSED', unconfirmed: false },
    });
    expect(sent).toHaveLength(1 + RETRIES);
  });

  test.each<[string, HttpOutcome]>([
    ['a web page', http(200, {}, '<html>')],
    ['no entries and no count', ok({ data: [] })],
    ['no entries and none counted invalid', ok({ data: { data: [], invalid_count: 0 } })],
    ['all counted invalid beside an error', ok({ data: { invalid_count: 2 }, error: 'No balance' })],
  ])('fails where the response is %s', async (_name, outcome) => {
    const { client } = clientOf([outcome]);
    expect(await client[operation](NUMBERS)).toMatchObject({ ok: false });
  });

  test('succeeds where Kaleyra counts every number as invalid', async () => {
    const { client } = clientOf([ok({ data: { id: 'R', data: [], invalid_count: 2, duplicate_count: 1 } })]);
    expect(await client[operation](NUMBERS)).toEqual({
      ok: true,
      value: {
        requestId: 'R',
        lookups: [],
        withoutLookup: [],
        invalidCount: 2,
        duplicateCount: 1,
        apiError: null,
        failure: null,
        excerpt: expect.stringContaining('invalid_count'),
      },
    });
  });

  test.each<[unknown, string | null]>([
    [{ code: 'E1', message: 'Partly done' }, 'Partly done'],
    [{ code: 'E1' }, 'E1'],
    [{}, null],
  ])('keeps the error that Kaleyra reports beside its entries: %j', async (error, apiError) => {
    const { client } = clientOf([ok({ data: [entry('919876543210')], error })]);
    expect(await client[operation](NUMBERS)).toMatchObject({ ok: true, value: { apiError } });
  });
});

describe('an entry without a lookup ID', () => {
  const partial = ok({ data: [entry('919876543210'), { mobile_number: '919876543211' }] });

  test('of a bulk lookup is no lookup: nothing can be fetched by it', async () => {
    const result = await clientOf([partial]).client.startBulk(NUMBERS);
    expect(result).toMatchObject({
      value: { withoutLookup: [{ mobileNumber: '919876543211', reason: null }] },
    });
    expect(result.ok && result.value.lookups.map(({ lookupId }) => lookupId)).toEqual(['id:919876543210']);
  });

  test('of Look Up Now is a lookup: everything that was paid for is in it', async () => {
    const result = await clientOf([partial]).client.lookUpNow(NUMBERS);
    expect(result.ok && result.value.lookups.map(({ lookupId }) => lookupId)).toEqual([
      'id:919876543210',
      null,
    ]);
  });
});

test('a request that sends a number again has a price of its own', async () => {
  const clock = new FakeClock();
  const { client } = clientOf([ok({ price: 0.8, data: [entry('919876543210')] })], {}, clock);
  const prices = new Set<string | undefined>();
  for (let request = 0; request < 2; request += 1) {
    await clock.sleep(1_000);
    const result = await client.lookUpNow(NUMBERS);
    prices.add(result.ok ? result.value.lookups[0]?.price?.request : undefined);
  }
  expect(prices.size).toBe(2);
});

test.each([
  [0.8, { request: expect.stringContaining('+919876543210 '), amount: 0.8 }],
  [undefined, undefined],
])('the price %p of Look Up Now becomes %j, under the first number and the time', async (price, expected) => {
  const { client } = clientOf([ok({ price, data: [entry('919876543210')] })]);
  const result = await client.lookUpNow(NUMBERS);
  const [first] = result.ok ? result.value.lookups : [];
  expect(first?.price).toEqual(expected);
  expect(first !== undefined && 'price' in first).toBe(expected !== undefined);
});
