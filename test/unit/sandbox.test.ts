import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { faults, startSandbox, type Sandbox, type SandboxOptions } from '../support/sandbox';
import { firstId, flat, PlainClient, wrapped } from '../support/sandbox/client';

const INDIA = '919812345670';
const BRITAIN = '447400123456';
const GERMANY = '4915123456789';

let sandbox: Sandbox;
let client: PlainClient;

beforeEach(async () => await restart());

afterAll(async () => await sandbox.stop());

async function restart(options: SandboxOptions = {}): Promise<void> {
  await sandbox?.stop();
  sandbox = await startSandbox(options);
  client = new PlainClient(sandbox);
}

describe('a bulk lookup', () => {
  test('is answered with 201, wrapped, one lookup ID for each number', async () => {
    await restart({ shuffle: false });
    const answer = await client.startBulk([`+${INDIA}`, BRITAIN]);
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.text)).toEqual({
      data: {
        code: 'LKP201',
        message: 'Request accepted successfully',
        id: expect.stringMatching(/^\d{4}-\d\d-\d\d\w+$/),
        total_processed_count: 2,
        data: [INDIA, BRITAIN].map((digits, at) => ({
          lookup_id: `00000001-c0de-4000-8000-5a4db0c0ffee:${at + 1}`,
          mobile_number: digits,
          url: `https://api.{pod}.kaleyra.io/api/v1/A657d34237/lookup/get-info/00000001-c0de-4000-8000-5a4db0c0ffee:${at + 1}`,
        })),
        invalid_count: 0,
        duplicate_count: 0,
      },
      error: {},
    });
    expect([...sandbox.lookups.values()]).toEqual([INDIA, BRITAIN]);
  });

  test('counts what is invalid or there twice and leaves it out', async () => {
    const answer = await client.startBulk([
      INDIA,
      `+${INDIA}`,
      '12',
      '0123456789',
      'abc',
      null,
      '91981234567012',
    ]);
    expect(wrapped(answer)).toMatchObject({ total_processed_count: 1, invalid_count: 5, duplicate_count: 1 });
    expect(wrapped(answer).data.map((entry) => entry.mobile_number)).toEqual([INDIA]);
    expect(sandbox.timesSent().get(INDIA)).toBe(1);
    expect([...sandbox.timesBilled()]).toEqual([[INDIA, 1]]);
  });

  test('answers in another order than asked, and the same one each time', async () => {
    const numbers = Array.from({ length: 20 }, (_, at) => `9198123456${10 + at}`);
    const order = async () =>
      wrapped(await client.startBulk(numbers)).data.map((entry) => entry.mobile_number);
    const first = await order();
    sandbox.reset();
    expect(await order()).toEqual(first);
    expect(first).not.toEqual(numbers);
    expect([...first].sort()).toEqual(numbers);
  });

  test('gives IDs that never come again', async () => {
    const ids = await Promise.all([1, 2, 3].map(async () => firstId(await client.startBulk([INDIA]))));
    expect(new Set(ids).size).toBe(3);
    expect(sandbox.timesBilled().get(INDIA)).toBe(3);
  });

  test('ignores in silence what exceeds maxNumbers', async () => {
    sandbox.set({ maxNumbers: 1 });
    const answer = await client.startBulk([INDIA, BRITAIN, GERMANY]);
    expect(wrapped(answer)).toMatchObject({ total_processed_count: 1, invalid_count: 0, duplicate_count: 0 });
    expect(sandbox.timesBilled().has(BRITAIN)).toBe(false);
    expect(sandbox.timesSent().get(BRITAIN)).toBe(1);
  });

  test.each([
    ['no JSON', '{"mobile":', 'application/json'],
    ['no list', `{"mobile":"${INDIA}"}`, 'application/json'],
    ['an empty list', '{"mobile":[]}', 'application/json'],
    ['another body', '[]', 'application/json'],
    ['another type', `{"mobile":["${INDIA}"]}`, 'text/plain'],
  ])('refuses %s with 400', async (_case, body, type) => {
    const answer = await client.send('POST', `/v1/${sandbox.sid}/lookup`, body, type);
    expect(answer.status).toBe(400);
    expect(flat(answer)).toMatchObject({ code: 'SANDBOX400', data: [] });
    expect(sandbox.timesBilled().size).toBe(0);
  });

  test('of 1,000 numbers takes milliseconds', async () => {
    const numbers = Array.from({ length: 1000 }, (_, at) => `919812${100000 + at}`);
    await client.startBulk(numbers);
    const start = performance.now();
    const answer = await client.startBulk(numbers);
    // A few in truth; the rest is for a machine that is busy.
    expect(performance.now() - start).toBeLessThan(250);
    expect(wrapped(answer).data).toHaveLength(1000);
  });
});

describe('a synchronous lookup', () => {
  test('is answered flat, with the price of all and what was found', async () => {
    await restart({ shuffle: false });
    const answer = await client.lookUpNow([INDIA, BRITAIN, GERMANY].join(','));
    expect(answer.status).toBe(200);
    const body = flat(answer);
    expect(body).toMatchObject({ code: 'LKP200', price: 0.2 * 3, total_processed_count: 3 });
    expect(body.data.map((entry) => [entry.mobile_number, entry.country, entry.country_code])).toEqual([
      [INDIA, 'IN', 91],
      [BRITAIN, 'GB', 44],
      [GERMANY, 'DE', 49],
    ]);
    expect(Object.keys(body.data[0] ?? {}).slice(4)).toEqual([
      'current_mcc',
      'current_mnc',
      'current_operator',
      'original_mcc',
      'original_mnc',
      'original_operator',
    ]);
  });

  test.each(['%2B919812345670%2C%2B447400123456', '+919812345670,447400123456'])('reads %s', async (list) => {
    expect(flat(await client.lookUpNow(list)).data).toHaveLength(2);
    expect(sandbox.requests[0]).toMatchObject({ kind: 'lookUpNow', numbers: [INDIA, BRITAIN], status: 200 });
    expect(sandbox.requests[0]?.path).toContain(list);
  });

  test('finds the same each time; some numbers are ported, some operators unknown', async () => {
    const list = Array.from({ length: 70 }, (_, at) => `9198123456${10 + at}`).join(',');
    const found = async () => flat(await client.lookUpNow(list)).data.map((entry) => entry.original_mnc);
    const first = await found();
    sandbox.reset();
    expect(await found()).toEqual(first);
    const entries = flat(await client.lookUpNow(list)).data;
    expect(entries.some((entry) => entry.current_operator === '' && entry.current_mcc !== '')).toBe(true);
    expect(
      entries.some((entry) => entry.original_mnc !== '' && entry.original_mnc !== entry.current_mnc),
    ).toBe(true);
  });
});

describe('details', () => {
  test('are pending for so many polls, then complete', async () => {
    await restart({ pendingPolls: 2 });
    const id = firstId(await client.startBulk([INDIA]));
    const poll = async () => wrapped(await client.details(id));
    for (let turn = 1; turn <= 2; turn += 1) {
      const pending = await poll();
      expect(pending.message).toBe('Request is being processed');
      expect(pending.data[0]).toMatchObject({ lookup_id: id, mobile_number: INDIA, current_mcc: '' });
    }
    expect((await poll()).data[0]).toMatchObject({ lookup_id: id, country: 'IN', current_mcc: '404' });
  });

  test('stay pending where that is asked for', async () => {
    sandbox.set({ pendingPolls: 0 });
    sandbox.neverComplete((_id, digits) => digits === INDIA);
    const answer = await client.startBulk([INDIA, BRITAIN]);
    const mccs = wrapped(answer).data.map(async (entry) => {
      const { data } = wrapped(await client.details(String(entry.lookup_id)));
      return [data[0]?.mobile_number, data[0]?.current_mcc];
    });
    expect(new Map((await Promise.all(mccs)) as Array<[string, string]>)).toEqual(
      new Map([
        [INDIA, ''],
        [BRITAIN, '234'],
      ]),
    );
  });

  test('of an unknown ID are a 404', async () => {
    expect((await client.details('nothing:1')).status).toBe(404);
  });

  test.each([
    ['api', [200, 404, 403]],
    ['plain', [404, 200, 404]],
    ['both', [200, 200, 403]],
    ['url', [403, 404, 200]],
  ] as const)('with detailsPath %s exist only there', async (detailsPath, statuses) => {
    sandbox.set({ detailsPath });
    const id = firstId(await client.startBulk([INDIA]));
    const seen = [
      await client.details(id, '/api/v1'),
      await client.details(id, '/v1'),
      await client.details(id, '/api/v1', 'A657d34237'),
    ];
    expect(seen.map(({ status }) => status)).toEqual(statuses);
    expect(sandbox.ofKind('details').map(({ lookupId }) => lookupId)).toEqual([id, id, id]);
  });
});

describe('the balance', () => {
  const balance = async () => {
    const { status, text } = await client.send('GET', `/v1/${sandbox.sid}/balance`);
    return status === 200
      ? (JSON.parse(text) as { data: { balance_amount: string } }).data.balance_amount
      : status;
  };

  test('is nowhere to be read unless the account has one', async () => {
    await restart();
    expect(await balance()).toBe(404);
  });

  test('falls by what was billed', async () => {
    await restart({ balance: 10, pricePerCheck: 0.01 });
    expect(await balance()).toBe('10.0000');
    await client.startBulk([INDIA, BRITAIN, '12']);
    await client.lookUpNow(INDIA);
    expect(await balance()).toBe('9.4000');
    await client.callbackProfiles();
    expect(await balance()).toBe('9.3900');
  });
});

test('the price of a synchronous lookup can be that of one number', async () => {
  await restart();
  sandbox.fault('lookUpNow', faults.priceOfOne());
  expect(flat(await client.lookUpNow(`${INDIA},${BRITAIN}`)).price).toBe(0.2);
});
