import { describe, expect, test } from '@jest/globals';

import { DetailsEndpoint } from '../../../nodes/Kaleyra/api/detailsEndpoint';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import type { ForEach } from '../../../nodes/Kaleyra/types';
import { forEachNow } from '../../support/forEachNow';
import { fault, http, START } from './tools';

const SAMPLE_PATH = '/api/v1/HX1/lookup/get-info/a:1';
const DOCUMENTED_PATH = '/v1/HX1/lookup/get-info/a:1';
const ok = (body: unknown): HttpOutcome => http(200, {}, JSON.stringify(body));
const FOUND = ok({ data: [{ lookup_id: 'a:1', current_mcc: '404' }] });

/** An endpoint that returns these outcomes in turn, and the paths that were requested. */
function endpointReturning(...outcomes: HttpOutcome[]): { endpoint: DetailsEndpoint; requested: string[] } {
  const requested: string[] = [];
  const read = async (path: string): Promise<HttpOutcome> => {
    requested.push(path);
    return outcomes[requested.length - 1] ?? fault('ENOTHING');
  };
  return { endpoint: new DetailsEndpoint('HX1', read, () => START, forEachNow), requested };
}

describe('the path of details', () => {
  test.each([400, 401, 403, 404, 405])('is tried in its next form after %d', async (status) => {
    const { endpoint, requested } = endpointReturning(http(status), FOUND);
    expect(await endpoint.get('a:1', undefined)).toMatchObject({ ok: true, value: { lookupId: 'a:1' } });
    expect(requested).toEqual([SAMPLE_PATH, DOCUMENTED_PATH]);
  });

  test.each<[string, HttpOutcome]>([
    ['a success with an error', ok({ data: [{ lookup_id: 'a:1' }], error: { message: 'Unknown' } })],
    ['a web page', http(200, {}, '<html>')],
    ['a redirect', http(302, { location: '/login' })],
  ])('is tried in its next form after %s', async (_name, outcome) => {
    const { endpoint, requested } = endpointReturning(outcome, FOUND);
    expect(await endpoint.get('a:1', undefined)).toMatchObject({ ok: true });
    expect(requested).toEqual([SAMPLE_PATH, DOCUMENTED_PATH]);
  });

  test.each<[string, HttpOutcome]>([
    ['429', http(429)],
    ['500', http(500)],
    ['503', http(503)],
    ['no connection', fault('ECONNREFUSED')],
  ])('stays the same after %s, which says nothing about it', async (_name, outcome) => {
    const { endpoint, requested } = endpointReturning(outcome, FOUND);
    expect(await endpoint.get('a:1', undefined)).toMatchObject({
      ok: false,
      failure: { unconfirmed: false },
    });
    expect(requested).toEqual([SAMPLE_PATH]);
  });

  test('that worked is the only one from then on', async () => {
    const { endpoint, requested } = endpointReturning(http(404), FOUND, http(404), FOUND);
    await endpoint.get('a:1', undefined);
    expect(await endpoint.get('a:1', undefined)).toMatchObject({ ok: false });
    expect(requested).toEqual([SAMPLE_PATH, DOCUMENTED_PATH, DOCUMENTED_PATH]);
  });

  test('is looked for again if none worked', async () => {
    const { endpoint, requested } = endpointReturning(http(404), http(404), FOUND);
    await endpoint.get('a:1', undefined);
    await endpoint.get('a:1', undefined);
    expect(requested).toEqual([SAMPLE_PATH, DOCUMENTED_PATH, SAMPLE_PATH]);
  });

  test('has one segment for the SID and one for the ID', async () => {
    const { endpoint, requested } = endpointReturning(ok({ data: [{ current_mcc: '404' }] }));
    await endpoint.get('a/b?c', undefined);
    expect(requested).toEqual(['/api/v1/HX1/lookup/get-info/a%2Fb%3Fc']);
  });

  test("in the URL that Kaleyra gave is tried last, on the account's host", async () => {
    const none = http(404);
    const { endpoint, requested } = endpointReturning(none, none, FOUND);
    const url = 'http://{pod}.other.example/v1/A_1-b/lookup/get-info/a:1';
    expect(await endpoint.get('a:1', url)).toMatchObject({ ok: true });
    expect(requested).toEqual([SAMPLE_PATH, DOCUMENTED_PATH, '/v1/A_1-b/lookup/get-info/a:1']);
  });

  test.each([
    'ftp://kaleyra.example/v1/HX1/lookup/get-info/a:1',
    'see https://kaleyra.example/v1/HX1/lookup/get-info/a:1',
    'https://kaleyra.example/v1/HX1/lookup/get-info/a:1?next=/x',
    'https://kaleyra.example/v1/HX1/lookup/get-info/a:1/x',
    'https://kaleyra.example/v1/../lookup/get-info/a:1',
    'https://kaleyra.example/v1/HX1/messages/a:1',
    '/v1/HX1/lookup/get-info/a:1',
  ])('is not taken from the URL %s', async (url) => {
    const { endpoint, requested } = endpointReturning(http(404), http(404), FOUND);
    expect(await endpoint.get('a:1', url)).toMatchObject({ ok: false });
    expect(requested).toHaveLength(2);
  });
});

describe('where every path fails', () => {
  test.each<[number[], number]>([
    [[404, 403], 403],
    [[403, 404], 403],
    [[400, 403], 400],
    [[404, 404], 404],
  ])('of the statuses %p, %d is reported: it says the most', async (statuses, reported) => {
    const { endpoint } = endpointReturning(...statuses.map((status) => http(status)));
    expect(await endpoint.get('a:1', undefined)).toMatchObject({ failure: { httpStatus: reported } });
  });

  test('with "not found", the first failure is reported', async () => {
    const notFound = (message: string): HttpOutcome => http(404, {}, JSON.stringify({ message }));
    const { endpoint } = endpointReturning(notFound('first'), notFound('second'));
    expect(await endpoint.get('a:1', undefined)).toMatchObject({ failure: { text: 'first' } });
  });

  test('an ID that is not found is said to be unknown; the path is doubted only while none has worked', async () => {
    const { endpoint } = endpointReturning(http(404), http(404), FOUND, http(404), http(500));
    const message = 'Kaleyra does not know this lookup ID';
    expect(await endpoint.get('b:2', undefined)).toMatchObject({
      failure: { message, advice: expect.stringContaining('the region and the SID') },
    });
    expect(await endpoint.get('a:1', undefined)).toMatchObject({ ok: true });
    expect(await endpoint.get('c:3', undefined)).toMatchObject({
      failure: { message, advice: expect.not.stringContaining('region') },
    });
    expect(await endpoint.get('a:1', undefined)).toMatchObject({
      failure: { message: expect.not.stringContaining('lookup ID') },
    });
  });

  test('the time Kaleyra asks to wait is reported as a time', async () => {
    const { endpoint } = endpointReturning(http(429, { 'retry-after': '3600' }));
    expect(await endpoint.get('a:1', undefined)).toMatchObject({
      failure: { message: expect.stringContaining('until 13:00 UTC') },
    });
  });
});

describe('of the entries', () => {
  const other = { lookup_id: 'b:2', current_mcc: '262' };

  test.each<[string, unknown, unknown]>([
    [
      'the one with the ID is taken, at any position',
      { data: [other, { lookup_id: 'a:1', current_mcc: '404' }, other] },
      '404',
    ],
    ['a sole one without ID and number is taken', { data: [{ current_mcc: '234' }] }, '234'],
    ['the object itself is taken where there is no entry', { data: { current_mcc: '310' } }, '310'],
  ])('%s', async (_name, body, mcc) => {
    const { endpoint } = endpointReturning(ok(body));
    expect(await endpoint.get('a:1', undefined)).toMatchObject({ value: { fields: { current_mcc: mcc } } });
  });
});

test('a long response is read in steps', async () => {
  let steps = 0;
  const countSteps: ForEach = async (list, work) =>
    await forEachNow(list, (one, index) => {
      steps += 1;
      work(one, index);
    });
  const entries = Array.from({ length: 1_000 }, (_, i) => ({ lookup_id: `a:${i}`, current_mcc: '404' }));
  const endpoint = new DetailsEndpoint(
    'HX1',
    async () => ok({ data: entries }),
    () => START,
    countSteps,
  );
  expect(await endpoint.get('a:999', undefined)).toMatchObject({ value: { lookupId: 'a:999' } });
  // Once to find the entries, once to pick one.
  expect(steps).toBeGreaterThanOrEqual(2_000);
});

describe("details that are not this lookup's", () => {
  const NUMBER = '919876543210';
  const get = async (body: unknown, mobileNumber = NUMBER): Promise<unknown> => {
    const { endpoint } = endpointReturning(ok(body), ok(body));
    return await endpoint.get('a:1', undefined, mobileNumber);
  };

  test.each<[string, unknown]>([
    ['another ID', { data: [{ lookup_id: 'b:2', current_mcc: '262' }] }],
    [
      'another ID in another spelling',
      { data: { lookupId: 'b:2', mobile_number: NUMBER, current_mcc: '262' } },
    ],
    ['another ID as id', { data: [{ id: 'b:2', current_mcc: '262' }] }],
    [
      'our ID and another number',
      { data: [{ lookup_id: 'a:1', mobile_number: '447700900123', current_mcc: '234' }] },
    ],
    ['another number', { data: [{ mobile_number: '447700900123', current_mcc: '234' }] }],
    ['a masked number that does not fit', { data: [{ mobile_number: '4477XXXX23', current_mcc: '234' }] }],
    ['a list of others', { data: [{ lookup_id: 'b:2' }, { lookup_id: 'c:3' }] }],
    ['a list of entries that name none', { data: [{ current_mcc: '404' }, { current_mcc: '262' }] }],
    ['keyed by another ID', { data: { 'b:2': { current_mcc: '262' } } }],
    ['keyed by another ID of another form', { data: { 'OTHER-ID': { current_mcc: '262' } } }],
    ['keyed by another ID, without data', { '0f3c-b': { current_mcc: '262' } }],
    ['keyed by another ID, in a list', { data: [{ 'b:2': { current_mcc: '262' } }] }],
    ['keyed by another ID, as a list', { data: { 'b:2': [{ current_mcc: '262' }] } }],
    ['keyed by another ID, deeper', { data: { lookups: { 'b:2': { network: { current_mcc: '262' } } } } }],
    ['keyed by several others', { data: { 'b:2': { current_mcc: '262' }, 'c:3': { current_mcc: '404' } } }],
    [
      'keyed by a long number that is no phone number',
      { data: { '9007199254740993': { current_mcc: '262' } } },
    ],
    ['keyed by another number', { data: { 447700900123: { current_mcc: '234' } } }],
    ['keyed by another number, as a list', { data: { 447700900123: [{ current_mcc: '234' }] } }],
    ['in an object with another ID', { lookup_id: 'b:2', data: { current_mcc: '262' } }],
    [
      'in an object with the URL of another',
      { data: { url: 'https://x.example/get-info/b:2', data: [{ current_mcc: '1' }] } },
    ],
    ['in an object with another number', { mobile_number: '447700900123', data: { current_mcc: '234' } }],
    ['an id beside that of the request', { id: 'request', data: [{ id: 'other', current_mcc: '262' }] }],
    ['paired with another ID', { data: [['b:2', { current_mcc: '262' }]] }],
    ['a list with another number', { data: [{ mobile_number: ['+447700900123'], current_mcc: '234' }] }],
    ['a list in a list with another number', { data: { msisdn: [['447700900123']], current_mcc: '234' } }],
    ['a list of numbers', { data: [{ mobile_number: [NUMBER, '447700900123'], current_mcc: '234' }] }],
    [
      'a list of masked numbers',
      { data: [{ mobile_number: ['9198XXXX10', '9198XXXX11'], current_mcc: '1' }] },
    ],
    ['a list of numbers under another name', { data: { phone: [NUMBER, '447700900123'], current_mcc: '1' } }],
    ['numbers in a text', { data: [{ mobile_number: '9198XXXX10, 9198XXXX11', current_mcc: '234' }] }],
    ['a number in an object', { data: [{ mobile_number: { value: '447700900123' }, current_mcc: '234' }] }],
    ['a list with another ID', { data: [{ lookup_id: ['b:2'], current_mcc: '262' }] }],
    ['a list of IDs', { data: [{ lookup_id: ['a:1', 'b:2'], current_mcc: '262' }] }],
    ['an ID in an object', { data: [{ lookupId: { value: 'b:2' }, current_mcc: '262' }] }],
    ['a list with the documented ID of another', { data: [{ id: ['b:2'], current_mcc: '262' }] }],
    [
      'a list with the URL of another',
      { data: { url: ['https://x.example/get-info/b:2'], current_mcc: '1' } },
    ],
    [
      'in an object with a list of another number',
      { mobile_number: ['447700900123'], data: { current_mcc: '2' } },
    ],
    ['our ID as key of an entry of another', { data: { 'a:1': { lookup_id: 'b:2', current_mcc: '262' } } }],
  ])('are not taken: %s', async (_name, body) => {
    expect(await get(body)).toMatchObject({
      ok: false,
      failure: { message: "Kaleyra's response is about another lookup", response: expect.any(String) },
    });
  });

  test.each<[string, unknown, string]>([
    ['our ID', { data: [{ lookup_id: 'b:2' }, { lookup_id: 'a:1', current_mcc: '404' }] }, NUMBER],
    [
      'our number',
      { data: [{ mobile_number: '447700900123' }, { mobile_number: `+${NUMBER}`, current_mcc: '404' }] },
      NUMBER,
    ],
    ['a masked number that fits', { data: [{ mobile_number: '9198XXXX10', current_mcc: '404' }] }, NUMBER],
    [
      'a number where ours is masked',
      { data: [{ mobile_number: NUMBER, current_mcc: '404' }] },
      '9198XXXX10',
    ],
    [
      'our ID, and our number is unknown',
      { data: [{ lookup_id: 'a:1', mobile_number: NUMBER, current_mcc: '404' }] },
      '',
    ],
    ['our ID in a list', { data: [{ lookup_id: ['a:1'], current_mcc: '404' }] }, NUMBER],
    ['our number in a list', { data: [{ mobile_number: [[`+${NUMBER}`]], current_mcc: '404' }] }, NUMBER],
    ['an empty list', { data: [{ mobile_number: [], current_mcc: '404' }] }, NUMBER],
    [
      'our ID, beside what is no number',
      { data: { lookup_id: 'a:1', phone: { type: 'x' }, current_mcc: '404' } },
      NUMBER,
    ],
    ['an ID that may be that of the request', { data: [{ id: 'request', current_mcc: '404' }] }, NUMBER],
    ['an id that is that of our request', { id: 'r', data: [{ id: 'a', current_mcc: '404' }] }, NUMBER],
    ['our ID as key', { data: { 'b:2': { current_mcc: '262' }, 'a:1': { current_mcc: '404' } } }, NUMBER],
    ['our ID as key, as a list', { data: { 'a:1': [{ current_mcc: '404' }] } }, NUMBER],
    ['our ID around it', { lookup_id: 'a:1', data: { network: { current_mcc: '404' } } }, NUMBER],
    ['our number as key', { data: { [NUMBER]: { current_mcc: '404' } } }, NUMBER],
    ['our number as key, as a list', { data: { [NUMBER]: [{ current_mcc: '404' }] } }, NUMBER],
    ['our number as key, masked before', { data: { [NUMBER]: { current_mcc: '404' } } }, '9198XXXX10'],
    [
      'its own number as key, and ours is unknown',
      { data: { [NUMBER]: { mobile_number: NUMBER, current_mcc: '404' } } },
      '',
    ],
    ['an index as key', { data: { 0: { current_mcc: '404' } } }, NUMBER],
    ['names of fields', { response: { lookupDetails: { current_mcc: '404' } } }, NUMBER],
  ])('but these are: %s', async (_name, body, mobileNumber) => {
    expect(await get(body, mobileNumber)).toMatchObject({
      ok: true,
      value: { fields: { current_mcc: '404' } },
    });
  });

  test.each([
    ['1', 2],
    ['9812345670', 9_812_345_671],
  ])('are not taken where IDs are like %s and the key is %d, whatever else it could be', async (id, key) => {
    const { endpoint } = endpointReturning(ok({ data: { [key]: { current_mcc: '262' } } }));
    expect(await endpoint.get(id, undefined)).toMatchObject({ ok: false });
  });

  test.each<[string, unknown]>([
    ['a 404 in the body', { code: 'RBC302', message: 'No lookup', data: {}, error: {}, status: 404 }],
    ['an object of unknown form', { result: { state: 'OK' } }],
    ['another lookup', { data: [{ lookup_id: 'b:2' }] }],
  ])('do not prove a path: %s', async (_name, body) => {
    const { endpoint, requested } = endpointReturning(ok(body), FOUND, FOUND);
    expect(await endpoint.get('a:1', undefined)).toMatchObject({ ok: true });
    await endpoint.get('a:1', undefined);
    expect(requested).toEqual([SAMPLE_PATH, DOCUMENTED_PATH, DOCUMENTED_PATH]);
  });

  test.each<[unknown, string]>([
    [{ data: [], error: {} }, 'pending'],
    [{ code: 'LKP202', message: 'Request is being processed' }, 'pending'],
    [{ data: { status: 'pending' } }, 'pending'],
    [{ data: { status: 'failed', message: 'Absent subscriber' } }, 'failed'],
  ])('are told from %j, which is %s', async (body, status) => {
    expect(await get(body)).toMatchObject({ ok: true, value: { status } });
  });
});
