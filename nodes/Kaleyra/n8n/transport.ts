import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { HttpOutcome, HttpRequest, Send } from '../api/http';
import { isObject } from '../api/response';
import { readNetworkError } from './networkError';

/**
 * Sends through n8n, which adds the API key and handles proxies and cancellation. Error statuses are returned instead
 * of thrown, because n8n sends a request again after a thrown 401. Redirects are not followed, because that would
 * expose the key. The body stays text, so that a body other than JSON can be described.
 */
export function createSend(context: IExecuteFunctions): Send {
  return async (request) => {
    try {
      return toOutcome(
        await context.helpers.httpRequestWithAuthentication.call(
          context,
          'kaleyraApi',
          toRequestOptions(request),
        ),
      );
    } catch (cause) {
      return { kind: 'networkError', host: new URL(request.url).host, ...readNetworkError(cause) };
    }
  };
}

// A new object for every call, because n8n adds the key to the headers object it gets.
function toRequestOptions({ method, url, body, timeoutMs }: HttpRequest): IHttpRequestOptions {
  return {
    method,
    url,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    encoding: 'text',
    timeout: timeoutMs,
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
  };
}

function toOutcome(response: unknown): HttpOutcome {
  const { statusCode, headers, body } = isObject(response) ? response : {};
  return {
    kind: 'response',
    status: Number(statusCode),
    headers: isObject(headers) ? headers : {},
    body: typeof body === 'string' ? body : (JSON.stringify(body) ?? ''),
  };
}
