import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool } from './execution';

// By the node context, which all calls in one execution share.
const latestCalls = new WeakMap<object, Promise<unknown>>();

/**
 * Runs the calls of an AI agent's tool one after another. A model may call it several times at once, but only a call
 * that has ended shows the next one what was paid for and how much of *Max Lookups* is left.
 */
export async function afterEarlierCalls<T>(context: IExecuteFunctions, call: () => Promise<T>): Promise<T> {
  if (!isTool(context.getNode())) return await call();
  const shared = context.getContext('node');
  const ended = latestCalls.get(shared) ?? Promise.resolve();
  const result = ended.then(call);
  latestCalls.set(
    shared,
    result.catch(() => undefined),
  );
  return await result;
}
