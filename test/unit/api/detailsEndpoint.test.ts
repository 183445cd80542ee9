import { describe, expect, test } from '@jest/globals';

import { DetailsEndpoint } from '../../../nodes/Kaleyra/api/detailsEndpoint';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { fault, http, START } from './tools';

const AS_SAMPLED = '/api/v1/HX1/lookup/get-info/a:1';
const AS_DOCUMENTED = '/v1/HX1/lookup/get-info/a:1';
const ok = (body: unknown): HttpOutcome => http(200, {}, JSON.stringify(body));
const FOUND = ok({ data: [{ lookup_id: 'a:1', current_mcc: '404' }] });

/** Details that are answered so, in turn, and the paths that were asked. */
function answered(...outcomes: HttpOutcome[]): { details: DetailsEndpoint; asked: string[] } {
  const asked: string[] = [];
  const read = async (path: string): Promise<HttpOutcome> => {
    asked.push(path);
    return outcomes[asked.length - 1] ?? fault('ENOTHING');
  };
  return { details: new DetailsEndpoint('HX1', read, () => START), asked };
}

describe('the path to the details', () => {
  test.each([400, 401, 403, 404, 405])('after %d is tried in its next form', async (status) => {
    const { details, asked } = answered(http(status), FOUND);
    expect(await details.get('a:1', undefined)).toMatchObject({ ok: true, value: { lookupId: 'a:1' } });
    expect(asked).toEqual([AS_SAMPLED, AS_DOCUMENTED]);
  });

  test.each<[string, HttpOutcome]>([
    ['a success with a complaint', ok({ data: [{ lookup_id: 'a:1' }], error: { message: 'Unknown' } })],
    ['a web page', http(200, {}, '<html>')],
    ['a redirect', http(302, { location: '/login' })],
  ])('after %s too', async (_name, outcome) => {
    const { details, asked } = answered(outcome, FOUND);
    expect(await details.get('a:1', undefined)).toMatchObject({ ok: true });
    expect(asked).toEqual([AS_SAMPLED, AS_DOCUMENTED]);
  });

  test.each<[string, HttpOutcome]>([
    ['429', http(429)],
    ['500', http(500)],
    ['503', http(503)],
    ['no connection', fault('ECONNREFUSED')],
  ])('is not doubted after %s, which says nothing about it', async (_name, outcome) => {
    const { details, asked } = answered(outcome, FOUND);
    expect(await details.get('a:1', undefined)).toMatchObject({ ok: false, failure: { unconfirmed: false } });
    expect(asked).toEqual([AS_SAMPLED]);
  });

  test('that was answered is the only one asked from then on', async () => {
    const { details, asked } = answered(http(404), FOUND, http(404), FOUND);
    await details.get('a:1', undefined);
    expect(await details.get('a:1', undefined)).toMatchObject({ ok: false });
    expect(asked).toEqual([AS_SAMPLED, AS_DOCUMENTED, AS_DOCUMENTED]);
  });

  test('is open again where none was answered', async () => {
    const { details, asked } = answered(http(404), http(404), FOUND);
    await details.get('a:1', undefined);
    await details.get('a:1', undefined);
    expect(asked).toEqual([AS_SAMPLED, AS_DOCUMENTED, AS_SAMPLED]);
  });

  test('holds the SID and the ID as one segment each', async () => {
    const { details, asked } = answered(FOUND);
    await details.get('a/b?c', undefined);
    expect(asked).toEqual(['/api/v1/HX1/lookup/get-info/a%2Fb%3Fc']);
  });

  test('of the answer itself is asked last, and only its path', async () => {
    const none = http(404);
    const { details, asked } = answered(none, none, FOUND);
    const url = 'http://{pod}.other.example/v1/A_1-b/lookup/get-info/a:1';
    expect(await details.get('a:1', url)).toMatchObject({ ok: true });
    expect(asked).toEqual([AS_SAMPLED, AS_DOCUMENTED, '/v1/A_1-b/lookup/get-info/a:1']);
  });

  test.each([
    'ftp://kaleyra.example/v1/HX1/lookup/get-info/a:1',
    'see https://kaleyra.example/v1/HX1/lookup/get-info/a:1',
    'https://kaleyra.example/v1/HX1/lookup/get-info/a:1?next=/x',
    'https://kaleyra.example/v1/HX1/lookup/get-info/a:1/x',
    'https://kaleyra.example/v1/../lookup/get-info/a:1',
    'https://kaleyra.example/v1/HX1/messages/a:1',
    '/v1/HX1/lookup/get-info/a:1',
  ])('is not taken from %s', async (url) => {
    const { details, asked } = answered(http(404), http(404), FOUND);
    expect(await details.get('a:1', url)).toMatchObject({ ok: false });
    expect(asked).toHaveLength(2);
  });
});

describe('where every path fails', () => {
  test.each<[number[], number]>([
    [[404, 403], 403],
    [[403, 404], 403],
    [[400, 403], 400],
    [[404, 404], 404],
  ])('of the answers %p, %d is told: it says most', async (statuses, told) => {
    const { details } = answered(...statuses.map((status) => http(status)));
    expect(await details.get('a:1', undefined)).toMatchObject({ failure: { httpStatus: told } });
  });

  test('and all say "not found", the first is told', async () => {
    const notFound = (message: string): HttpOutcome => http(404, {}, JSON.stringify({ message }));
    const { details } = answered(notFound('first'), notFound('second'));
    expect(await details.get('a:1', undefined)).toMatchObject({ failure: { text: 'first' } });
  });

  test('the time Kaleyra asks to wait is told as a date', async () => {
    const { details } = answered(http(429, { 'retry-after': '3600' }));
    expect(await details.get('a:1', undefined)).toMatchObject({
      failure: { message: 'Kaleyra asks to wait until 2026-11-23T13:00:00.000Z' },
    });
  });
});

describe('of the entries', () => {
  const other = { lookup_id: 'b:2', current_mcc: '262' };

  test.each<[string, unknown, unknown]>([
    [
      'the one with the ID is taken, wherever it stands',
      { data: [other, { lookup_id: 'a:1', current_mcc: '404' }, other] },
      '404',
    ],
    ['the first is taken where none has the ID', { data: [{ current_mcc: '234' }, other] }, '234'],
    ['none is needed: the object itself may be the lookup', { data: { current_mcc: '310' } }, '310'],
  ])('%s', async (_name, body, mcc) => {
    const { details } = answered(ok(body));
    expect(await details.get('a:1', undefined)).toMatchObject({ value: { fields: { current_mcc: mcc } } });
  });
});
