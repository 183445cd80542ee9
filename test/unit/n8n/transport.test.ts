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
const GET: HttpRequest = {
  method: 'GET',
  url: 'https://kaleyra.example/v1/HX1/lookup/1',
  timeoutMs: 5_000,
};

interface Call {
  readonly context: unknown;
  readonly credential: string;
  readonly options: IHttpRequestOptions;
  readonly additional: unknown;
}

/** The one helper of n8n that is used, which returns what `respond` returns; and its calls. */
function n8n(respond: () => unknown, cancel?: AbortSignal): { context: IExecuteFunctions; calls: Call[] } {
  const calls: Call[] = [];
  const helpers = {
    async httpRequestWithAuthentication(
      this: unknown,
      credential: string,
      options: IHttpRequestOptions,
      additional: unknown,
    ): Promise<unknown> {
      calls.push({ context: this, credential, options, additional });
      return await respond();
    },
  };
  const getExecutionCancelSignal = (): AbortSignal | undefined => cancel;
  return { context: { helpers, getExecutionCancelSignal } as unknown as IExecuteFunctions, calls };
}

async function outcomeOf(respond: () => unknown): Promise<HttpOutcome> {
  return await createSend(n8n(respond).context, CREDENTIAL)(GET);
}

const SAMPLE = 'Ac4f0000000000000000000000000/21f';
const CREDENTIAL = { apiKey: SAMPLE, sid: 'HX1' };

describe('a request through n8n', () => {
  const ALWAYS = {
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    encoding: 'stream',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
  };

  test('has its body as JSON, follows no redirect and accepts any status', async () => {
    const { context, calls } = n8n(() => ({ statusCode: 200, headers: {}, body: '' }));
    await createSend(context, CREDENTIAL)(POST);
    expect(calls).toStrictEqual([
      {
        context: expect.anything(),
        credential: 'kaleyraApi',
        options: {
          ...ALWAYS,
          method: 'POST',
          url: POST.url,
          body: '{"mobile":["+919876543210"]}',
          timeout: 120_000,
        },
        // Or n8n would read the credential from its database and decrypt it for each request.
        additional: { credentialsDecrypted: { id: '', name: '', type: 'kaleyraApi', data: CREDENTIAL } },
      },
    ]);
  });

  test('is made in the context of the node, with another signal that ends it', async () => {
    const { context, calls } = n8n(() => ({ statusCode: 200, headers: {}, body: '' }));
    await createSend(context, CREDENTIAL)(POST);
    const [call] = calls;
    expect(Object.getPrototypeOf(call?.context)).toBe(context);
    expect((call?.context as IExecuteFunctions).getExecutionCancelSignal()?.aborted).toBe(false);
  });

  test('is not made if the execution is canceled', async () => {
    const { context, calls } = n8n(() => ({ statusCode: 200 }), AbortSignal.abort());
    expect(await createSend(context, CREDENTIAL)(POST)).toStrictEqual({
      kind: 'networkError',
      code: 'ERR_CANCELED',
      neverSent: true,
      host: 'kaleyra.example',
    });
    expect(calls).toEqual([]);
  });

  test('that is under way when the execution is canceled ends', async () => {
    const cancel = new AbortController();
    const { context, calls } = n8n(() => ({ statusCode: 200, headers: {}, body: '' }), cancel.signal);
    const sending = createSend(context, CREDENTIAL)(POST);
    cancel.abort();
    await sending;
    expect((calls[0]?.context as IExecuteFunctions).getExecutionCancelSignal()?.aborted).toBe(true);
  });

  test('has no timeout that a timer cannot hold, which would fire at once', async () => {
    const { context, calls } = n8n(async function () {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { statusCode: 200, headers: {}, body: '' };
    });
    expect(await createSend(context, CREDENTIAL)({ ...POST, timeoutMs: 2 ** 31 })).toMatchObject({
      status: 200,
    });
    const [call] = calls;
    expect(call?.options.timeout).toBe(2 ** 31 - 1);
    expect((call?.context as IExecuteFunctions).getExecutionCancelSignal()?.aborted).toBe(false);
  });

  test('has no body where there is none', async () => {
    const { context, calls } = n8n(() => ({ statusCode: 200, headers: {}, body: '' }));
    await createSend(context, CREDENTIAL)(GET);
    expect(calls.map(({ options }) => options)).toStrictEqual([
      { ...ALWAYS, method: 'GET', url: GET.url, timeout: 5_000 },
    ]);
  });

  test('is a new object each time, since n8n writes into it', async () => {
    const { context, calls } = n8n(() => ({ statusCode: 200, headers: {}, body: '' }));
    const send = createSend(context, CREDENTIAL);
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

describe('a body that comes as a stream', () => {
  /** Chunks, then the end or an error. */
  async function* streamOf(chunks: readonly Uint8Array[], error?: Error): AsyncGenerator<Uint8Array> {
    yield* chunks;
    if (error !== undefined) throw error;
  }
  const bytes = (text: string): Uint8Array => Buffer.from(text);
  const received = async (chunks: readonly Uint8Array[], code?: string): Promise<HttpOutcome> => {
    const error = code === undefined ? undefined : Object.assign(new Error('aborted'), { code });
    return await outcomeOf(() => ({ statusCode: 201, headers: {}, body: streamOf(chunks, error) }));
  };

  test('is read to its end, characters in two chunks included, without a byte order mark', async () => {
    const text = bytes('\uFEFF{"a":"é"}');
    expect(await received([...text].map((byte) => Uint8Array.of(byte)))).toMatchObject({
      status: 201,
      body: '{"a":"é"}',
    });
    expect(await received([])).toMatchObject({ status: 201, body: '' });
  });

  test.each([
    ['ECONNRESET', 'ERR_BAD_RESPONSE'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_BAD_RESPONSE'],
    ['Z_BUF_ERROR', 'Z_BUF_ERROR'],
  ])('is kept as far as it came if it ends with %s', async (code, reported) => {
    expect(await received([bytes('{"data":'), bytes('[')], code)).toStrictEqual({
      kind: 'networkError',
      host: 'kaleyra.example',
      code: reported,
      body: '{"data":[',
    });
  });

  test.each(['{"data":[]} ', '[]'])(
    'is a response if it ends with an error behind whole JSON: %s',
    async (json) => {
      expect(await received([bytes(json)], 'ECONNRESET')).toMatchObject({ status: 201, body: json });
    },
  );

  test.each(['null', '12', '"a"'])('is none if what came may be a part: %s', async (text) => {
    expect(await received([bytes(text)], 'ECONNRESET')).toMatchObject({ kind: 'networkError', body: text });
  });

  test('loses the API key, and the beginning of one at its end', async () => {
    for (const length of [SAMPLE.length - 1, 8, 1]) {
      const end = SAMPLE.slice(0, length);
      expect(await received([bytes(`${SAMPLE} your key is ${end}`)], 'ECONNRESET')).toMatchObject({
        body: '[key removed] your key is ',
      });
    }
    expect(await received([bytes('key \\u0041c4')], 'ECONNRESET')).toMatchObject({ body: 'key ' });
  });
});

test('a thrown error becomes its code and the host that the request was for', async () => {
  const outcome = await outcomeOf(() => {
    throw Object.assign(new Error('x'), { code: 'ECONNRESET' });
  });
  expect(outcome).toStrictEqual({ kind: 'networkError', code: 'ECONNRESET', host: 'kaleyra.example' });
});

describe('the API key in a response', () => {
  test.each([
    SAMPLE,
    SAMPLE.toLowerCase(),
    SAMPLE.replace('/', '\\/'),
    [...SAMPLE].map((character) => `\\u00${character.charCodeAt(0).toString(16)}`).join(''),
    encodeURIComponent(SAMPLE),
    SAMPLE.replace('/', '&#47;'),
    SAMPLE.replace('/', '&#x2F;'),
    SAMPLE.replace('/', '&amp;#47;'),
    encodeURIComponent(encodeURIComponent(SAMPLE)),
    JSON.stringify(JSON.stringify(`/${SAMPLE}`).replaceAll('/', '\\/')).slice(6, -3),
    [...SAMPLE].join(' '),
    `${SAMPLE.slice(0, 5)}\r\n ${SAMPLE.slice(5)}`,
    `${SAMPLE.slice(0, 5)}\\r\\n\\t${SAMPLE.slice(5)}`,
    `${SAMPLE.slice(0, 5)}%0D%0A%20${SAMPLE.slice(5)}`,
    Buffer.from(SAMPLE).toString('hex').toUpperCase(),
  ])('is cut out of its body and headers: %s', async (spelled) => {
    const { context } = n8n(async () => ({
      statusCode: 200,
      headers: { location: `https://x.example/?k=${spelled}`, other: ['a'] },
      body: `{"note":"your key is ${spelled}."}`,
    }));
    expect(await createSend(context, CREDENTIAL)(GET)).toMatchObject({
      headers: { location: 'https://x.example/?k=[key removed]', other: ['a'] },
      body: '{"note":"your key is [key removed]."}',
    });
  });

  test('is cut out with any character in it that a pattern takes for a blank', async () => {
    const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const blanks = characters.filter((one) => /\s/.test(one));
    expect(blanks.length).toBeGreaterThan(20);
    for (const blank of blanks) {
      const body = `your key is ${SAMPLE.slice(0, 5)}${blank}${SAMPLE.slice(5)}.`;
      const { context } = n8n(async () => ({ statusCode: 200, headers: {}, body }));
      const sent = await createSend(context, CREDENTIAL)(GET);
      expect([blank, sent]).toMatchObject([blank, { body: 'your key is [key removed].' }]);
    }
  });

  // Its bits, so that nothing can be told from what is left.
  test.each(['', 'a', 'user:', 'api-key: '])(
    'is cut out of the Base64 of "%s" and the key',
    async (before) => {
      const encoded = Buffer.from(`${before}${SAMPLE}~~`).toString('base64');
      const spellings = [
        encoded,
        encoded.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, ''),
        encodeURIComponent(encoded),
        encoded.replace(/\//g, '\\/'),
        encoded.replace(/.{7}/g, '$&\r\n '),
        `${encoded.slice(0, 14)}\n${encoded.slice(14)}`,
      ];
      for (const spelled of spellings) {
        const { context } = n8n(async () => ({ statusCode: 401, headers: {}, body: `Basic ${spelled}.` }));
        const { body } = (await createSend(context, CREDENTIAL)(GET)) as { body: string };
        expect(body).toContain('[key removed]');
        const left = body.replace(/^Basic |\[key removed\]|\s|\.$/g, '');
        expect(Buffer.from(decodeURIComponent(left), 'base64').length).toBeLessThanOrEqual(before.length + 4);
      }
    },
  );

  test('is not looked for if it is too short to be one', async () => {
    const { context } = n8n(async () => ({ statusCode: 200, headers: {}, body: '1 and 12' }));
    expect(await createSend(context, { apiKey: '1' })(GET)).toMatchObject({ body: '1 and 12' });
  });
});
