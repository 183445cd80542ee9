import type {
  IAdditionalCredentialOptions,
  ICredentialDataDecryptedObject,
  IExecuteFunctions,
  IHttpRequestOptions,
} from 'n8n-workflow';

import { MAX_TIMER_MS } from '../api/clock';
import type { HttpOutcome, HttpRequest, Send } from '../api/http';
import { isObject } from '../api/json';
import { BodyReader } from './bodyReader';
import { nextSlice } from './eventLoop';
import { keyRemover } from './keyRemover';
import { readNetworkError } from './networkError';

const CREDENTIAL_TYPE = 'kaleyraApi';
/** Characters; those of the details of one lookup are fewer. */
const LONG_BODY = 20_000;

/**
 * Sends through n8n, which adds the API key and handles proxies and cancellation. Error statuses are returned instead
 * of thrown, because n8n sends a request again after a thrown 401. Redirects are not followed, because that would
 * expose the key. The body comes as a stream and becomes text, so that a body other than JSON can be described, and what
 * came of one that broke off is kept. The timeout bounds the whole request, from resolving the name to the last byte.
 * Once the execution is cancelled, what is under way ends and nothing is sent any more.
 *
 * A response that repeats the API key loses it here, before anything reads it.
 * @param credential as n8n returned it; without it, n8n would read it from its database and decrypt it for each request
 */
export function createSend(context: IExecuteFunctions, credential: ICredentialDataDecryptedObject): Send {
  const withoutKey = keyRemover(String(credential.apiKey ?? ''));
  const decrypted: IAdditionalCredentialOptions = {
    credentialsDecrypted: { id: '', name: '', type: CREDENTIAL_TYPE, data: credential },
  };
  const cancel = context.getExecutionCancelSignal();
  return async (request) => {
    const { host } = new URL(request.url);
    if (cancel?.aborted === true) {
      return { kind: 'networkError', code: 'ERR_CANCELED', neverSent: true, host };
    }
    const timeout = AbortSignal.timeout(toTimer(request.timeoutMs));
    const signals = cancel === undefined ? [timeout] : [cancel, timeout];
    const limited = withCancelSignal(context, AbortSignal.any(signals));
    const reader = new BodyReader();
    try {
      const send = limited.helpers.httpRequestWithAuthentication;
      const options = toRequestOptions(request);
      const response: unknown = await send.call(limited, CREDENTIAL_TYPE, options, decrypted);
      return await toOutcome(response, reader, withoutKey);
    } catch (cause) {
      const error = readNetworkError(cause);
      const isLate = error.code === 'ERR_CANCELED' && timeout.aborted;
      const code = isLate ? 'ETIMEDOUT' : error.code;
      if (reader.received === null) return { kind: 'networkError', host, ...error, code };
      const body = withoutKey(reader.received, 'cut');
      return { kind: 'networkError', host, code: BROKEN.has(code) ? 'ERR_BAD_RESPONSE' : code, body };
    }
  };
}

// The connection ended in the middle of a body.
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

// n8n's helper ends a request on this signal of its context, and nothing else ends a body that keeps dripping:
// `timeout` is about the silence of the socket, and the helper overwrites the option `abortSignal`.
function withCancelSignal(context: IExecuteFunctions, signal: AbortSignal): IExecuteFunctions {
  return Object.create(context, {
    getExecutionCancelSignal: { value: () => signal },
  }) as IExecuteFunctions;
}

function toTimer(ms: number): number {
  return Math.min(ms, MAX_TIMER_MS);
}

// A new object for every call, because n8n adds the key to the headers object it gets.
function toRequestOptions({ method, url, body, timeoutMs }: HttpRequest): IHttpRequestOptions {
  return {
    method,
    url,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    encoding: 'stream',
    timeout: toTimer(timeoutMs),
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
  };
}

async function toOutcome(
  response: unknown,
  reader: BodyReader,
  withoutKey: (text: string) => string,
): Promise<HttpOutcome> {
  const { statusCode, headers, body } = isObject(response) ? response : {};
  const text = await reader.read(body);
  // Several can arrive together, and each takes milliseconds from here on.
  if (text.length > LONG_BODY) await nextSlice();
  return {
    kind: 'response',
    status: Number(statusCode),
    headers: Object.fromEntries(
      Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? withoutKey(value) : value,
      ]),
    ),
    body: withoutKey(text),
  };
}
