import type {
  IDataObject,
  IExecuteFunctions,
  INode,
  INodeExecutionData,
  NodeOperationError,
} from 'n8n-workflow';

import type { OutputItems } from '../lookup/buildItems';
import { mergeFields } from '../lookup/itemFields';
import type { AcceptedLookup, FailedItem, GetRow, OutputItem } from '../lookup/types';
import { failureOf } from '../types';
import { adviceForAgent, rejectionForAgent } from './agentTexts';
import { mapYielding } from './eventLoop';
import { isTool } from './execution';
import { errorDetails, explain, plainTextOf } from './nodeErrors';
import type { Settings } from './settings';

/** What it takes to build items. Read once, because n8n copies the whole node on each call of `getNode`. */
export interface ItemSource {
  readonly inputs: readonly INodeExecutionData[];
  readonly onError: INode['onError'];
  readonly isTool: boolean;
}

/** Reads the item source from n8n's context. */
export function itemSource(context: IExecuteFunctions): ItemSource {
  const node = context.getNode();
  return { inputs: context.getInputData(), onError: node.onError, isTool: isTool(node) };
}

/** Returns a function that gets an input item's fields. */
export function rowGetter({ inputs }: ItemSource): GetRow {
  return (itemIndex) => inputs[itemIndex]?.json ?? {};
}

/** The outputs of a lookup: *Lookups* and *Rejected*, or only one. Unmatched lookups are the last of the first. */
export async function toLookupOutputs(
  context: IExecuteFunctions,
  source: ItemSource,
  items: OutputItems,
  settings: Omit<OutputSettings, 'isPaid'>,
): Promise<INodeExecutionData[][]> {
  const failed = await mapYielding(items.failed, (item) => toFailedItem(source, item));
  const good = [...(await toItems(source, items.lookups)), ...failed];
  const rejected = await toItems(source, items.rejected);
  const [first, ...others] = toOutputs(context, good, rejected, { ...settings, isPaid: true });
  return [[...first, ...(await toItems(source, items.unmatched))], ...others];
}

/** Converts our items to n8n's. */
export async function toItems(
  source: ItemSource,
  items: readonly OutputItem[],
): Promise<INodeExecutionData[]> {
  return await mapYielding(items, (item) => toItem(source, item));
}

/** What decides where items go. */
export type OutputSettings = Pick<Settings, 'output' | 'rejectedItems'> & { readonly isPaid: boolean };

/**
 * Puts rejected items where *Rejected Items* says. An AI agent sees only the first output, so for its tool their own
 * output is the end of the first, and they come without the row's fields.
 */
export function toOutputs(
  context: IExecuteFunctions,
  good: INodeExecutionData[],
  rejected: INodeExecutionData[],
  { output, rejectedItems, isPaid }: OutputSettings,
): [INodeExecutionData[], ...INodeExecutionData[][]] {
  const order = output === 'rows' ? byItemIndex : (items: INodeExecutionData[]) => items;
  if (rejectedItems === 'drop') return [order(good)];
  const forTool = isTool(context.getNode());
  if (rejectedItems === 'output' && !forTool) return [order(good), rejected];
  const shown = forTool ? rejected.map((item) => withoutRow(item, isPaid)) : rejected;
  return [rejectedItems === 'together' ? order([...good, ...shown]) : [...order(good), ...shown]];
}

function withoutRow(item: INodeExecutionData, isPaid: boolean): INodeExecutionData {
  return { ...item, json: rejectionForAgent(item.json.rejected as IDataObject, isPaid) };
}

/** Converts one item, linked to one input item: linking to a list would break item linking in the nodes that follow. */
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
 * Builds one failed item. On the error output, n8n merges the input item into it, but only if it has no keys except
 * `error`, `message` and `details`. On the regular output n8n does not, so this function does.
 */
export function toFailedItem(
  source: ItemSource,
  { itemIndex, failure, numbers }: FailedItem,
): INodeExecutionData {
  const advice = explain(failure);
  const fields = {
    error: `${failure.message}. ${source.isTool ? adviceForAgent(advice) : advice}`,
    details: errorDetails(failure, numbers),
  };
  if (source.onError === 'continueErrorOutput') return { json: fields, pairedItem: { item: itemIndex } };
  const json = mergeFields(rowGetter(source)(itemIndex), fields);
  return toItem(source, { itemIndex, json, keepsRow: true });
}

/**
 * With On Error = Continue, turns a thrown error into one failed item per input item. Otherwise n8n would pass the
 * input items through unchanged, as if they had been looked up. Lookups that were accepted before follow.
 * @throws the error itself if the workflow should stop or was cancelled
 */
export async function failAllItems(
  context: IExecuteFunctions,
  thrown: unknown,
  { continueOnFail }: { readonly continueOnFail: boolean },
): Promise<INodeExecutionData[][]> {
  if (!continueOnFail || context.getExecutionCancelSignal()?.aborted === true) throw thrown;
  const { message, description } = plainTextOf(thrown);
  const failure = failureOf(message, description ?? "Check the node's parameters and credential.");
  const source = itemSource(context);
  const accepted = ((thrown as Partial<NodeOperationError> | null)?.context?.accepted ??
    []) as readonly AcceptedLookup[];
  const failed = await mapYielding(source.inputs, (_input, itemIndex) =>
    toFailedItem(source, { itemIndex, failure, numbers: [] }),
  );
  const paid = await mapYielding(accepted, (lookup) => ({
    json: { ...lookup, lookup_status: 'accepted' },
    pairedItem: { item: 0 },
  }));
  return [[...failed, ...paid]];
}

function byItemIndex(items: INodeExecutionData[]): INodeExecutionData[] {
  return items.sort((a, b) => itemIndexOf(a) - itemIndexOf(b));
}

function itemIndexOf({ pairedItem }: INodeExecutionData): number {
  return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : 0;
}
