import { describe, expect, test } from '@jest/globals';

import { resolveBaseUrl, BASE_URL_EXPRESSION, encodePathSegment } from '../../../nodes/Kaleyra/api/baseUrl';

const custom = (baseUrl: string | undefined, sid = 'HX1'): ReturnType<typeof resolveBaseUrl> =>
  resolveBaseUrl({ region: 'custom', sid, ...(baseUrl === undefined ? {} : { baseUrl }) });

// n8n evaluates what is between the braces; here that is plain JavaScript.
const inBraces = /^=\{\{(.*)\}\}$/s.exec(BASE_URL_EXPRESSION)?.[1] ?? '';
const evaluated: unknown = new Function('$credentials', `return (${inBraces});`);
const expressionFor = (credentials: Record<string, unknown>): unknown =>
  typeof evaluated === 'function' ? evaluated(credentials) : null;

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
  ['HTTPS://gate.example', 'HTTPS://gate.example'],
  ['localhost:8443', 'https://localhost:8443'],
  ['http://localhost', 'http://localhost'],
  ['http://localhost:5678/', 'http://localhost:5678'],
  ['HTTP://LOCALHOST:5678', 'HTTP://LOCALHOST:5678'],
  ['http://127.0.0.1:5678/v1', 'http://127.0.0.1:5678'],
  ['http://127.8.8.8', 'http://127.8.8.8'],
  ['http://[::1]:5678', 'http://[::1]:5678'],
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
    ['http://localhost\\@evil.example', 'https'],
    ['http:/localhost', 'https'],
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

describe("the expression in the credential's test", () => {
  test.each(ACCEPTED)('normalizes %j as the node does', (baseUrl, expected) => {
    expect(expressionFor({ region: 'custom', baseUrl })).toBe(expected);
  });

  test.each([
    'http://api.kaleyra.io',
    'HTTP://API.KALEYRA.IO',
    'http://localhost.evil.example',
    'http://localhost@evil.example',
  ])('never sends the key to %s in the clear', (baseUrl) => {
    expect(expressionFor({ region: 'custom', baseUrl })).toMatch(/^https:/);
  });

  test('is a selected region as it is', () => {
    const region = 'https://api.eu.kaleyra.io';
    expect(expressionFor({ region, baseUrl: 'http://other.example' })).toBe(region);
  });

  test('has no host where none is given', () => {
    expect(expressionFor({ region: 'custom' })).toBe('https://');
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
