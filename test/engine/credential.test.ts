import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import type { INodeType } from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import {
  differentNumbers,
  kaleyraWorkflow,
  node,
  runWorkflow,
  to,
  type WorkflowJson,
} from '../support/engine';
import { CREDENTIAL } from '../support/credential';
import { testCredential } from '../support/engine/credentialTest';
import { nodeDescription } from '../support/engine/nodes';

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

  test.each<[string, number, unknown, RegExp]>([
    ['a web page', 200, '<html>Welcome</html>', /did not come from Kaleyra's API/],
    ['"Unauthorized"', 200, 'Unauthorized', /did not come from Kaleyra's API/],
    ['nothing', 200, '', /did not come from Kaleyra's API/],
    ["another API's JSON", 200, { ok: true }, /did not come from Kaleyra's API/],
    ["another API's data", 200, { data: [] }, /did not come from Kaleyra's API/],
    ['null', 200, null, /did not come from Kaleyra's API/],
    ['an empty list', 200, [], /did not come from Kaleyra's API/],
    ['a list', 200, [{ id: 1 }], /did not come from Kaleyra's API/],
    [
      'a 401 within a 200',
      200,
      { code: 'X', data: {}, error: {}, status: 401 },
      /did not accept the API key/,
    ],
    ['a 403 within a 200', 200, { code: 'X', data: {}, error: {}, status: 403 }, /denied access/],
    ['a 429', 429, { code: 'X', data: {}, error: {} }, /too many requests/],
    ['a 500', 500, { code: 'X', data: {}, error: {} }, /Kaleyra is unavailable/],
    ['a 502 of a proxy', 502, '<html>Bad gateway</html>', /Kaleyra is unavailable/],
  ])('does not pass with %s', async (_what, status, body, words) => {
    sandbox.fault('callbackProfiles', faults.status(status, body));
    expect(await testCredential(credential())).toEqual({
      status: 'Error',
      message: expect.stringMatching(words),
    });
  });

  test('does not send the key to the target of a redirect', async () => {
    const other = await startSandbox();
    sandbox.fault('callbackProfiles', faults.redirect(`${other.url}/x`));
    expect(await testCredential(credential())).toEqual({
      status: 'Error',
      message: expect.stringMatching(/did not come from Kaleyra's API/),
    });
    expect(other.requests).toEqual([]);
    await other.stop();
  });
});

const LINKED = { credentials: { kaleyraApi: CREDENTIAL } };
const rows = differentNumbers(1);

interface Outcome {
  readonly accepted: boolean;
  readonly words: string;
}

async function runWith(data: ReturnType<typeof credential>, workflow: WorkflowJson): Promise<Outcome> {
  const { error } = await runWorkflow({
    workflow,
    items: rows.items,
    credentials: { kaleyraApi: data },
    extraNodes: { httpRequest },
  });
  return { accepted: error === undefined, words: String(error?.message ?? '') };
}

/** n8n's HTTP Request node with this credential: the helper and the options that it uses (version 3). */
const httpRequest: INodeType = {
  description: nodeDescription('httpRequest', {
    credentials: [{ name: 'kaleyraApi', required: true }],
    properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
  }),
  async execute() {
    const { requestWithAuthentication: send } = this.helpers;
    const body: unknown = await send.call(this, 'kaleyraApi', {
      method: 'GET',
      uri: this.getNodeParameter('url', 0) as string,
      headers: {},
      gzip: true,
      rejectUnauthorized: true,
      followRedirect: true,
      followAllRedirects: true,
      json: false,
      useStream: true,
      resolveWithFullResponse: true,
    });
    return [[{ json: { done: body !== undefined } }]];
  },
};

function httpRequestWorkflow(url: string): WorkflowJson {
  return {
    nodes: [
      node('Manual', 'n8n-nodes-base.manualTrigger'),
      { ...node('HTTP', 'httpRequest', { url }), ...LINKED },
    ],
    connections: { Manual: { main: [[to('HTTP')]] } },
  };
}

describe.each<[string, object, string | null]>([
  // the credential; null where it is accepted, or else the words
  ["the sandbox's address", {}, null],
  ['a slash after it', { baseUrl: '/' }, null],
  ['a version after it', { baseUrl: '/v1/HXSANDBOX0000001IN' }, null],
  ['a query', { baseUrl: '?x=1' }, "'API Domain' must not contain a query or fragment"],
  ['a fragment', { baseUrl: '#top' }, "'API Domain' must not contain a query or fragment"],
  ['another host after a name', { baseUrl: '@127.0.0.2' }, "'API Domain' must not contain a user name"],
  [
    'a user name',
    { baseUrl: 'https://api.kaleyra.io@127.0.0.1' },
    "'API Domain' must not contain a user name",
  ],
  ['plain HTTP', { baseUrl: 'http://api.kaleyra.invalid' }, "'API Domain' must start with https"],
  ['plain HTTP in the region', { region: 'http://api.kaleyra.invalid' }, "'Region' must start with https"],
  [
    'a user name in the region',
    { region: 'https://api.kaleyra.io@127.0.0.1' },
    "'Region' must not contain a user name",
  ],
  ['no region', { region: '' }, "'Region' is not a valid URL"],
  ['no address', { baseUrl: ' ' }, "'API Domain' is empty"],
  ['another scheme', { baseUrl: 'ftp://127.0.0.1' }, "'API Domain' is not a valid URL"],
  ['a backslash', { baseUrl: 'http://127.0.0.1\\@api.kaleyra.invalid' }, "'API Domain' is not a valid URL"],
  ['a SID that is a path', { sid: '..' }, "'SID' is missing or invalid"],
  ['no SID', { sid: ' ' }, "'SID' is missing or invalid"],
])('a credential with %s', (_what, fields, words) => {
  const data = (): ReturnType<typeof credential> => {
    const { baseUrl } = fields as { baseUrl?: string };
    const isTail = baseUrl !== undefined && /^[/?#@]/.test(baseUrl);
    return credential({ ...fields, ...(isTail ? { baseUrl: sandbox.url + baseUrl } : {}) });
  };

  function expectTheRule({ accepted, words: seen }: Outcome): void {
    expect(accepted).toBe(words === null);
    expect(seen).toContain(words ?? '');
    expect(sandbox.requests).toHaveLength(words === null ? 1 : 0);
    for (const { headers } of sandbox.requests) expect(headers['api-key']).toBe(sandbox.apiKey);
  }

  test('has the same verdict in its test', async () => {
    const { status, message } = await testCredential(data());
    expectTheRule({ accepted: status === 'OK', words: message });
  });

  test('has the same verdict in the node', async () => {
    expectTheRule(await runWith(data(), kaleyraWorkflow({ phone: '={{ $json.phone }}' })));
  });

  test("has the same verdict in n8n's HTTP Request node", async () => {
    const url = `${sandbox.url}/v1/${sandbox.sid}/callback/profiles`;
    expectTheRule(await runWith(data(), httpRequestWorkflow(url)));
  });
});

describe("the API key in n8n's HTTP Request node", () => {
  test('does not go to another host, port or scheme', async () => {
    const other = await startSandbox();
    for (const url of [
      other.url,
      sandbox.url.replace('127.0.0.1', 'localhost'),
      sandbox.url.replace('http', 'https'),
    ]) {
      const { words } = await runWith(credential(), httpRequestWorkflow(url));
      expect(words).toContain(`This credential is for ${sandbox.url}, so its API key was not sent to ${url}`);
    }
    expect([...other.requests, ...sandbox.requests]).toEqual([]);
    await other.stop();
  });

  test('does not go to the target of a redirect', async () => {
    const other = await startSandbox();
    sandbox.fault('callbackProfiles', faults.redirect(`${other.url}/v1/${other.sid}/callback/profiles`));
    const { accepted } = await runWith(
      credential(),
      httpRequestWorkflow(`${sandbox.url}/v1/${sandbox.sid}/callback/profiles`),
    );
    expect(accepted).toBe(false);
    expect(sandbox.requests).toHaveLength(1);
    expect(other.requests).toEqual([]);
    await other.stop();
  });
});

test('behind HTTP_PROXY, NO_PROXY keeps requests to this machine, and the key with them, from the proxy', async () => {
  const proxy = await startSandbox();
  const { HTTP_PROXY, NO_PROXY } = process.env;
  Object.assign(process.env, { HTTP_PROXY: proxy.url, NO_PROXY: 'localhost,127.0.0.1' });
  try {
    expect(await testCredential(credential())).toMatchObject({ status: 'OK' });
    const { accepted } = await runWith(credential(), kaleyraWorkflow({ phone: '={{ $json.phone }}' }));
    expect(accepted).toBe(true);
    expect([sandbox.requests.length, proxy.requests.length]).toEqual([2, 0]);
  } finally {
    delete process.env.HTTP_PROXY;
    delete process.env.NO_PROXY;
    if (HTTP_PROXY !== undefined) process.env.HTTP_PROXY = HTTP_PROXY;
    if (NO_PROXY !== undefined) process.env.NO_PROXY = NO_PROXY;
    await proxy.stop();
  }
});
