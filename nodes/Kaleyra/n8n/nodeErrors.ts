import type { Failure, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { excerpt, isObject } from '../api/json';
import { plural } from '../lookup/formatCount';
import { describeNotInItems, describeUnconfirmed, listIds } from '../lookup/summary';
import type { Paid } from '../lookup/types';
import type { RequestFailure } from '../types';
import { adviceForAgent } from './agentTexts';
import { escapeHtml, escapeMarkup } from './escape';
import { isTool } from './execution';

/** What an error says, as it is to be read in an item. */
export interface PlainText {
  readonly message: string;
  readonly description: string | null | undefined;
}

interface ErrorCause {
  readonly failure?: Failure;
  readonly itemIndex?: number;
}

const INVALID: ErrorCause = { failure: { cause: 'configuration-invalid' } };

const plainTexts = new WeakMap<Error, PlainText>();

/** The error for an invalid configuration. It can name columns and values, which come from outside. */
export function configurationError(node: INode, message: string, description: string): NodeOperationError {
  return plainError(node, { message: excerpt(message), description }, INVALID);
}

function plainError(node: INode, plain: PlainText, cause: ErrorCause): NodeOperationError {
  const description = escapeMarkup(plain.description ?? '');
  const message = messageFor(node, escapeMarkup(plain.message), description);
  const error = withExactMessage(new NodeOperationError(node, message, { ...cause, description }), message);
  plainTexts.set(error, plain);
  return error;
}

/** The error for an item that cannot be read, before anything is sent. */
export function itemError(
  node: INode,
  { message, advice }: RequestFailure,
  itemIndex: number,
): NodeOperationError {
  const parts = isTool(node)
    ? [advice]
    : [
        advice,
        "Nothing was sent. With 'On Error' set to Continue, only this item fails. Items are counted from 0.",
      ];
  const plain = { message: `${message}${at(node, itemIndex)}`, description: parts.join(' ') };
  return plainError(node, plain, { ...INVALID, itemIndex });
}

function at(node: INode, itemIndex: number): string {
  return isTool(node) ? '' : ` [item ${itemIndex}]`;
}

/** What an error says without the escaping that n8n needs, because it renders errors as HTML but items as they are. */
export function plainTextOf(thrown: unknown): PlainText {
  if (!(thrown instanceof Error)) return { message: String(thrown), description: null };
  const { message, description } = thrown as Partial<NodeOperationError>;
  return plainTexts.get(thrown) ?? { message: message ?? '', description };
}

const NOTHING: Paid = { accepted: [], unconfirmed: [] };

/**
 * The error for a failed paid request. It carries what Kaleyra has accepted so far, so that paid lookups are not lost
 * when it stops the execution.
 * @param numbers the numbers of the request, in E.164
 * @param elsewhere what earlier tries paid for under another account or operation
 */
export function batchError(
  node: INode,
  failure: RequestFailure,
  numbers: readonly string[],
  paid: Paid,
  elsewhere: Paid = NOTHING,
): NodeApiError {
  const others = describeNotInItems(elsewhere).map(escapeMarkup);
  const description = [describe(node, failure, paid), ...others].join(' ');
  const error = requestError(node, failure, escapeMarkup(failure.message), description);
  const more = others.length > 0 ? { elsewhere } : {};
  return withData(error, { details: errorDetails(failure, numbers), ...paid, ...more });
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
  { itemIndex, failedCount, found }: { itemIndex: number; failedCount: number; found: readonly JsonObject[] },
): NodeApiError {
  const named = isTool(node) ? [] : ['Items are counted from 0.'];
  const others = [
    ...named,
    ...(failedCount > 1 ? [`${plural(failedCount, 'item', 'items')} failed in total.`] : []),
    ...(found.length > 0
      ? [
          `The details of ${plural(found.length, 'lookup', 'lookups')} were found: they are under 'From Kaleyra' in the details, and a retry does not request them again.`,
        ]
      : []),
  ];
  const advice = [failure.advice, ...others].join(' ');
  const message = `${escapeMarkup(failure.message)}${at(node, itemIndex)}`;
  const error = requestError(node, failure, message, describe(node, { ...failure, advice }), itemIndex);
  return withData(error, { details: errorDetails(failure, []), found });
}

/**
 * Adds what Kaleyra has accepted, or may have charged, to whatever was thrown after that, so that no paid lookup is lost.
 * @returns `thrown` itself if it carries that already, or if there is nothing
 */
export function withPaid(node: INode, thrown: unknown, listPaid: () => Paid): unknown {
  const isOurs = thrown instanceof NodeApiError || thrown instanceof NodeOperationError;
  if (isOurs && thrown.context.accepted !== undefined) return thrown;
  const paid = listPaid();
  if (paid.accepted.length + paid.unconfirmed.length === 0) return thrown;
  const { message, description } = plainTextOf(thrown);
  const parts = [...(description ? [description] : []), ...describePaid(node, paid)];
  const plain = { message: excerpt(message), description: parts.join(' ') };
  return withData(plainError(node, plain, causeOf(thrown)), paid);
}

// What n8n shows, or acts on, beside the texts: the item at fault, and what the error was declared as.
function causeOf(thrown: unknown): ErrorCause {
  const { context, failure } = (isObject(thrown) ? thrown : {}) as Partial<NodeOperationError>;
  const itemIndex = context?.itemIndex as number | undefined;
  return { ...(failure && { failure }), ...(itemIndex !== undefined && { itemIndex }) };
}

// The editor shows nothing of the context but its `data`.
function withData<T extends NodeApiError | NodeOperationError>(error: T, data: object): T {
  Object.assign(error.context, data, { data });
  return error;
}

// An AI agent sees nothing but the message.
function messageFor(node: INode, message: string, description: string): string {
  return isTool(node) ? `${message}. ${adviceForAgent(description)}` : message;
}

/** Built from plain data, because an error of n8n's HTTP helper contains the API key. */
function requestError(
  node: INode,
  failure: RequestFailure,
  briefMessage: string,
  description: string,
  itemIndex?: number,
): NodeApiError {
  const message = messageFor(node, briefMessage, description);
  const error = new NodeApiError(node, { message } satisfies JsonObject, {
    message,
    description,
    ...(itemIndex === undefined ? {} : { itemIndex }),
    ...(failure.httpStatus === null ? {} : { httpCode: String(failure.httpStatus) }),
    ...declareCause(failure),
  });
  return withExactMessage(error, message);
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

function describe(node: INode, failure: RequestFailure, { accepted } = NOTHING): string {
  const text = failure.text === null ? null : escapeHtml(failure.text);
  // What may have been charged is said by the failure itself.
  const paid = describePaid(node, { accepted, unconfirmed: [] }).map(escapeMarkup);
  return [explain({ ...failure, text }), ...paid].join(' ');
}

/** What is behind a failure and what to do: Kaleyra's own words, which know the account, come before ours. */
export function explain({ text, advice }: Pick<RequestFailure, 'text' | 'advice'>): string {
  return text === null ? advice : `Kaleyra says: "${text}". ${advice}`;
}

function describePaid(node: INode, { accepted, unconfirmed }: Paid): string[] {
  if (accepted.length + unconfirmed.length === 0) return [];
  const lookups = plural(accepted.length, 'lookup', 'lookups');
  const ids = accepted.length === 1 ? 'its ID is' : 'their IDs are';
  // An AI agent does not see the details.
  const where = isTool(node) ? listIds(accepted) : `${ids} under 'From Kaleyra' in the details`;
  return [
    ...(accepted.length > 0 ? [`${lookups} had already been accepted: ${where}.`] : []),
    ...describeUnconfirmed(unconfirmed),
    'A retry will not send these numbers again; a new execution will.',
  ];
}

// Both error classes replace any message that contains the code of a system error, even within a longer word.
function withExactMessage<T extends Error>(error: T, message: string): T {
  error.message = message;
  return error;
}
