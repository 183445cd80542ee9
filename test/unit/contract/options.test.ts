import { describe, expect, test } from '@jest/globals';

import { balanceIn } from '../../../scripts/contract/recorder';
import { parseCliOptions } from '../../../scripts/contract/options';
import { ACCOUNT, NUMBER, OTHER, run } from './tools';

const ENVIRONMENT = { KALEYRA_SID: ACCOUNT.sid, KALEYRA_API_KEY: ACCOUNT.apiKey };

describe('the environment', () => {
  test('needs SID and key, and nothing else', () => {
    expect(parseCliOptions([], ENVIRONMENT)).toEqual({
      baseUrl: 'https://api.kaleyra.io',
      sid: ACCOUNT.sid,
      apiKey: ACCOUNT.apiKey,
      numbers: [],
      isAgreed: false,
      ported: null,
      balancePath: null,
      reportFile: null,
    });
  });

  test.each([
    ['https://api.eu.kaleyra.io/', 'https://api.eu.kaleyra.io'],
    ['api.in.kaleyra.io/v1/HX1', 'https://api.in.kaleyra.io'],
    ['http://localhost:8790', 'http://localhost:8790'],
    ['http://[::1]:8790', 'http://[::1]:8790'],
  ])('takes %s as the node does', (given, baseUrl) => {
    expect(parseCliOptions([], { ...ENVIRONMENT, KALEYRA_BASE_URL: given })).toMatchObject({ baseUrl });
  });
});

const PAY_TAKES = '--pay takes a valid phone number with + and its country code, such as +14155550123.';

describe('wrong usage is told in one sentence, nothing is sent, and the exit code is 2', () => {
  test.each<[string, string[], Record<string, string>, string]>([
    ['no SID', [], { KALEYRA_SID: '' }, 'Set KALEYRA_SID:'],
    ['nothing set', [], { KALEYRA_SID: ' ', KALEYRA_API_KEY: '' }, 'Set KALEYRA_SID and KALEYRA_API_KEY:'],
    ['a key of two lines', [], { KALEYRA_API_KEY: 'A1\nx: y' }, 'KALEYRA_API_KEY is not an API key'],
    ['plain http', [], { KALEYRA_BASE_URL: 'http://api.kaleyra.io' }, 'must start with https'],
    ['http to a lookalike', [], { KALEYRA_BASE_URL: 'http://localhost.example' }, 'must start with https'],
    ['no address', [], { KALEYRA_BASE_URL: 'ftp://x' }, 'is not a valid URL'],
    ['dots for a SID', [], { KALEYRA_SID: '..' }, 'KALEYRA_SID'],
    ['an unknown option', ['--colour'], {}, "Unknown option '--colour'"],
    ['a word too many', ['now'], {}, "Unexpected argument 'now'"],
    ['no number', ['--pay'], {}, "Option '--pay <value>' argument missing"],
    ['a number without its country', ['--pay', '98123 45662'], {}, PAY_TAKES],
    ['a number without its plus', ['--pay', NUMBER.slice(1)], {}, PAY_TAKES],
    ['no valid number', ['--pay', '+12'], {}, PAY_TAKES],
    ['two in one', ['--pay', `${NUMBER}, ${OTHER}`], {}, PAY_TAKES],
    ['the same twice', ['--pay', NUMBER, '--pay', NUMBER], {}, 'two different ones'],
    ['three', ['--pay', NUMBER, '--pay', OTHER, '--pay', '+4915123456789'], {}, 'two different ones'],
    ['perhaps ported', ['--ported', 'perhaps'], {}, 'yes or no'],
    ['another host', ['--balance', 'https://elsewhere.example/'], {}, '--balance takes the path'],
    ['another host in a path', ['--balance', '/@elsewhere.example/'], {}, '--balance takes the path'],
  ])('%s', async (_what, args, environment, sentence) => {
    const { code, printed, written } = await run(
      { ...ACCOUNT, url: 'http://127.0.0.1:9' },
      args,
      environment,
    );
    expect(code).toBe(2);
    expect(printed).toContain(sentence);
    expect(printed).not.toMatch(/Default Country|Bare Digits|\bis no\b/);
    expect(printed.split('\n')).toHaveLength(1);
    expect(printed).not.toContain(ACCOUNT.apiKey);
    expect(written.size).toBe(0);
  });
});

test('--help needs no account', async () => {
  const { code, printed } = await run({ sid: '', apiKey: '', url: '' }, ['--help']);
  expect(code).toBe(0);
  for (const word of [
    'KALEYRA_SID',
    'KALEYRA_API_KEY',
    'KALEYRA_BASE_URL',
    '--pay',
    '--balance',
    '--report',
  ]) {
    expect(printed).toContain(word);
  }
});

describe('a balance', () => {
  const of = (status: number, json: unknown): number | null =>
    balanceIn({ kind: 'response', status, headers: {}, body: JSON.stringify(json) });

  test.each<[unknown, number | null]>([
    [{ data: { balance_amount: '1,234.50' } }, 1234.5],
    [{ data: [{ account_type: 'prepaid', balance: 7 }] }, 7],
    [{ data: { usage_amount: 3 } }, -3],
    [{ data: { balance: { amount: 5 } } }, null],
    [{ data: { balance_amount: '' } }, null],
    [{ amount: 5 }, null],
    ['no object', null],
  ])('in %j is %p', (json, balance) => {
    expect(of(200, json)).toBe(balance);
  });

  test('is in no refusal', () => {
    expect(of(403, { balance: 5 })).toBeNull();
    expect(balanceIn({ kind: 'networkError', code: 'ECONNRESET' })).toBeNull();
    expect(balanceIn({ kind: 'response', status: 200, headers: {}, body: '<html>' })).toBeNull();
  });
});
