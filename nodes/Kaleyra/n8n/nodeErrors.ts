import type { Failure, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { plural } from '../lookup/summary';
import type { AcceptedLookup } from '../lookup/types';
import type { RequestFailure } from '../types';

/** The error for an invalid configuration. */
export function configurationError(node: INode, message: string, description: string): NodeOperationError {
  const failure = { cause: 'configuration-invalid' } as const;
  return withExactMessage(new NodeOperationError(node, message, { description, failure }), message);
}

/** What an error carries, so that paid results are not lost when it stops the execution. */
export interface ErrorContext {
  readonly itemIndex: number;
  readonly numbers: readonly string[];
  /** The lookups that Kaleyra had already accepted. */
  readonly accepted: readonly AcceptedLookup[];
}

/**
 * The error for a failed request. Built from plain data, because an error of n8n's HTTP helper contains the API key.
 */
export function requestError(node: INode, failure: RequestFailure, carried: ErrorContext): NodeApiError {
  const message = `${escapeMarkup(failure.message)} [item ${carried.itemIndex}]`;
  const error = new NodeApiError(node, { message } satisfies JsonObject, {
    message,
    description: describe(failure, carried),
    itemIndex: carried.itemIndex,
    ...(failure.httpStatus === null ? {} : { httpCode: String(failure.httpStatus) }),
    ...declareCause(failure),
  });
  error.context.details = errorDetails(failure, carried.numbers);
  error.context.accepted = carried.accepted;
  return withExactMessage(error, message);
}

// What n8n may act on by itself. It gets no cause to wait and repeat what may already be charged. Versions before 2.41
// ignore it.
function declareCause({ httpStatus, unconfirmed, retryAfterMs }: RequestFailure): { failure?: Failure } {
  if (httpStatus === 401) return { failure: { cause: 'credential-invalid' } };
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (httpStatus === 429) return { failure: { cause: 'rate-limited', ...wait } };
  const isDown = httpStatus !== null && httpStatus >= 500 && !unconfirmed;
  return isDown ? { failure: { cause: 'temporarily-unavailable', ...wait } } : {};
}

/** The error for details that could not be fetched, thrown after all others have been fetched. */
export function detailsError(
  node: INode,
  failure: RequestFailure,
  itemIndex: number,
  failedCount: number,
): NodeApiError {
  const others = failedCount > 1 ? [`${failedCount.toLocaleString('en-US')} items failed in total.`] : [];
  const advice = [failure.advice, ...others].join(' ');
  return requestError(node, { ...failure, advice }, { itemIndex, numbers: [], accepted: [] });
}

/** The `details` of a failed item. */
export function errorDetails(failure: RequestFailure, numbers: readonly string[]): JsonObject {
  return {
    code: failure.code,
    text: failure.text,
    http_status: failure.httpStatus,
    phone_numbers: [...numbers],
    request_id: failure.requestId,
    unconfirmed: failure.unconfirmed,
    ...(failure.response === undefined ? {} : { response: failure.response }),
  };
}

function describe(failure: RequestFailure, { accepted }: ErrorContext): string {
  const parts = [failure.advice];
  if (failure.text !== null) parts.push(`Kaleyra says: "${escapeHtml(failure.text)}".`);
  if (accepted.length > 0) {
    parts.push(
      `${plural(accepted.length, 'lookup', 'lookups')} had already been accepted. A retry will not send these numbers again.`,
    );
  }
  return parts.join(' ');
}

const MAX_FOREIGN_TEXT = 500;

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// n8n renders descriptions as HTML, and this text comes from outside.
function escapeHtml(text: string): string {
  return text
    .slice(0, MAX_FOREIGN_TEXT)
    .replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);
}

// Our own quotation marks stay: outside of tags they do no harm.
function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (character) => HTML_ENTITIES[character] ?? character);
}

// Both error classes replace any message that contains the code of a system error, even within a longer word.
function withExactMessage<T extends Error>(error: T, message: string): T {
  error.message = message;
  return error;
}
