import axios, { isAxiosError, type AxiosRequestConfig } from 'axios';

import type { HttpOutcome } from '../../nodes/Kaleyra/api/http';

/**
 * Sends a request as it is and returns the response as it is: follows no redirects, which would take a key with them,
 * throws for no status, and parses no body. Throws only for what is no fault of the network.
 */
export async function sendPlain(request: AxiosRequestConfig<string>): Promise<HttpOutcome> {
  try {
    const { status, headers, data } = await axios.request<string>({
      ...request,
      maxRedirects: 0,
      responseType: 'text',
      transformRequest: [(body: unknown) => body],
      transformResponse: [(body: unknown) => body],
      validateStatus: () => true,
    });
    return { kind: 'response', status, headers: { ...headers }, body: data };
  } catch (error) {
    if (!isAxiosError(error)) throw error;
    return { kind: 'networkError', code: error.code ?? 'EUNKNOWN' };
  }
}
