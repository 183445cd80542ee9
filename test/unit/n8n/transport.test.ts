import { describe, expect, test } from '@jest/globals';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { createSend } from '../../../nodes/Kaleyra/n8n/transport';
import type { HttpOutcome, HttpRequest } from '../../../nodes/Kaleyra/api/http';

const POST: HttpRequest = {
  method: 'POST',
  url: 'https://kaleyra.example/v1/HX1/lookup',
  body: { mobile: ['+919876543210'] },
  timeoutMs: 120_000,
};
const GET: HttpRequest = { method: 'GET', url: 'https://kaleyra.example/v1/HX1/lookup/1', timeoutMs: 5_000 };

interface Call {
  readonly context: unknown;
  readonly credential: string;
  readonly options: IHttpRequestOptions;
}

/** The one helper of n8n that is used, which returns what `respond` returns; and its calls. */
function n8n(respond: () => unknown): { context: IExecuteFunctions; calls: Call[] } {
  const calls: Call[] = [];
  const helpers = {
    async httpRequestWithAuthentication(
      this: unknown,
      credential: string,
      options: IHttpRequestOptions,
    ): Promise<unknown> {
      calls.push({ context: this, credential, options });
      return await respond();
    },
  };
  return { context: { helpers } as unknown as IExecuteFunctions, calls };
}

async function outcomeOf(respond: () => unknown): Promise<HttpOutcome> {
  return await createSend(n8n(respond).context)(GET);
}

function thrown(error: unknown): () => never {
  return () => {
    throw error;
  };
}

/** An error with the code in its cause, `depth` causes down. */
function nested(depth: number, code: string): object {
  return depth === 0 ? { code } : { message: 'wrapped', cause: nested(depth - 1, code) };
}

describe('a request through n8n', () => {
  const ALWAYS = {
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    encoding: 'text',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
  };

  test('has its body as JSON, follows no redirect and accepts any status', async () => {
    const { context, calls } = n8n(() => ({ statusCode: 200, headers: {}, body: '' }));
    await createSend(context)(POST);
    expect(calls).toStrictEqual([
      {
        context,
        credential: 'kaleyraApi',
        options: {
          ...ALWAYS,
          method: 'POST',
          url: POST.url,
          body: '{"mobile":["+919876543210"]}',
          timeout: 120_000,
        },
      },
    ]);
  });

  test('has no body where there is none', async () => {
    const { context, calls } = n8n(() => ({ statusCode: 200, headers: {}, body: '' }));
    await createSend(context)(GET);
    expect(calls.map(({ options }) => options)).toStrictEqual([
      { ...ALWAYS, method: 'GET', url: GET.url, timeout: 5_000 },
    ]);
  });

  test('is a new object each time, since n8n writes into it', async () => {
    const { context, calls } = n8n(() => ({ statusCode: 200, headers: {}, body: '' }));
    const send = createSend(context);
    await send(GET);
    for (const { options } of calls) Object.assign(options.headers ?? {}, { 'api-key': 'SECRET' });
    await send(GET);
    expect(calls[1]?.options.headers).toEqual(ALWAYS.headers);
  });
});

describe('a response', () => {
  test.each<[unknown, HttpOutcome]>([
    [
      { statusCode: 404, headers: { a: '1' }, body: '{"a":1}' },
      { kind: 'response', status: 404, headers: { a: '1' }, body: '{"a":1}' },
    ],
    [
      { statusCode: 200, headers: null, body: { a: 1 } },
      { kind: 'response', status: 200, headers: {}, body: '{"a":1}' },
    ],
    [
      { statusCode: 204, headers: {} },
      { kind: 'response', status: 204, headers: {}, body: '' },
    ],
    ['text', { kind: 'response', status: Number.NaN, headers: {}, body: '' }],
    [undefined, { kind: 'response', status: Number.NaN, headers: {}, body: '' }],
  ])('%j becomes %j', async (response, outcome) => {
    expect(await outcomeOf(() => response)).toStrictEqual(outcome);
  });
});

describe('of a thrown error', () => {
  test.each<[string, unknown, string]>([
    ['the code', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
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
  ])('%s is kept, and nothing else', async (_name, error, code) => {
    expect(await outcomeOf(thrown(error))).toStrictEqual({ kind: 'networkError', code });
  });

  test('nothing is kept of an error that is its own cause', async () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(await outcomeOf(thrown(error))).toStrictEqual({ kind: 'networkError', code: 'EUNKNOWN' });
  });
});
