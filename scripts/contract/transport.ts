import axios, { isAxiosError } from 'axios';

import type { HttpOutcome } from '../../nodes/Kaleyra/api/http';

const TIMEOUT_MS = 30_000;
const MAX_RESPONSE_BYTES = 5_000_000;

/** A request without the account's address. */
export interface Request {
  readonly method: 'GET' | 'POST';
  /** With its leading slash. */
  readonly path: string;
  readonly body?: unknown;
  /** In place of the account's key. */
  readonly apiKey?: string;
}

/**
 * Sends with axios what the node sends with n8n's helper, so that what is observed is Kaleyra's doing. Redirects are
 * not followed, because the key would travel along; no status throws, and no body is parsed.
 */
export class AxiosTransport {
  constructor(private readonly account: { readonly baseUrl: string; readonly apiKey: string }) {}

  async send({ method, path, body, apiKey = this.account.apiKey }: Request): Promise<HttpOutcome> {
    const { baseUrl } = this.account;
    try {
      const { status, headers, data } = await axios.request<string>({
        method,
        url: baseUrl + path,
        ...(body === undefined ? {} : { data: JSON.stringify(body) }),
        headers: { 'api-key': apiKey, 'Content-Type': 'application/json', Accept: 'application/json' },
        // Plain http is for this machine alone, and a proxy would read the key.
        ...(baseUrl.startsWith('http:') ? { proxy: false } : {}),
        maxRedirects: 0,
        timeout: TIMEOUT_MS,
        maxContentLength: MAX_RESPONSE_BYTES,
        responseType: 'text',
        transformRequest: [(data: unknown) => data],
        transformResponse: [(data: unknown) => data],
        validateStatus: () => true,
      });
      return { kind: 'response', status, headers: { ...headers }, body: data };
    } catch (error) {
      if (!isAxiosError(error)) throw error;
      return { kind: 'networkError', code: error.code ?? 'EUNKNOWN' };
    }
  }
}
