import type {
  IDataObject,
  IExecuteFunctions,
  INode,
  INodeExecutionData,
  NodeOperationError,
} from 'n8n-workflow';

import type { GetRow, OutputItems } from '../lookup/buildItems';
import { mergeFields } from '../lookup/itemFields';
import { failureBeforeRequest } from '../lookup/resolveBatch';
import type { FailedItem, OutputItem, OutputMode } from '../lookup/types';
import { forEachYielding } from './eventLoop';
import { isTool } from './execution';
import { errorDetails } from './nodeErrors';

/** What is needed of n8n to make items, read once: n8n copies the whole node at each call. */
export interface ItemSource {
  readonly inputs: readonly INodeExecutionData[];
  readonly onError: INode['onError'];
}

/** Reads what is needed to make items. */
export function itemSource(context: IExecuteFunctions): ItemSource {
  return { inputs: context.getInputData(), onError: context.getNode().onError };
}

/** Gives the fields of the input items. */
export function rowGetter({ inputs }: ItemSource): GetRow {
  return (itemIndex) => inputs[itemIndex]?.json ?? {};
}

/** The outputs *Lookups* and *Rejected*; for an agent's tool only one, since it sees no other. */
export async function toLookupOutputs(
  context: IExecuteFunctions,
  source: ItemSource,
  items: OutputItems,
  mode: OutputMode,
): Promise<INodeExecutionData[][]> {
  const found = [...(await toItems(source, items.lookups)), ...(await toFailedItems(source, items.failed))];
  const main = mode === 'rows' ? byItemIndex(found) : found;
  const unmatched = await toItems(source, items.unmatched);
  return toOutputs(context, [...main, ...unmatched], await toItems(source, items.rejected));
}

/** n8n's items for a list of ours. */
export async function toItems(
  source: ItemSource,
  items: readonly OutputItem[],
): Promise<INodeExecutionData[]> {
  const made: INodeExecutionData[] = [];
  await forEachYielding(items, (item) => made.push(toItem(source, item)));
  return made;
}

/** Puts rejected items on an output of their own or, for an agent's tool, behind the good ones in few fields. */
export function toOutputs(
  context: IExecuteFunctions,
  good: INodeExecutionData[],
  rejected: INodeExecutionData[],
): INodeExecutionData[][] {
  if (!isTool(context.getNode())) return [good, rejected];
  const inShort = rejected.map((item) => ({ ...item, json: item.json.rejected as IDataObject }));
  return [[...good, ...inShort]];
}

/** One item, linked to one input item: a list would break item linking in the nodes that follow. */
export function toItem(
  { inputs }: ItemSource,
  { itemIndex, json, keepsRow }: OutputItem,
): INodeExecutionData {
  const binary = keepsRow ? inputs[itemIndex]?.binary : undefined;
  return {
    json: json as IDataObject,
    pairedItem: { item: itemIndex },
    ...(binary === undefined ? {} : { binary }),
  };
}

/**
 * One failed item. On the error output n8n merges the input item in, but only into an item that has no key but `error`,
 * `message` and `details`; on the regular output nobody does, so that is done here.
 */
export function toFailedItem(
  { inputs, onError }: ItemSource,
  { itemIndex, failure, numbers }: FailedItem,
): INodeExecutionData {
  const fields = { error: `${failure.message}. ${failure.advice}`, details: errorDetails(failure, numbers) };
  const pairedItem = { item: itemIndex };
  if (onError === 'continueErrorOutput') return { json: fields, pairedItem };
  const input = inputs[itemIndex];
  return {
    json: mergeFields(input?.json ?? {}, fields) as IDataObject,
    pairedItem,
    ...(input?.binary === undefined ? {} : { binary: input.binary }),
  };
}

/**
 * With On Error = Continue, turns a thrown error into one failed item per input item. Left to itself n8n would hand the
 * input items on untouched, as if they had been looked up.
 * @throws the error itself where the workflow is to stop, or was cancelled
 */
export function failAllItems(context: IExecuteFunctions, thrown: unknown): INodeExecutionData[][] {
  if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted === true) throw thrown;
  const { message, description } = thrown as Partial<NodeOperationError>;
  const failure = failureBeforeRequest(
    message ?? String(thrown),
    description ?? "Check the node's parameters and credential.",
  );
  const source = itemSource(context);
  return [
    source.inputs.map((_input, itemIndex) => toFailedItem(source, { itemIndex, failure, numbers: [] })),
  ];
}

/** Whether n8n, with *Retry On Fail*, runs the node again although it returned: it looks at the first item alone. */
export function triggersNodeRetry(outputs: INodeExecutionData[][]): boolean {
  return Boolean(outputs[0]?.[0]?.json.error);
}

async function toFailedItems(
  source: ItemSource,
  items: readonly FailedItem[],
): Promise<INodeExecutionData[]> {
  const made: INodeExecutionData[] = [];
  await forEachYielding(items, (item) => made.push(toFailedItem(source, item)));
  return made;
}

function byItemIndex(items: INodeExecutionData[]): INodeExecutionData[] {
  return items.sort((a, b) => itemIndexOf(a) - itemIndexOf(b));
}

function itemIndexOf({ pairedItem }: INodeExecutionData): number {
  return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : 0;
}
