import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';

import { CHECKS } from '../../../scripts/contract/checks';
import { MAX_DETAILS } from '../../../scripts/contract/requests';
import { faults, startSandbox, type Sandbox, type SandboxOptions } from '../../support/sandbox';
import { BALANCE, NUMBER, OTHER, run } from './tools';

let sandbox: Sandbox;

beforeEach(async () => await restart());

afterAll(async () => await sandbox.stop());

async function restart(options: SandboxOptions = {}): Promise<void> {
  await sandbox?.stop();
  sandbox = await startSandbox(options);
}

const IDS = CHECKS.map(({ id }) => id);

test('no two assumptions share an ID', () => {
  expect(new Set(IDS).size).toBe(IDS.length);
});

describe('without --pay', () => {
  test('only callback profiles are read, four times', async () => {
    const { code } = await run(sandbox);
    expect(code).toBe(0);
    expect(sandbox.requests.map(({ kind, status }) => [kind, status])).toEqual([
      ['callbackProfiles', 200],
      ['callbackProfiles', 401],
      ['callbackProfiles', 403],
      ['callbackProfiles', 200],
    ]);
    expect(sandbox.requests[0]?.path).toBe(`/v1/${sandbox.sid}/callback/profiles?limit=1&offset=0`);
    expect(`${sandbox.url}${sandbox.requests[3]?.path}`).toHaveLength(2_000);
  });

  test('so much is confirmed, and all else not seen', async () => {
    const { having } = await run(sandbox);
    const seen = ['api-key', 'bad-key', 'bad-sid', 'error-forms', 'long-address', 'no-redirect'];
    expect(having('confirmed').sort()).toEqual(seen);
    expect(having('not seen')).toEqual(IDS.filter((id) => !seen.includes(id)));
  });

  test('an invented key goes out in place of the own one, an invented SID with the own key', async () => {
    await run(sandbox);
    const [check, wrongKey, wrongSid] = sandbox.requests;
    expect(check?.headers['api-key']).toBe(sandbox.apiKey);
    expect(wrongKey?.headers['api-key']).not.toBe(sandbox.apiKey);
    expect(wrongSid?.path).not.toContain(sandbox.sid);
  });
});

describe('with --pay', () => {
  test('each paid request goes out once, and at most as many numbers are billed as was said before', async () => {
    const { printed } = await run(sandbox, ['--pay', NUMBER]);
    const digits = NUMBER.slice(1);
    const paid = [...sandbox.ofKind('startBulk'), ...sandbox.ofKind('lookUpNow')];
    expect(paid.map(({ body, path }) => body || path.split('/').at(-1))).toEqual([
      `{"mobile":["${NUMBER}"]}`,
      `{"mobile":["${NUMBER}","${digits}","12"]}`,
      digits,
      `%2B${digits},${digits}`,
    ]);
    expect(sandbox.timesBilled().get(digits)).toBe(4);
    expect(printed).toContain('At most 7 numbers are paid for');
    expect(printed.indexOf('At most 7 numbers')).toBeLessThan(printed.indexOf('confirmed'));
  });

  test('details are asked for until they are complete, once more, and on the other path', async () => {
    await run(sandbox, ['--pay', NUMBER]);
    const id = [...sandbox.lookups].find(([, digits]) => digits === NUMBER.slice(1))?.[0];
    expect(sandbox.ofKind('details').map(({ path }) => path.split('/lookup/')[0])).toEqual([
      ...Array.from({ length: 3 }, () => `/api/v1/${sandbox.sid}`),
      `/v1/${sandbox.sid}`,
    ]);
    expect(id).toContain(':');
    expect(sandbox.ofKind('details').every(({ path }) => path.includes(':'))).toBe(true);
  });

  test('so much is not seen with one number', async () => {
    const { code, having } = await run(sandbox, ['--pay', NUMBER]);
    expect(code).toBe(0);
    expect(having('contradicted')).toEqual([]);
    expect(having('not seen')).toEqual([
      'batch-size',
      'masked',
      'ported',
      'batch-price',
      'not-processed',
      'retry-after',
      'free-check',
    ]);
  });

  test('so much is not seen with two, the balance, and what the user knows', async () => {
    await restart({ balance: 10 });
    const args = ['--pay', NUMBER, '--pay', OTHER, '--ported', 'no', ...BALANCE];
    const { code, having, printed } = await run(sandbox, args);
    expect(code).toBe(0);
    expect(having('contradicted')).toEqual([]);
    expect(having('not seen')).toEqual(['batch-size', 'masked', 'not-processed', 'retry-after']);
    expect(printed).toContain('The balance fell by 1.2 for the lookups and by 0 for their details.');
  });

  test('a 429 on the way that costs nothing confirms it', async () => {
    await restart({ balance: 10 });
    sandbox.fault('lookUpNow', faults.tooManyRequests({ retryAfter: 7 }), { nth: 1 });
    const { having } = await run(sandbox, ['--pay', NUMBER, ...BALANCE]);
    expect(having('confirmed')).toEqual(expect.arrayContaining(['not-processed', 'retry-after']));
    expect(having('contradicted')).toEqual([]);
  });

  test('numbers masked so that they can be told apart confirm it', async () => {
    sandbox.fault('startBulk', faults.masked(4, 2));
    const { having } = await run(sandbox, ['--pay', NUMBER, '--pay', OTHER]);
    expect(having('confirmed')).toContain('masked');
  });

  test.each([
    [404, 'not a lookup is known on any path', 5],
    [503, 'the server is out of order', 11],
  ])(
    'with %d to details, %s: they are not asked for more often than was said',
    async (status, _why, times) => {
      sandbox.fault('details', faults.status(status));
      await run(sandbox, ['--pay', NUMBER]);
      expect(sandbox.ofKind('details').length).toBe(times);
      expect(times).toBeLessThanOrEqual(MAX_DETAILS);
    },
  );

  test('at worst, when details are out of order first and refused later, it is still not more', async () => {
    sandbox.fault('details', faults.errorForm('C', 200));
    await run(sandbox, ['--pay', NUMBER]);
    expect(sandbox.ofKind('details').length).toBeLessThanOrEqual(MAX_DETAILS);
    expect(sandbox.ofKind('details').length).toBeGreaterThan(20);
  });

  test('nothing is paid for when the address redirects', async () => {
    sandbox.fault('callbackProfiles', faults.redirect('https://elsewhere.example/'));
    const { code, printed } = await run(sandbox, ['--pay', NUMBER]);
    expect(code).toBe(1);
    expect(printed).toContain('Nothing is paid for, because the address redirects');
    expect(sandbox.timesSent().size).toBe(0);
  });

  test('the user is told what will be sent, and asked', async () => {
    const { code, printed, having } = await run(sandbox, ['--pay', NUMBER], {}, async (question) => {
      expect(question).toMatch(/^Send them\?/);
      expect(sandbox.timesSent().size).toBe(0);
      return false;
    });
    expect(code).toBe(0);
    expect(printed).toMatch(/At most 7 numbers are paid for\.\nNothing is paid for\.\n/);
    expect(having('confirmed')).toContain('api-key');
    expect(sandbox.timesSent().size).toBe(0);
  });

  test('--yes agrees beforehand', async () => {
    const refuse = () => Promise.reject(new Error('asked'));
    await run(sandbox, ['--pay', NUMBER, '--yes'], {}, refuse);
    expect(sandbox.timesBilled().get(NUMBER.slice(1))).toBe(4);
  });

  test.each([403, 404])(
    'when lookups are denied too (%d), one of them is sent, and nothing is billed',
    async (status) => {
      sandbox.fault('any', faults.status(status));
      const { code, printed, written } = await run(sandbox, ['--pay', NUMBER]);
      expect(code).toBe(2);
      expect(printed.split('\n').at(-1)).toMatch(
        /^Kaleyra denied access \(HTTP 40.\): KALEYRA_SID must belong/,
      );
      expect(sandbox.ofKind('startBulk')).toHaveLength(1);
      expect(sandbox.ofKind('lookUpNow')).toHaveLength(0);
      expect(written.size).toBe(0);
    },
  );

  test.each([403, 404])('a key that may not read profiles (%d) may still look up', async (status) => {
    sandbox.fault('callbackProfiles', faults.status(status));
    const { code, having } = await run(sandbox, ['--pay', NUMBER]);
    expect(code).toBe(0);
    expect(having('confirmed')).toEqual(expect.arrayContaining(['bulk-request', 'now-request', 'api-key']));
  });
});

describe('the report', () => {
  test('names date, host and versions, and every exchange', async () => {
    const { report, written, printed } = await run(sandbox, ['--pay', NUMBER]);
    expect([...written.keys()]).toEqual(['contract-report-20261124T120000000Z.json']);
    expect(printed).toContain('Written to contract-report-20261124T120000000Z.json');
    expect(report).toMatchObject({
      date: expect.stringMatching(/^2026-11-24T12:00/),
      host: new URL(sandbox.url).host,
      versions: { 'n8n-nodes-kaleyra': expect.any(String), node: process.version, axios: expect.any(String) },
      paid: true,
    });
    expect(report?.exchanges).toHaveLength(sandbox.requests.length);
    const shown = report?.assumptions.map(({ evidence }) => evidence).filter((at) => at !== null) ?? [];
    expect(shown.length).toBeGreaterThan(20);
    for (const at of shown) expect(report?.exchanges[at]).toBeDefined();
  });

  test('goes where --report says', async () => {
    const { written } = await run(sandbox, ['--report', 'mine.json']);
    expect([...written.keys()]).toEqual(['mine.json']);
  });
});

describe('what could not be checked is told in one line, with exit code 2', () => {
  test.each<[string, Parameters<typeof run>[2], string]>([
    [
      'a wrong key',
      { KALEYRA_API_KEY: `A${'1'.repeat(32)}` },
      'Kaleyra did not accept KALEYRA_API_KEY (HTTP 401)',
    ],
    ['a wrong SID', { KALEYRA_SID: 'HX1111111111IN' }, 'KALEYRA_SID must belong to the key'],
    ['nothing that answers', { KALEYRA_BASE_URL: 'http://127.0.0.1:9' }, 'Nothing answered (ECONNREFUSED)'],
  ])('%s', async (_what, environment, line) => {
    const { code, printed, written } = await run(sandbox, [], environment);
    expect(code).toBe(2);
    expect(printed).toContain(line);
    expect(printed.split('\n')).toHaveLength(1);
    expect(sandbox.requests.length).toBeLessThan(2);
    expect(written.size).toBe(0);
  });
});
