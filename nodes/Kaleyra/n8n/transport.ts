import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { HttpOutcome, HttpRequest, Send } from '../api/http';
import { isObject } from '../api/response';

/**
 * Sends through n8n, which adds the key and knows of proxies and cancelling. Statuses are returned and not thrown,
 * because n8n sends a thrown 401 a second time; redirects are returned and not followed, because that would
 * expose the key; the body stays text, so that what is not JSON can be recognized.
 *
 * Of what n8n throws only the network's code is kept: the rest carries the request, and in it the key.
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
      return { kind: 'networkError', code: networkCode(cause) };
    }
  };
}

// New for every call, because n8n writes the key into the headers it is given.
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

const CAUSES_LOOKED_AT = 5;

function networkCode(thrown: unknown): string {
  let current = thrown;
  for (let depth = 0; depth < CAUSES_LOOKED_AT && isErrorLike(current); depth += 1) {
    for (const code of [current.code, current.httpCode]) {
      if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return code;
    }
    current = current.cause;
  }
  return 'EUNKNOWN';
}

function isErrorLike(value: unknown): value is { code?: unknown; httpCode?: unknown; cause?: unknown } {
  return typeof value === 'object' && value !== null;
}
