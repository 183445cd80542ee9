import { describe, expect, test } from '@jest/globals';
import { NodeApiError, NodeOperationError, UserError, type INode } from 'n8n-workflow';

import { readNetworkError } from '../../../nodes/Kaleyra/n8n/networkError';

const node = { name: 'Kaleyra', type: 'kaleyra', typeVersion: 1 } as INode;

/** An error with the code in its cause, `depth` causes down. */
function nested(depth: number, code: string): object {
  return depth === 0 ? { code } : { message: 'wrapped', cause: nested(depth - 1, code) };
}

function withCode(code: string, more: object = {}): Error {
  return Object.assign(new Error('x'), { code }, more);
}

describe('of a thrown error', () => {
  test.each<[string, unknown, string]>([
    ['the code', withCode('ECONNRESET'), 'ECONNRESET'],
    ['a code of TLS', withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ["n8n's httpCode", { httpCode: 'ETIMEDOUT' }, 'ETIMEDOUT'],
    ['the code before the httpCode', { code: 'EAI_AGAIN', httpCode: 'ETIMEDOUT' }, 'EAI_AGAIN'],
    ['the httpCode beside a code that is a number', { code: 5, httpCode: 'ETIMEDOUT' }, 'ETIMEDOUT'],
    ['the nearest code', { code: 'ECONNABORTED', cause: { code: 'ECONNRESET' } }, 'ECONNABORTED'],
    ["the cause's code", nested(1, 'ENOTFOUND'), 'ENOTFOUND'],
    ['the code of the fifth error down', nested(4, 'ENOTFOUND'), 'ENOTFOUND'],
    ['no code deeper than that', nested(5, 'ENOTFOUND'), 'EUNKNOWN'],
    ['no HTTP status', { code: '401', httpCode: '500' }, 'EUNKNOWN'],
    ['nothing that only starts like a code', { code: 'ECONN reset by key=1' }, 'EUNKNOWN'],
    ['nothing that only ends like a code', { code: 'key=1 ECONNRESET' }, 'EUNKNOWN'],
    ['nothing where a string is thrown', 'ECONNRESET', 'EUNKNOWN'],
    ['nothing where null is thrown', null, 'EUNKNOWN'],
    ['nothing where undefined is thrown', undefined, 'EUNKNOWN'],
  ])('%s is kept, and nothing else', (_name, error, code) => {
    expect(readNetworkError(error)).toStrictEqual({ code });
  });

  test('nothing is kept of an error that is its own cause', () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(readNetworkError(error)).toStrictEqual({ code: 'EUNKNOWN' });
  });
});

describe('a request was not sent', () => {
  const reset = { syscall: 'read' };
  test.each<[string, object, true | undefined]>([
    ['while connecting', { syscall: 'connect' }, true],
    ['while the name was looked up', { syscall: 'getaddrinfo' }, true],
    ['while connecting to every address', { errors: [{ syscall: 'connect' }, { syscall: 'connect' }] }, true],
    [
      'unless one address was connected',
      { errors: [{ syscall: 'connect' }, { syscall: 'read' }] },
      undefined,
    ],
    ['unless there was no address', { errors: [] }, undefined],
    ['before a proxy had connected', { request: { socket: null } }, true],
    ['during the handshake', { ...reset, request: { socket: { secureConnecting: true } } }, true],
    [
      'but perhaps after the handshake',
      { ...reset, request: { socket: { secureConnecting: false } } },
      undefined,
    ],
    ['but perhaps over plain HTTP', { ...reset, request: { socket: {} } }, undefined],
    ['but perhaps if the request is not known', reset, undefined],
    ['but perhaps if its socket is not known', { request: {} }, undefined],
    ['but surely was if there is a response', { request: { socket: null }, response: {} }, undefined],
  ])('%s', (_when, more, neverSent) => {
    const thrown = new NodeApiError(node, { cause: 'x', message: 'x' });
    expect(readNetworkError(Object.assign(thrown, { cause: withCode('ECONNRESET', more) }))).toStrictEqual({
      code: 'ECONNRESET',
      ...(neverSent === undefined ? {} : { neverSent }),
    });
  });
});

describe("n8n's own refusal", () => {
  test.each<[string, Error]>([
    ['of its own', new NodeApiError(node, new UserError('Domain not allowed.') as never)],
    ['of the node', new NodeApiError(node, new NodeOperationError(node, 'Domain not allowed') as never)],
    [
      'while connecting',
      new NodeApiError(node, withCode('ERR_X', { cause: new UserError('Domain not allowed') }) as never),
    ],
  ])('%s is kept in its own words', (_name, thrown) => {
    expect(readNetworkError(thrown)).toStrictEqual({
      code: 'NOT_SENT',
      neverSent: true,
      refusal: 'Domain not allowed',
    });
  });

  test('is cut where it is too long', () => {
    expect(readNetworkError(new UserError('x'.repeat(999))).refusal).toHaveLength(300);
  });
});
