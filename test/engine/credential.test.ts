import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { testCredential } from '../support/engine/credentialTest';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

function credential(more: object = {}): Parameters<typeof testCredential>[0] {
  const { url: baseUrl, sid, apiKey } = sandbox;
  return { region: 'custom', baseUrl, sid, apiKey, ...more };
}

describe('the credential test', () => {
  test('passes with the right key and makes no lookup', async () => {
    expect(await testCredential(credential())).toMatchObject({ status: 'OK' });
    expect(sandbox.requests.map(({ kind, path }) => [kind, path])).toEqual([
      ['callbackProfiles', `/v1/${sandbox.sid}/callback/profiles?limit=1&offset=0`],
    ]);
    expect(sandbox.requests[0]?.headers['api-key']).toBe(sandbox.apiKey);
  });

  test.each(['/', '//', '/v1', '/v1/HXSANDBOX0000001IN', '  '])(
    'accepts the base URL followed by %j',
    async (tail) => {
      const verdict = await testCredential(credential({ baseUrl: sandbox.url + tail }));
      expect(verdict).toMatchObject({ status: 'OK' });
    },
  );

  test('encodes the SID as one path segment', async () => {
    await testCredential(credential({ sid: ' a/b?c ' }));
    expect(sandbox.requests[0]?.path).toBe('/v1/a%2Fb%3Fc/callback/profiles?limit=1&offset=0');
  });

  test.each<[string, object, RegExp]>([
    ['a wrong key', { apiKey: 'Awrong' }, /did not accept the API key/],
    ['a wrong SID', { sid: 'HXWRONG' }, /denied access.*may still work for lookups/],
  ])('says what to do about %s', async (_what, more, words) => {
    expect(await testCredential(credential(more))).toEqual({
      status: 'Error',
      message: expect.stringMatching(words),
    });
  });

  test('says that a key may still work if the check is not available', async () => {
    sandbox.fault('callbackProfiles', faults.status(404));
    const { message } = await testCredential(credential());
    expect(message).toMatch(/Check the region and the SID.*may still work for lookups/);
  });

  test('does not send the key to the target of a redirect', async () => {
    const other = await startSandbox();
    sandbox.fault('callbackProfiles', faults.redirect(`${other.url}/x`));
    expect(await testCredential(credential())).toMatchObject({ status: 'Error' });
    expect(other.requests).toEqual([]);
    await other.stop();
  });
});
