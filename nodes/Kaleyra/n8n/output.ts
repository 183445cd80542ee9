import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { merged, unasked, type Draft, type Emission, type FailedDraft, type RowOf } from '../batch';
import { mapInSteps, type Steps } from '../steps';
import { detailsOf } from './fault';
import { isTool } from './run';

/** Gives the fields of the input items. */
export function rowsOf(context: IExecuteFunctions): RowOf {
  const items = context.getInputData();
  return (item) => items[item]?.json ?? {};
}

/** Makes the outputs *Lookups* and *Rejected*; for an agent's tool one, since it sees no other. */
export function* lookupOutputs(
  context: IExecuteFunctions,
  emission: Emission,
  inRowOrder: boolean,
): Steps<INodeExecutionData[][]> {
  const lookups = yield* toItems(context, emission.lookups);
  const failed = yield* mapInSteps(emission.failed, failedItemMaker(context));
  const main = inRowOrder ? byRow([...lookups, ...failed]) : [...lookups, ...failed];
  const strays = yield* toItems(context, emission.strays);
  return twoOutputs(context, [...main, ...strays], yield* toItems(context, emission.rejected));
}

/** Makes items of drafts, with a step for each. */
export function toItems(context: IExecuteFunctions, drafts: readonly Draft[]): Steps<INodeExecutionData[]> {
  return mapInSteps(drafts, itemMaker(context));
}

/** Puts the rejected rows beside the good ones, or, for an agent's tool, behind them in few fields. */
export function twoOutputs(
  context: IExecuteFunctions,
  good: INodeExecutionData[],
  rejected: INodeExecutionData[],
): INodeExecutionData[][] {
  if (!isTool(context.getNode())) return [good, rejected];
  const inShort = rejected.map((item) => ({ ...item, json: item.json.rejected as IDataObject }));
  return [[...good, ...inShort]];
}

/** Makes items of drafts, each linked to one row: a list would break item linking in the nodes that follow. */
export function itemMaker(context: IExecuteFunctions): (draft: Draft) => INodeExecutionData {
  const input = context.getInputData();
  return ({ item, json, keepsRow }) => {
    const binary = keepsRow ? input[item]?.binary : undefined;
    return {
      json: json as IDataObject,
      pairedItem: { item },
      ...(binary === undefined ? {} : { binary }),
    };
  };
}

/**
 * Makes the items of rows that failed. On the error output n8n merges the row in, but only into an item that has no
 * key but `error`, `message` and `details`; on the regular output nobody does, so the row is put in here.
 */
export function failedItemMaker(context: IExecuteFunctions): (draft: FailedDraft) => INodeExecutionData {
  const inputs = context.getInputData();
  const { onError } = context.getNode();
  return ({ item, failure, numbers }) => {
    const input = inputs[item];
    const told = { error: `${failure.message}. ${failure.advice}`, details: detailsOf(failure, numbers) };
    if (onError === 'continueErrorOutput') return { json: told, pairedItem: { item } };
    return {
      json: merged(input?.json ?? {}, told) as IDataObject,
      pairedItem: { item },
      ...(input?.binary === undefined ? {} : { binary: input.binary }),
    };
  };
}

/**
 * What a fault that was thrown means where the workflow goes on: that every row failed. Left to itself n8n would hand
 * the rows on untouched, as if they had been looked up.
 * @throws the fault itself where the workflow is to stop, or was cancelled
 */
export function everyRowFailed(context: IExecuteFunctions, fault: unknown): INodeExecutionData[][] {
  if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted === true) throw fault;
  const { message, description } = fault as Partial<NodeOperationError>;
  const failure = unasked(
    message ?? String(fault),
    description ?? "Check the node's parameters and credential.",
  );
  const toFailed = failedItemMaker(context);
  return [context.getInputData().map((_row, item) => toFailed({ item, failure, numbers: [] }))];
}

/** Whether n8n, with *Retry On Fail*, runs the node again although it returned: it looks at the first item alone. */
export function makesN8nRunAgain(outputs: INodeExecutionData[][]): boolean {
  return Boolean(outputs[0]?.[0]?.json.error);
}

function byRow(items: INodeExecutionData[]): INodeExecutionData[] {
  return items.sort((a, b) => rowIndex(a) - rowIndex(b));
}

function rowIndex({ pairedItem }: INodeExecutionData): number {
  return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : 0;
}
