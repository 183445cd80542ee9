/** A request to Kaleyra, complete but for the key, which n8n's credential adds. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}

/** A response of any status. */
export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: string;
}

/** No response: what the network reported instead, such as `ECONNRESET`. */
export interface NetworkError {
  readonly kind: 'networkError';
  readonly code: string;
}

/** What became of a request. */
export type HttpOutcome = HttpResponse | NetworkError;

/** Header names in lower case. */
export type HttpHeaders = Readonly<Record<string, unknown>>;

/** Sends once. Rejects only when the execution is cancelled. */
export type Send = (request: HttpRequest) => Promise<HttpOutcome>;

/** Whether a response has a 2xx status: which one is not documented, and codes in bodies do not tell. */
export function isSuccess(outcome: HttpOutcome): outcome is HttpResponse {
  return outcome.kind === 'response' && outcome.status >= 200 && outcome.status < 300;
}
