import { describe, expect, test } from '@jest/globals';

import { encodePathSegment, findForeignTarget, resolveBaseUrl } from '../../../nodes/Kaleyra/api/baseUrl';

const custom = (baseUrl: string | undefined, sid = 'HX1'): ReturnType<typeof resolveBaseUrl> =>
  resolveBaseUrl({ region: 'custom', sid, ...(baseUrl === undefined ? {} : { baseUrl }) });

const ACCEPTED: ReadonlyArray<[string, string]> = [
  ['api.kaleyra.io', 'https://api.kaleyra.io'],
  ['  api.kaleyra.io  ', 'https://api.kaleyra.io'],
  ['https://api.kaleyra.io', 'https://api.kaleyra.io'],
  ['https://api.kaleyra.io/', 'https://api.kaleyra.io'],
  ['https://api.kaleyra.io///', 'https://api.kaleyra.io'],
  ['https://api.kaleyra.io/v1', 'https://api.kaleyra.io'],
  ['https://api.kaleyra.io/v1/', 'https://api.kaleyra.io'],
  ['https://api.kaleyra.io/V1/HX1', 'https://api.kaleyra.io'],
  ['api.kaleyra.io/api/v1/HX1/', 'https://api.kaleyra.io'],
  ['https://gate.example/kaleyra/v1', 'https://gate.example/kaleyra'],
  ['https://gate.example:8443', 'https://gate.example:8443'],
  ['HTTPS://GATE.example', 'https://gate.example'],
  ['localhost:8443', 'https://localhost:8443'],
  ['http://localhost', 'http://localhost'],
  ['http://localhost:5678/', 'http://localhost:5678'],
  ['HTTP://LOCALHOST:5678', 'http://localhost:5678'],
  ['http://127.0.0.1:5678/v1', 'http://127.0.0.1:5678'],
  ['http://127.8.8.8', 'http://127.8.8.8'],
  ['http://[::1]:5678', 'http://[::1]:5678'],
  ['http://[0:0:0:0:0:0:0:1]:5678', 'http://[::1]:5678'],
  ['http://2130706433:5678', 'http://127.0.0.1:5678'],
  ['http://localhost/kaleyra', 'http://localhost/kaleyra'],
  ['https://gate.example/v1/to/kaleyra', 'https://gate.example/v1/to/kaleyra'],
  ['https://gate.example/http:', 'https://gate.example/http:'],
  ['gate.example/to:kaleyra', 'https://gate.example/to:kaleyra'],
];

describe('an API domain', () => {
  test.each(ACCEPTED)('%j becomes %s', (given, baseUrl) => {
    expect(custom(given)).toEqual({ baseUrl, sid: 'HX1' });
  });

  test.each([
    ['http://api.kaleyra.io', 'https'],
    ['HTTP://API.KALEYRA.IO', 'https'],
    ['http://192.168.0.1', 'https'],
    ['http://localhost.evil.example', 'https'],
    ['http://127.0.0.1.evil.example', 'https'],
    ['http://localhost@evil.example', 'https'],
    ['http://localhost:80@evil.example', 'https'],
    ['http://localhost\\@evil.example', 'not a valid URL'],
    ['https://api.kaleyra.io\\@evil.example', 'not a valid URL'],
    ['http:/localhost', 'not a valid URL'],
    ['http:\\\\evil.example', 'not a valid URL'],
    ['https://api.kal\neyra.io', 'not a valid URL'],
    ['http://127.1.evil.example', 'https'],
    ['http://localhost.', 'https'],
    ['http://[::ffff:7f00:1]', 'https'],
    ['http://0.0.0.0', 'https'],
    ['https://api.kaleyra.io@evil.example', 'user name'],
    ['https://user:pass@api.kaleyra.io', 'user name'],
    ['user@api.kaleyra.io', 'user name'],
    ['https://:pass@api.kaleyra.io', 'user name'],
    ['https://api.kaleyra.io?x=1', 'query or fragment'],
    ['https://api.kaleyra.io/?', 'query or fragment'],
    ['https://api.kaleyra.io/#top', 'query or fragment'],
    ['https://api.kaleyra.io/v1?x', 'query or fragment'],
    ['javascript:alert(1)', 'not a valid URL'],
    ['ftp://api.kaleyra.io', 'not a valid URL'],
    ['FTP://api.kaleyra.io', 'not a valid URL'],
    ['a://api.kaleyra.io', 'not a valid URL'],
    ['ftp://gate.example/https://api.kaleyra.io', 'not a valid URL'],
    ['not an address', 'not a valid URL'],
    ['https://api.kaleyra.io:port', 'not a valid URL'],
    ['', 'is empty'],
    ['   ', 'is empty'],
  ])('%j is invalid: %s', (given, problem) => {
    expect(custom(given)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('is required where the region is custom', () => {
    expect(custom(undefined)).toEqual({ problem: expect.stringContaining('is empty') });
  });

  test('is ignored where a region is selected', () => {
    const account = { region: 'https://api.in.kaleyra.io', baseUrl: 'http://other.example', sid: 'HX1' };
    expect(resolveBaseUrl(account)).toEqual({ baseUrl: 'https://api.in.kaleyra.io', sid: 'HX1' });
  });
});

describe('a SID', () => {
  test.each(['', '  ', '.', '..', ' .. '])('%j is invalid', (sid) => {
    expect(custom('api.kaleyra.io', sid)).toEqual({ problem: expect.stringContaining("'SID'") });
  });

  test.each([
    [' HX1 ', 'HX1'],
    ['HX1_1707', 'HX1_1707'],
    ['a/../b', 'a/../b'],
    ['..HX1', '..HX1'],
    ['HX1..', 'HX1..'],
  ])('%j is %j', (sid, expected) => {
    expect(custom('api.kaleyra.io', sid)).toEqual({ baseUrl: 'https://api.kaleyra.io', sid: expected });
  });
});

describe('a region', () => {
  test.each([
    ['http://api.kaleyra.io', "'Region' must start with https"],
    ['http://evil.example', "'Region' must start with https"],
    ['https://api.kaleyra.io@evil.example', "'Region' must not contain a user name"],
    ['not an address', "'Region' is not a valid URL"],
    ['', "'Region' is not a valid URL"],
    [undefined, "'Region' is not a valid URL"],
    [null, "'Region' is not a valid URL"],
  ])('%j, as a stored credential may have it, is invalid: %s', (region, problem) => {
    expect(resolveBaseUrl({ region, sid: 'HX1' })).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe('the target of a request', () => {
  const foreign = (url: string, baseURL = 'https://gate.example/kaleyra'): string | null =>
    findForeignTarget({ url, baseURL }, 'https://gate.example/kaleyra');

  test.each([
    'https://gate.example/kaleyra/v1/HX1/lookup',
    'https://gate.example:443/x',
    '/v1/HX1/lookup',
    'v1',
    '',
  ])('%j is the account', (url) => {
    expect(foreign(url)).toBeNull();
  });

  test.each([
    ['http://gate.example/v1', 'http://gate.example'],
    ['https://gate.example:444/v1', 'https://gate.example:444'],
    ['https://gate.example@evil.example/v1', 'https://evil.example'],
    ['//evil.example/v1', 'https://evil.example'],
    ['\\\\evil.example/v1', 'https://evil.example'],
    ['https://', 'an invalid URL'],
  ])('%j is not: %s', (url, other) => {
    expect(foreign(url)).toBe(
      `This credential is for https://gate.example, so its API key was not sent to ${other}`,
    );
  });

  test('that is relative to another base is not', () => {
    expect(foreign('/v1', 'https://evil.example')).toContain('was not sent to https://evil.example');
  });
});

test.each([
  ['HX1', 'HX1'],
  ['a-b:1', 'a-b:1'],
  ['+919876543210,+919876543211', '%2B919876543210,%2B919876543211'],
  ['a/../b?c#d', 'a%2F..%2Fb%3Fc%23d'],
  ['a b%', 'a%20b%25'],
])('%j is the path segment %s', (text, expected) => {
  expect(encodePathSegment(text)).toBe(expected);
});

test.each<[unknown]>([[''], ['   '], ['Aключ'], ['A\u0000b'], ['a b'], [null]])(
  'a key that could not be sent as it is makes the credential invalid: %j',
  (apiKey) => {
    const account = { region: 'https://api.kaleyra.io', sid: 'HX1' };
    expect(resolveBaseUrl({ ...account, apiKey })).toEqual({
      problem: "The credential's 'API Key' is missing or invalid",
    });
    expect(resolveBaseUrl({ ...account, apiKey: ' A0b1-c2 ' })).toEqual({
      baseUrl: 'https://api.kaleyra.io',
      sid: 'HX1',
    });
  },
);
