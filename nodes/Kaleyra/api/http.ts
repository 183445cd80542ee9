/** A request to Kaleyra without the API key, which n8n adds from the credential. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}

/** A response with any status. */
export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: string;
}

/** No response, or not all of it. Plain data without any part of the request, so it cannot leak the API key. */
export interface NetworkError {
  readonly kind: 'networkError';
  /** The code of the network, of TLS or of Node.js, such as `ECONNRESET`. */
  readonly code: string;
  /** The connection was surely not ready, or n8n refused to send the request. `wasNeverSent` also knows by the code. */
  readonly neverSent?: true;
  /** What came of a body that broke off. */
  readonly body?: string;
  /** The host that the request was for. */
  readonly host?: string;
  /** Why n8n itself refused to send the request, in n8n's words. */
  readonly refusal?: string;
}

/** The result of sending a request. */
export type HttpOutcome = HttpResponse | NetworkError;

/** Headers by lower-case name. */
export type HttpHeaders = Readonly<Record<string, unknown>>;

/** Sends a request once. Rejects only when the execution is cancelled. */
export type Send = (request: HttpRequest) => Promise<HttpOutcome>;

const REDIRECTS = [301, 302, 303, 307, 308];

/** Whether a status sends the client to another URL: 300 and 304, for example, do not. */
export function isRedirect(status: number): boolean {
  return REDIRECTS.includes(status);
}

/** Whether a response has a 2xx status. Any will do: Kaleyra does not document which one, and codes in bodies vary. */
export function isSuccess(outcome: HttpOutcome): outcome is HttpResponse {
  return outcome.kind === 'response' && outcome.status >= 200 && outcome.status < 300;
}
