import { inspect } from 'node:util';

import { expect } from '@jest/globals';
import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

import type { Sandbox } from '../../support/sandbox';

/**
 * How often the numbers of each request were sent; fails unless it is the same for all numbers of a request.
 * @param numbers in E.164, in the order of the requests
 */
export function sends(sandbox: Sandbox, numbers: readonly string[], perRequest: number): number[] {
  const times = sandbox.timesSent();
  return Array.from({ length: numbers.length / perRequest }, (_, request) => {
    const ofRequest = numbers.slice(request * perRequest, (request + 1) * perRequest);
    const counts = new Set(ofRequest.map((number) => times.get(number.slice(1)) ?? 0));
    expect(counts.size).toBe(1);
    return [...counts][0] as number;
  });
}

/** What a run gave to whoever started it: items, and errors with their context. */
export interface Told {
  readonly items: readonly IDataObject[];
  readonly errors: readonly unknown[];
}

/** Everything of a run that n8n stores, of every run of every node. */
export function toldBy({ data }: IRun): Told {
  const { runData, error } = data.resultData;
  const runs = Object.values(runData).flat();
  const outputs = runs.flatMap((run) => Object.values(run.data ?? {}).flat());
  return {
    items: outputs.flatMap((items) => items ?? []).map(({ json }) => json),
    errors: [error, ...runs.map((run) => run.error)].filter((one) => one !== undefined),
  };
}

/** What the node itself returned or threw; n8n stores nothing of a cancelled execution in regular mode. */
export function toldByNode(outputs: readonly INodeExecutionData[][][], thrown: readonly unknown[]): Told {
  return { items: outputs.flat(2).map(({ json }) => json), errors: thrown };
}

/**
 * Compares what a run told with the sandbox's record: nothing may be charged twice, no accepted lookup may be lost, no
 * number may be charged without a word, and nobody may see the API key.
 * @param isCancelled a response may be on its way when an execution is cancelled: its numbers may have been charged
 * @returns complaints; empty if there are none
 */
export function complaintsAbout(
  sandbox: Sandbox,
  told: Told,
  stored: unknown,
  isCancelled = false,
): string[] {
  const known = new Known(told);
  const twice = [...sandbox.timesBilled()].filter(([, times]) => times > 1);
  const lost = [...sandbox.lookups].filter(
    ([id, digits]) => !known.ids.has(id) && !(isCancelled && known.unconfirmed.has(`+${digits}`)),
  );
  const byId = new Set([...sandbox.lookups].filter(([id]) => known.ids.has(id)).map(([, digits]) => digits));
  const silent = [...sandbox.timesBilled().keys()].filter(
    (digits) => !byId.has(digits) && !known.numbers.has(`+${digits}`) && !known.unconfirmed.has(`+${digits}`),
  );
  return [
    ...twice.map(([digits, times]) => `${digits} was charged ${times} times`),
    ...lost.map(([id, digits]) => `lookup ${id} of ${digits} is lost`),
    ...silent.map((digits) => `${digits} was charged without a word`),
    ...(showsKey(stored, sandbox.apiKey) ? ['the API key is shown'] : []),
  ];
}

function showsKey(stored: unknown, key: string): boolean {
  const text = inspect(stored, {
    depth: Infinity,
    showHidden: true,
    maxArrayLength: null,
    breakLength: Infinity,
  });
  return text.toLowerCase().includes(key.toLowerCase());
}

class Known {
  readonly ids = new Set<unknown>();
  /** In E.164, with a lookup ID or with Kaleyra's own reason for not accepting them. */
  readonly numbers = new Set<unknown>();
  /** In E.164, reported as possibly charged. */
  readonly unconfirmed = new Set<unknown>();

  constructor({ items, errors }: Told) {
    for (const item of items) this.learn(item);
    for (const error of errors) this.learnFromError(error as { context?: IDataObject });
  }

  private learnFromError({ context }: { context?: IDataObject }): void {
    for (const lookup of (context?.accepted ?? []) as IDataObject[]) this.learn(lookup);
    this.learn({ details: context?.details });
  }

  private learn({ lookup, details, rejected, ...flat }: IDataObject): void {
    const { lookup_id: id, phone_number: number } = { ...flat, ...(lookup as IDataObject | undefined) };
    if (typeof id === 'string') {
      this.ids.add(id);
      this.numbers.add(number);
    }
    const { unconfirmed, phone_numbers: numbers = [] } = (details ?? {}) as IDataObject;
    if (unconfirmed === true) for (const one of numbers as string[]) this.unconfirmed.add(one);
    const { reason_text: text, phone_number: refused } = (rejected ?? flat) as IDataObject;
    if (String(text).includes('Number is blacklisted')) this.numbers.add(refused);
  }
}
