import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../support/sandbox';
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

describe('access', () => {
  const calls = [
    ['startBulk', async (from: PlainClient) => await from.startBulk([INDIA])],
    ['lookUpNow', async (from: PlainClient) => await from.lookUpNow(INDIA)],
    ['details', async (from: PlainClient) => await from.details('some:1')],
    ['callbackProfiles', async (from: PlainClient) => await from.callbackProfiles()],
  ] as const;

  test.each(calls)('%s: 401 for another key, 403 for another SID, nothing billed', async (kind, call) => {
    const wrongKey = await call(new PlainClient(sandbox, 'A0'));
    expect([wrongKey.status, flat(wrongKey).code]).toEqual([401, 'SANDBOX401']);
    const wrongSid = await call(new PlainClient(sandbox, sandbox.apiKey, 'HXOTHER'));
    expect([wrongSid.status, flat(wrongSid).code]).toEqual([403, 'SANDBOX403']);
    expect(sandbox.ofKind(kind)).toHaveLength(2);
    expect(sandbox.timesBilled().size).toBe(0);
  });

  test('callback profiles are an empty list', async () => {
    const { status, text } = await client.callbackProfiles();
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      code: 'RBC024',
      message: 'Profile fetched successfully',
      data: [],
      error: {},
      status: 200,
    });
  });

  test.each([
    '/',
    '/v1',
    '/v1/%zz/lookup',
    '/v2/HX/lookup',
    '/v1/HX/lookup/',
    '/api/v1/HX/lookup/919812345670',
  ])('GET %s is a 404', async (path) => {
    const answer = await client.send('GET', path);
    expect([answer.status, flat(answer).code]).toEqual([404, 'SANDBOX404']);
    expect(sandbox.requests.map(({ kind }) => kind)).toEqual(['other']);
  });
});

describe('the record', () => {
  test('holds every request as it came', async () => {
    const before = Date.now();
    await client.startBulk([`+${INDIA}`, BRITAIN]);
    await client.callbackProfiles();
    await client.startBulk([GERMANY]);
    expect(sandbox.requests.map(({ index, nth, kind }) => [index, nth, kind])).toEqual([
      [0, 1, 'startBulk'],
      [1, 1, 'callbackProfiles'],
      [2, 2, 'startBulk'],
    ]);
    const [first] = sandbox.requests;
    expect(first).toMatchObject({
      method: 'POST',
      path: `/v1/${sandbox.sid}/lookup`,
      body: `{"mobile":["+${INDIA}","${BRITAIN}"]}`,
      numbers: [INDIA, BRITAIN],
      lookupId: null,
      fault: null,
      status: 201,
    });
    expect(first?.headers['api-key']).toBe(sandbox.apiKey);
    expect(first?.at).toBeGreaterThanOrEqual(before);
  });

  test('counts open requests', async () => {
    await restart({ latencyMs: 50 });
    const all = Promise.all([1, 2, 3].map(async () => await client.callbackProfiles()));
    await all;
    await client.callbackProfiles();
    expect(sandbox.maxOpenRequests).toBe(3);
    expect(sandbox.openRequests).toBe(0);
  });

  test('is forgotten on reset, and settings are not', async () => {
    sandbox.set({ pendingPolls: 0 });
    await client.startBulk([INDIA]);
    sandbox.reset();
    expect(sandbox.requests).toEqual([]);
    expect([sandbox.lookups.size, sandbox.timesSent().size, sandbox.timesBilled().size]).toEqual([0, 0, 0]);
    const id = firstId(await client.startBulk([INDIA]));
    expect(wrapped(await client.details(id)).data[0]?.current_mcc).toBe('404');
  });

  test('tells once of every request when it is over', async () => {
    const told: unknown[] = [];
    await restart({ onAnswer: ({ kind, status }) => told.push([kind, status]) });
    await client.startBulk([INDIA]);
    await client.callbackProfiles();
    expect(told).toEqual([
      ['startBulk', 201],
      ['callbackProfiles', 200],
    ]);
  });
});

test('stop cuts what is open, at once, and can be repeated', async () => {
  await restart({ latencyMs: 60_000 });
  const waiting = client.startBulk([INDIA]);
  while (sandbox.openRequests === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const start = performance.now();
  await sandbox.stop();
  expect(performance.now() - start).toBeLessThan(1000);
  expect((await waiting).status).toBe('ECONNRESET');
  await sandbox.stop();
  expect((await client.callbackProfiles()).status).toBe('ECONNREFUSED');
});
