import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { plural, type Failure } from '../batch';
import type { AcceptedLookup } from './memory';

/** Something the user set up in a way that cannot work. */
export function setupFault(node: INode, message: string, description: string): NodeOperationError {
  return worded(new NodeOperationError(node, message, { description }), message);
}

/** What an execution that stops carries along, so that nothing paid for is lost with it. */
export interface StoppedWith {
  readonly itemIndex: number;
  readonly numbers: readonly string[];
  /** The lookups Kaleyra accepted before it stopped. */
  readonly accepted: readonly AcceptedLookup[];
}

/** A failed request that stops the execution; built of plain data, since n8n's own would carry the API key. */
export function requestFault(node: INode, failure: Failure, stopped: StoppedWith): NodeApiError {
  const message = `${failure.message} [item ${stopped.itemIndex}]`;
  const fault = new NodeApiError(node, { message } satisfies JsonObject, {
    message,
    description: describe(failure, stopped),
    itemIndex: stopped.itemIndex,
    ...(failure.httpStatus === null ? {} : { httpCode: String(failure.httpStatus) }),
  });
  fault.context.details = detailsOf(failure, stopped.numbers);
  fault.context.accepted = stopped.accepted;
  return worded(fault, message);
}

/** Details that could not be fetched, told after all others were. */
export function detailsFault(node: INode, failure: Failure, itemIndex: number, count: number): NodeApiError {
  const others = count > 1 ? [`Items that failed: ${count.toLocaleString('en-US')}.`] : [];
  const stopped = { itemIndex, numbers: [], accepted: [] };
  return requestFault(node, { ...failure, advice: [failure.advice, ...others].join(' ') }, stopped);
}

/** The `details` of a failed item. */
export function detailsOf(failure: Failure, numbers: readonly string[]): JsonObject {
  return {
    code: failure.code,
    text: failure.text,
    http_status: failure.httpStatus,
    phone_numbers: [...numbers],
    request_id: failure.requestId,
    unconfirmed: failure.unconfirmed,
  };
}

function describe(failure: Failure, { accepted }: StoppedWith): string {
  const parts = [failure.advice];
  if (failure.text !== null) parts.push(`Kaleyra says: "${escapeHtml(failure.text)}".`);
  if (accepted.length > 0) {
    parts.push(
      `${plural(accepted.length, 'lookup was', 'lookups were')} accepted before; with 'Retry On Fail' nothing is paid again.`,
    );
  }
  return parts.join(' ');
}

const MAX_FOREIGN_TEXT = 500;

// n8n shows descriptions as HTML, and these words are somebody else's.
function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.slice(0, MAX_FOREIGN_TEXT).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

// Both error classes replace a message in which they find the name of a system error, even inside a longer word.
function worded<T extends Error>(fault: T, message: string): T {
  fault.message = message;
  return fault;
}
