import type { IAuthenticate } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { CHECKS, type AssumptionId } from '../../../scripts/contract/checks';
import { createClient, type KaleyraClient } from '../../../nodes/Kaleyra/api/client';
import { isComplete, isPorted } from '../../../nodes/Kaleyra/api/lookupEntry';
import { mayHaveBeenProcessed, retryAfterMs } from '../../../nodes/Kaleyra/api/retry';
import type { HttpOutcome, HttpRequest } from '../../../nodes/Kaleyra/api/http';
import { KaleyraApi } from '../../../credentials/KaleyraApi.credentials';
import { FakeClock } from '../api/tools';
import { lookup, match, unique } from '../lookup/tools';
import { forEachNow } from '../../support/forEachNow';

const entry = (digits: string, more: object = {}): object => ({
  lookup_id: `id:${digits}`,
  mobile_number: digits,
  ...more,
});
const wrapped = (data: object[], more: object = {}): object => ({
  data: { code: 'LKP201', id: 'r1', data, invalid_count: 0, duplicate_count: 0, ...more },
  error: {},
});
const answer = (status: number, body: object, headers: Record<string, string> = {}): HttpOutcome => ({
  kind: 'response',
  status,
  headers,
  body: JSON.stringify(body),
});

/** A client that is answered so, in turn, and what it sent. */
function clientAnswered(...outcomes: HttpOutcome[]): { client: KaleyraClient; sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const client = createClient(
    { baseUrl: 'https://kaleyra.example', sid: 'HX1', timeoutMs: 1000 },
    async (request) => {
      sent.push(request);
      return outcomes[Math.min(sent.length, outcomes.length) - 1] as HttpOutcome;
    },
    new FakeClock(),
    forEachNow,
  );
  return { client, sent };
}

const PROOFS: Readonly<Record<AssumptionId, () => Promise<void> | void>> = {
  'api-key': async () => {
    const authenticate = new KaleyraApi().authenticate as Extract<
      IAuthenticate,
      (...all: never[]) => unknown
    >;
    const credential = { region: 'https://api.kaleyra.io', sid: 'HX1', apiKey: 'Akey' };
    const { headers } = await authenticate(credential, { url: 'https://api.kaleyra.io/v1/HX1/lookup' });
    expect(headers).toEqual({ 'api-key': 'Akey' });
  },
  'bulk-request': async () => {
    const { client, sent } = clientAnswered(answer(201, wrapped([entry('919876543210')])));
    const result = await client.startBulk(['+919876543210']);
    expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://kaleyra.example/v1/HX1/lookup' });
    expect(sent[0]?.body).toEqual({ mobile: ['+919876543210'] });
    expect(result).toMatchObject({
      ok: true,
      value: { requestId: 'r1', lookups: [{ lookupId: 'id:919876543210' }] },
    });
  },
  'now-request': async () => {
    const { client, sent } = clientAnswered(
      answer(200, { id: 'r2', price: 0.2, data: [{ ...entry('919876543210'), current_operator: '' }] }),
    );
    const result = await client.lookUpNow(['+919876543210', '+442079460958']);
    expect(sent[0]?.url).toBe('https://kaleyra.example/v1/HX1/lookup/%2B919876543210,%2B442079460958');
    expect(result).toMatchObject({
      ok: true,
      value: { lookups: [{ status: 'complete', price: { amount: 0.2 } }] },
    });
  },
  e164: async () => {
    const { client, sent } = clientAnswered(answer(201, wrapped([entry('442079460958')])));
    await client.startBulk(['+442079460958']);
    expect(sent[0]?.body).toEqual({ mobile: ['+442079460958'] });
  },
  plus: async () => {
    const { client, sent } = clientAnswered(answer(201, wrapped([entry('91')])));
    await client.startBulk(['+919876543210']);
    await client.lookUpNow(['+919876543210']);
    expect(sent[0]?.body).toEqual({ mobile: ['+919876543210'] });
    expect(sent[1]?.url).toMatch(/\/lookup\/%2B919876543210$/);
  },
  digits: async () => {
    const { client, sent } = clientAnswered(answer(201, wrapped([entry('91')])));
    await client.startBulk(['919876543210']);
    await client.lookUpNow(['919876543210']);
    expect(sent[0]?.body).toEqual({ mobile: ['919876543210'] });
    expect(sent[1]?.url).toMatch(/\/lookup\/919876543210$/);
  },
  comma: async () => {
    const { client, sent } = clientAnswered(answer(200, { data: [entry('1'), entry('2')] }));
    await client.lookUpNow(['1', '2', '3']);
    expect(sent[0]?.url).toMatch(/\/lookup\/1,2,3$/);
  },
  'long-address': () => {
    const { client } = clientAnswered();
    const before = 'https://kaleyra.example/v1/HX1/lookup/'.length;
    expect(before + client.maxPathCharacters).toBe(2_000);
  },
  'batch-size': async () => {
    const numbers = Array.from({ length: 1_000 }, (_, at) => `+91987654${String(at).padStart(4, '0')}`);
    const { client, sent } = clientAnswered(answer(201, wrapped([entry('91')])));
    await client.startBulk(numbers);
    expect(sent.map((request) => request.body)).toEqual([{ mobile: numbers }]);
  },
  'any-2xx': async () => {
    for (const [status, body] of [
      [200, wrapped([entry('91')])],
      [202, { id: 'r', data: [entry('91')], error: [] }],
      [204, [entry('91')]],
    ] as const) {
      const { client } = clientAnswered(answer(status, body));
      expect(await client.startBulk(['+91'])).toMatchObject({
        ok: true,
        value: { lookups: [{ lookupId: 'id:91' }] },
      });
    }
  },
  'error-forms': async () => {
    for (const [body, code, text] of ERROR_FORMS) {
      for (const status of [200, 400]) {
        const { client } = clientAnswered(answer(status, body));
        expect(await client.startBulk(['+91'])).toMatchObject({ ok: false, failure: { code, text } });
      }
    }
  },
  'any-order': async () => {
    const { client } = clientAnswered(answer(201, wrapped([entry('2'), entry('1')])));
    const result = await client.startBulk(['+1', '+2']);
    expect(result.ok && result.value.lookups.map(({ mobileNumber }) => mobileNumber)).toEqual(['2', '1']);
  },
  masked: async () => {
    const batch = [unique(10), unique(20)];
    const { lookups, unmatched } = await match(batch, [lookup('9198XXXXXX20')]);
    expect([...lookups.keys()]).toEqual(['+919876543220']);
    expect(unmatched).toEqual([]);
    expect((await match(batch, [lookup('9198XXXXXX')])).unmatched).toHaveLength(1);
  },
  'id-in-url': async () => {
    const url = 'https://api.{pod}.kaleyra.io/api/v1/A1/lookup/get-info/abc%3A7';
    const { client } = clientAnswered(answer(201, wrapped([{ mobile_number: '91', url }])));
    expect(await client.startBulk(['+91'])).toMatchObject({ value: { lookups: [{ lookupId: 'abc:7' }] } });
  },
  counters: async () => {
    const counted = clientAnswered(answer(201, wrapped([], { invalid_count: 1 }))).client;
    expect(await counted.startBulk(['+91'])).toMatchObject({
      ok: true,
      value: { invalidCount: 1, lookups: [] },
    });
    const silent = clientAnswered(answer(201, wrapped([]))).client;
    expect(await silent.startBulk(['+91'])).toMatchObject({ ok: false, failure: { unconfirmed: true } });
  },
  'details-path': async () => {
    const url = 'https://elsewhere.example/api/v1/A657d34237/lookup/get-info/a:1';
    const found = answer(200, wrapped([entry('91', { lookup_id: 'a:1', current_mcc: '404' })]));
    const { client, sent } = clientAnswered(answer(404, {}), answer(403, {}), found);
    expect(await client.getDetails('a:1', url)).toMatchObject({ ok: true, value: { status: 'complete' } });
    await client.getDetails('a:1', url);
    expect(sent.map((request) => request.url)).toEqual([
      'https://kaleyra.example/api/v1/HX1/lookup/get-info/a:1',
      'https://kaleyra.example/v1/HX1/lookup/get-info/a:1',
      'https://kaleyra.example/api/v1/A657d34237/lookup/get-info/a:1',
      'https://kaleyra.example/api/v1/A657d34237/lookup/get-info/a:1',
    ]);
  },
  colon: async () => {
    const { client, sent } = clientAnswered(answer(200, wrapped([entry('91')])));
    await client.getDetails('5a4d:7');
    expect(sent[0]?.url).toMatch(/\/lookup\/get-info\/5a4d:7$/);
  },
  'details-shape': async () => {
    const found = { lookup_id: 'a:1', mobile_number: '91', current_mcc: '404' };
    for (const data of [{ data: [found] }, { data: found }, found]) {
      const { client } = clientAnswered(answer(200, { data, error: {} }));
      expect(await client.getDetails('a:1')).toMatchObject({ ok: true, value: { mobileNumber: '91' } });
    }
  },
  'network-fields': () => {
    for (const when of ['current', 'original']) {
      for (const what of ['mcc', 'mnc', 'operator']) {
        expect(isComplete({ [`${when}_${what}`]: 'x' })).toBe(true);
      }
    }
  },
  'now-complete': async () => {
    const { client } = clientAnswered(answer(200, { data: [entry('91', { current_mcc: '' })] }));
    expect(await client.lookUpNow(['91'])).toMatchObject({ value: { lookups: [{ status: 'complete' }] } });
  },
  complete: () => {
    expect(isComplete({ current_mcc: '404' })).toBe(true);
    expect(isComplete({ country: 'IN', current_mcc: '', current_operator: '' })).toBe(false);
    expect(isComplete({ current_mcc: '404', status: 'pending' })).toBe(false);
    expect(isComplete({ status: 'completed' })).toBe(true);
    expect(isComplete({ anything: 'else' })).toBe(false);
  },
  ported: () => {
    const network = (mcc: string, mnc: string, operator: string): string[] => [mcc, mnc, operator];
    const of = ([a, b, c]: string[], [d, e, f]: string[]): boolean | null =>
      isPorted({
        current_mcc: a,
        current_mnc: b,
        current_operator: c,
        original_mcc: d,
        original_mnc: e,
        original_operator: f,
      });
    expect(of(network('404', '70', 'A'), network('404', '70', ''))).toBe(false);
    expect(of(network('404', '70', 'A'), network('404', '71', 'B'))).toBe(true);
    expect(of(network('404', '70', 'A'), network('404', '71', 'A'))).toBeNull();
    expect(of(network('404', '70', ''), network('404', '71', 'B'))).toBeNull();
    expect(of(network('404', '70', 'A'), network('', '', ''))).toBeNull();
  },
  'batch-price': async () => {
    const { client } = clientAnswered(answer(200, { price: 0.4, data: [entry('1'), entry('2')] }));
    const result = await client.lookUpNow(['+1', '+2']);
    expect(result.ok && result.value.lookups.map(({ price }) => price)).toEqual([
      { request: expect.stringMatching(/^\+1 /), amount: 0.4 },
      { request: expect.stringMatching(/^\+1 /), amount: 0.4 },
    ]);
  },
  'not-processed': () => {
    const of = (status: number, headers = {}): boolean =>
      mayHaveBeenProcessed(answer(status, {}, headers), 0);
    expect([of(429), of(503, { 'retry-after': '1' }), of(401)]).toEqual([false, false, false]);
    expect(mayHaveBeenProcessed(answer(401, { data: { code: 'LKP201' } }), 0)).toBe(true);
    expect([of(500), of(502), of(503), of(408)]).toEqual([true, true, true, true]);
    expect(
      ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'ECONNABORTED'].map((code) =>
        mayHaveBeenProcessed({ kind: 'networkError', code }, 0),
      ),
    ).toEqual([false, false, false, true, true]);
  },
  'retry-after': () => {
    expect(retryAfterMs({ 'retry-after': '7' }, 0)).toBe(7_000);
    expect(retryAfterMs({ 'retry-after': new Date(9_000).toUTCString() }, 0)).toBe(9_000);
    expect(retryAfterMs({ 'retry-after': 'soon' }, 0)).toBeNull();
  },
  'bad-key': async () => {
    const { client } = clientAnswered(answer(401, {}));
    expect(await client.startBulk(['+91'])).toMatchObject({
      failure: { message: 'Kaleyra did not accept the API key' },
    });
  },
  'bad-sid': async () => {
    for (const status of [401, 403, 404]) {
      const { client } = clientAnswered(answer(status, {}));
      expect(await client.startBulk(['+91'])).toMatchObject({
        failure: { advice: expect.stringContaining('SID') },
      });
    }
  },
  'no-redirect': async () => {
    const { client, sent } = clientAnswered(answer(302, {}, { location: 'https://elsewhere.example/' }));
    expect(await client.startBulk(['+91'])).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('elsewhere.example') },
    });
    expect(sent).toHaveLength(1);
  },
  'free-check': () => {
    const { request } = new KaleyraApi().test;
    expect(request.url).toContain('/callback/profiles');
    expect(request.url).not.toContain('lookup');
    expect(request.method ?? 'GET').toBe('GET');
  },
};

const ERROR_FORMS: Array<[object, string | null, string | null]> = [
  [
    { code: 'RBC302', message: 'No', data: {}, error: [{ params: 'No profile' }], status: 404 },
    'RBC302',
    'No profile',
  ],
  [
    { error: { code: 'E910', type: 'validation_error', parameter: '', message: 'Used', reference: '' } },
    'E910',
    'Used',
  ],
  [{ code: 'MSG1', message: 'Top', data: [], error: { error: 'Inner' } }, 'MSG1', 'Inner'],
  [{ code: 'MSG1', message: 'Top', data: [], error: { body: 'is missing' } }, 'MSG1', 'is missing'],
  [
    { code: 1400, message: 'm', data: { error: { error_code: 'INVALID_REQUEST', error_message: 'Bad' } } },
    'INVALID_REQUEST',
    'Bad',
  ],
  [{ code: 'RBC1001', message: 'm', data: [], error: { detail: 'Why' } }, 'RBC1001', 'Why'],
  [{ error: 'plain words' }, null, 'plain words'],
];

describe('every assumption about the wire', () => {
  test('has a proof, and every proof an assumption', () => {
    expect(Object.keys(PROOFS).sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  });

  test.each(CHECKS)('$id: $statement', async ({ id }) => {
    await PROOFS[id]();
  });

  test('stands in docs/contract.md with its source', () => {
    const readme = readFileSync(join(__dirname, '../../../docs/contract.md'), 'utf8');
    for (const { id, statement, documentedIn } of CHECKS) {
      const line = readme.split('\n').find((one) => one.startsWith(`| \`${id}\` `)) ?? '';
      const cells = line.split('|').map((cell) => cell.trim());
      const source = documentedIn === null ? 'assumed' : `documented: _${documentedIn}_`;
      expect(cells.slice(2, 4)).toEqual([statement, source]);
    }
  });
});
