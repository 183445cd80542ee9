import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { faults, startSandbox, type FaultWhere, type Sandbox } from '../support/sandbox';
import { PlainClient } from '../support/sandbox/client';

const INDIA = '919812345670';
const BRITAIN = '447400123456';

let sandbox: Sandbox;
let client: PlainClient;

beforeAll(async () => {
  sandbox = await startSandbox({ shuffle: false, pendingPolls: 0 });
  client = new PlainClient(sandbox);
});

beforeEach(() => sandbox.reset());

afterAll(async () => await sandbox.stop());

async function idOf(digits: string): Promise<string> {
  await client.startBulk([digits]);
  return [...sandbox.lookups.keys()].at(-1) ?? '';
}

describe('a rule', () => {
  test.each<[FaultWhere, number[]]>([
    [{}, [429, 429, 429, 429, 429, 429]],
    [{ nth: 2 }, [201, 429, 201, 201, 201, 201]],
    [{ nth: [1, 3] }, [429, 201, 429, 201, 201, 201]],
    [{ every: 2 }, [201, 429, 201, 429, 201, 429]],
    [{ every: 2, times: 2 }, [201, 429, 201, 429, 201, 201]],
    [{ times: 1 }, [429, 201, 201, 201, 201, 201]],
    [{ lookupId: 'some:1' }, [201, 201, 201, 201, 201, 201]],
  ])('with %j applies to those requests only', async (where, statuses) => {
    sandbox.fault('startBulk', faults.tooManyRequests(), where);
    const seen: unknown[] = [];
    while (seen.length < statuses.length) {
      await client.callbackProfiles();
      seen.push((await client.startBulk([INDIA])).status);
    }
    expect(seen).toEqual(statuses);
    expect(sandbox.timesSent().get(INDIA)).toBe(statuses.length);
    expect(sandbox.timesBilled().get(INDIA) ?? 0).toBe(statuses.filter((status) => status === 201).length);
  });

  test('can depend on the numbers of a request', async () => {
    sandbox.fault('any', faults.serverError(), { numbers: (digits) => digits === BRITAIN });
    expect((await client.startBulk([INDIA])).status).toBe(201);
    expect((await client.startBulk([INDIA, `+${BRITAIN}`])).status).toBe(500);
    expect((await client.lookUpNow(`${INDIA},%2B${BRITAIN}`)).status).toBe(500);
    expect((await client.callbackProfiles()).status).toBe(200);
  });

  test('can depend on the path as it was sent', async () => {
    sandbox.fault('lookUpNow', faults.status(404), { path: (path) => path.includes('%2B') });
    expect((await client.lookUpNow(`%2B${INDIA}`)).status).toBe(404);
    expect((await client.lookUpNow(INDIA)).status).toBe(200);
  });

  test('can depend on the lookup, by its ID or its number', async () => {
    const [india, britain] = [await idOf(INDIA), await idOf(BRITAIN)];
    sandbox.fault('details', faults.serverError(), { lookupId: india, times: 1 });
    sandbox.fault('details', faults.badGateway(), { numbers: (digits) => digits === BRITAIN });
    expect((await client.details(india)).status).toBe(500);
    expect((await client.details(india)).status).toBe(200);
    expect((await client.details(britain)).status).toBe(502);
  });

  test('for any kind counts all requests', async () => {
    sandbox.fault('any', faults.forbidden(), { nth: 2 });
    expect((await client.startBulk([INDIA])).status).toBe(201);
    expect((await client.callbackProfiles()).status).toBe(403);
  });

  test('that came first wins, until it is used up', async () => {
    sandbox.fault('startBulk', faults.status(418), { times: 1 });
    sandbox.fault('startBulk', faults.resetBeforeRead(), { times: 1 });
    sandbox.fault('startBulk', faults.serverError());
    const seen: unknown[] = [];
    while (seen.length < 3) seen.push((await client.startBulk([INDIA])).status);
    expect(seen).toEqual([418, 'ECONNRESET', 500]);
    expect(sandbox.requests.map(({ fault }) => fault)).toEqual([
      'status 418',
      'resetBeforeRead',
      'serverError',
    ]);
    expect(sandbox.timesSent().get(INDIA)).toBe(2);
  });

  test('that leaves the body unread cannot depend on what is in it', () => {
    const where = { numbers: () => true };
    expect(() => sandbox.fault('any', faults.resetBeforeRead(), where)).toThrow(
      'a body that it leaves unread',
    );
    expect(() => sandbox.fault('lookUpNow', faults.resetBeforeRead(), where)).not.toThrow();
  });

  test('is forgotten on reset', async () => {
    sandbox.fault('any', faults.serverError());
    sandbox.reset();
    expect((await client.callbackProfiles()).status).toBe(200);
  });
});

describe('details', () => {
  test('of a lookup count no poll while they are refused', async () => {
    sandbox.set({ pendingPolls: 1 });
    const id = await idOf(INDIA);
    sandbox.fault('details', faults.unavailable(), { nth: 1 });
    const texts: string[] = [];
    while (texts.length < 3) texts.push((await client.details(id)).text);
    sandbox.set({ pendingPolls: 0 });
    expect(texts.map((text) => /"message":"([^"]+)"/.exec(text)?.[1])).toEqual([
      'Service unavailable',
      'Request is being processed',
      'Request processed successfully',
    ]);
  });

  test.each([
    ['singleObject', faults.singleObject(), { data: { data: { current_mcc: '404' } } }],
    ['bareObject', faults.bareObject(), { data: { current_mcc: '404' } }],
    ['flat', faults.flat(), { code: 'LKP200', data: [{ current_mcc: '404' }] }],
    ['extraField', faults.extraField('status', 'done'), { data: { data: [{ status: 'done' }] } }],
  ])('come as %s', async (_name, fault, body) => {
    const id = await idOf(INDIA);
    sandbox.fault('details', fault);
    expect(JSON.parse((await client.details(id)).text)).toMatchObject(body);
  });
});

test('a slow answer is processed at once', async () => {
  const own = await startSandbox();
  own.fault('startBulk', faults.slow(60_000));
  const waiting = new PlainClient(own).startBulk([INDIA]);
  while (own.timesBilled().size === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  expect([own.lookups.size, own.openRequests]).toEqual([0, 1]);
  await own.stop();
  expect((await waiting).status).toBe('ECONNRESET');
});
