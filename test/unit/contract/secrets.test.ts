import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { CHECKS } from '../../../scripts/contract/checks';
import {
  readExchange,
  toObservations,
  type Exchange,
  type Step,
} from '../../../scripts/contract/observations';
import { Redactor } from '../../../scripts/contract/redact';
import { buildReport } from '../../../scripts/contract/report';
import { faults, SANDBOX_API_KEY, SANDBOX_SID, startSandbox, type Sandbox } from '../../support/sandbox';
import { ACCOUNT, BALANCE, NUMBER, OTHER, run, secretsIn } from './tools';

const DIGITS = NUMBER.slice(1);
const redactor = new Redactor({ ...ACCOUNT, numbers: [DIGITS, OTHER.slice(1)] });

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ balance: 1234.5678 });
});

beforeEach(() => sandbox.reset());

afterAll(async () => await sandbox.stop());

const ARGS = ['--pay', NUMBER, '--pay', OTHER, ...BALANCE];

async function allThatIsTold(): Promise<string> {
  const { printed, written } = await run(sandbox, ARGS);
  return [printed, ...written.values()].join('\n');
}

describe('neither screen nor report', () => {
  test('holds key, SID, numbers, lookup IDs, the account of an address or the balance', async () => {
    const told = await allThatIsTold();
    expect(secretsIn(told, sandbox)).toEqual([]);
    for (const id of sandbox.lookups.keys()) expect(told).not.toContain(id.split(':')[0]);
    expect(told).not.toContain('A657d34237');
    expect(told).not.toContain('1234');
  });

  test.each([
    ['words', `${SANDBOX_API_KEY} of ${SANDBOX_SID} may not ask for ${NUMBER}, ${DIGITS} or +91 98123 45662`],
    ['half a key', `The key ${SANDBOX_API_KEY.slice(0, 12)}... is not good`],
    ['other letters', `${SANDBOX_API_KEY.toUpperCase()} ${SANDBOX_SID.toLowerCase()}`],
    ['an address', `https://api.kaleyra.io/v1/${SANDBOX_SID}/lookup/%2B${DIGITS}?api-key=${SANDBOX_API_KEY}`],
  ])('repeats what an answer gives away in %s', async (_how, text) => {
    const echoes = [
      { code: text, message: text, data: [], error: { error: text, [text]: text } },
      {
        code: 'X',
        data: { id: text, data: [{ url: text, mobile_number: text, status: text, other: text }] },
      },
      [text],
      text,
    ];
    echoes.forEach((body, at) => {
      const fault = faults.status(at % 2 === 0 ? 400 : 200, body, { 'retry-after': text, location: text });
      sandbox.fault('any', fault, { nth: [7, 9, 11, 13][at] ?? 0 });
    });
    sandbox.fault('details', faults.status(500, text, { 'x-ratelimit-limit': text }));
    const told = await allThatIsTold();
    expect(secretsIn(told, sandbox)).toEqual([]);
    expect(sandbox.requests.filter(({ fault }) => fault !== null).length).toBeGreaterThanOrEqual(4);
  });

  test('holds what callback profiles say', async () => {
    const profile = {
      profileId: 'SG_1',
      name: 'Billing',
      enc: 'hunter2',
      url: 'https://hooks.example/secret',
    };
    const body = { code: 'RBC024', message: 'Profile fetched successfully', data: [profile], error: {} };
    sandbox.fault('callbackProfiles', faults.status(200, body), { nth: 1 });
    const told = await allThatIsTold();
    for (const value of Object.values(profile)) expect(told).not.toContain(value);
    expect(told).toContain('{"profileId":"<string>","name":"<string>","enc":"<string>","url":"<string>"}');
  });
});

describe('a redacted answer', () => {
  const shown = (value: unknown): unknown => redactor.body(JSON.stringify(value), false);

  test('keeps what tells how the API works', () => {
    const answer = {
      code: 'LKP200',
      message: 'Request processed successfully',
      price: 0.80000000000000004,
      total_processed_count: 4,
      data: [
        {
          country: 'IN',
          country_code: 91,
          current_mcc: '404',
          current_operator: 'Banyan Mobile',
          ported: true,
        },
      ],
      error: {},
    };
    expect(shown(answer)).toEqual(answer);
  });

  test.each([
    [{ mobile_number: DIGITS }, { mobile_number: '91##########' }],
    [{ mobile_number: Number(DIGITS) }, { mobile_number: '91########## (a JSON number)' }],
    [{ mobile_number: '9190XXXXXX' }, { mobile_number: '9190XXXXXX' }],
    [{ mobile_number: '+4915123456789' }, { mobile_number: '+49###########' }],
    [{ lookup_id: '0a1b2c3d-c0de:7' }, { lookup_id: 'xxxxxxxx-xxxx:7' }],
    [
      { url: 'https://api.{pod}.kaleyra.io/api/v1/A657d34237/lookup/get-info/0a1b-c0de%3A7' },
      { url: 'https://api.{pod}.kaleyra.io/api/v1/<account>/lookup/get-info/xxxx-xxxx%3A7' },
    ],
    [{ subscriber_name: 'Ada Lovelace' }, { subscriber_name: '<string>' }],
    [{ message: 'Ask ada@example.com at 98765 43210' }, { message: 'Ask <email> at 98### #####' }],
    [{ trace: 'b0c5f7e2a1d94c33a8e1' }, { trace: '<token>' }],
  ])('%j becomes %j', (value, redacted) => {
    expect(shown(value)).toEqual(redacted);
  });
});

const STEPS: readonly Step[] = [
  'check',
  'wrongKey',
  'wrongSid',
  'longAddress',
  'balance',
  'bulk',
  'bulkMixed',
  'now',
  'nowList',
  'details',
];

const secret = fc.constantFrom(SANDBOX_API_KEY, SANDBOX_SID, DIGITS, NUMBER, OTHER, `x${SANDBOX_API_KEY}`);
const leaf = fc.oneof(secret, fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const name = fc.oneof(
  fc.constantFrom('data', 'error', 'code', 'message', 'lookup_id', 'url', 'mobile_number', 'status', 'price'),
  fc.constantFrom('current_mcc', 'original_mnc', 'invalid_count', 'id', SANDBOX_API_KEY, DIGITS),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(name, tie('json'), { maxKeys: 5 }),
  ),
}));
const body = fc.oneof(
  json.map((value) => JSON.stringify(value)),
  fc.string(),
  secret,
);
const outcome = fc.oneof(
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('ECONNRESET', 'ECONNABORTED')
      .map((code) => ({ kind: 'networkError', code }) as const),
  },
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom(200, 201, 302, 400, 401, 404, 429, 503), fc.option(secret), body)
      .map(([status, header, text]) => ({
        kind: 'response' as const,
        status,
        headers: header === null ? {} : { 'retry-after': header, location: header },
        body: text,
      })),
  },
);
const exchange: fc.Arbitrary<Exchange> = fc
  .record({
    step: fc.constantFrom(...STEPS),
    method: fc.constantFrom('GET', 'POST'),
    path: fc.constantFrom(
      `/v1/${SANDBOX_SID}/lookup/${DIGITS}`,
      `/api/v1/${SANDBOX_SID}/lookup/get-info/a:1`,
    ),
    numbers: fc.subarray([NUMBER, DIGITS, '12']),
    outcome,
    // Few digits, so that no amount looks like a piece of a phone number by chance.
    milliseconds: fc.nat({ max: 99_999 }),
    spent: fc.option(fc.integer({ min: -999, max: 999 }).map((thousandths) => thousandths / 1_000)),
  })
  .map((record) => readExchange(record));

test('whatever is answered, every check finds a verdict, and the report gives nothing away', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(exchange, { maxLength: 14 }), async (exchanges) => {
      const number = { e164: NUMBER, country: 'IN', type: 'mobile', reading: 'written' } as const;
      const context = { numbers: [number], ported: null, lookupId: 'a:1', detailsSpent: null };
      const seen = toObservations(exchanges, context);
      for (const { check } of CHECKS) {
        const { evidence } = await check(seen);
        expect(evidence === null || exchanges.includes(evidence)).toBe(true);
      }
      const options = { ...ACCOUNT, numbers: [number], baseUrl: 'https://kaleyra.example' };
      const report = await buildReport(seen, options, new Date(0));
      expect(secretsIn(JSON.stringify(report), ACCOUNT)).toEqual([]);
    }),
    { numRuns: 100 },
  );
}, 60_000);
