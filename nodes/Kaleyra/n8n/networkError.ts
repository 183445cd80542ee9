import { BaseError, NodeApiError } from 'n8n-workflow';

import type { NetworkError } from '../api/http';

const MAX_CAUSES = 5;
const MAX_REFUSAL = 300;

interface ErrorLike {
  readonly code?: unknown;
  readonly httpCode?: unknown;
  readonly cause?: unknown;
  /** What a system call failed: `connect` and `getaddrinfo` come before anything is sent. */
  readonly syscall?: unknown;
  /** One for each address of a host, if connecting failed for all of them. */
  readonly errors?: unknown;
  /** Of n8n's HTTP client: the request as Node.js knows it. */
  readonly request?: unknown;
  readonly response?: unknown;
}

/**
 * Reads what n8n's HTTP helper threw. Only codes and n8n's own words are kept: the rest contains the request, and so
 * the API key.
 */
export function readNetworkError(thrown: unknown): Pick<NetworkError, 'code' | 'neverSent' | 'refusal'> {
  const chain = causesOf(thrown);
  const refusal = chain.find((one) => one instanceof BaseError && !(one instanceof NodeApiError));
  if (refusal instanceof BaseError) {
    return { code: 'NOT_SENT', neverSent: true, refusal: toRefusal(refusal.message) };
  }
  const code = chain.map(codeOf).find((one) => one !== null) ?? 'EUNKNOWN';
  return { code, ...(chain.some(isFromBeforeSending) ? { neverSent: true } : {}) };
}

function causesOf(thrown: unknown): ErrorLike[] {
  const chain: ErrorLike[] = [];
  let current = thrown;
  while (chain.length < MAX_CAUSES && isErrorLike(current)) {
    chain.push(current);
    current = current.cause;
  }
  return chain;
}

function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null;
}

function toRefusal(words: string): string {
  return words.slice(0, MAX_REFUSAL).replace(/\.$/, '');
}

// n8n puts a status, such as "200", where it finds no code.
function codeOf({ code, httpCode }: ErrorLike): string | null {
  const found = [code, httpCode].find((one) => typeof one === 'string' && /^[A-Z][A-Z0-9_]{3,59}$/.test(one));
  return typeof found === 'string' ? found : null;
}

function isFromBeforeSending(error: ErrorLike): boolean {
  if (error.syscall === 'connect' || error.syscall === 'getaddrinfo') return true;
  if (Array.isArray(error.errors) && error.errors.length > 0) {
    return error.errors.every((one) => isErrorLike(one) && isFromBeforeSending(one));
  }
  return error.response === undefined && hasNoConnection(error.request);
}

// A request has no socket until an agent or a proxy provides one, and nothing passes through an encrypted one before the
// handshake is over and the certificate was checked (`secureConnecting`).
function hasNoConnection(request: unknown): boolean {
  if (!isErrorLike(request) || !('socket' in request)) return false;
  const { socket } = request;
  if (socket === null) return true;
  return isErrorLike(socket) && 'secureConnecting' in socket && socket.secureConnecting === true;
}
