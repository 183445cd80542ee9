import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool } from './execution';
import { NEEDS_EVALUATOR, parseFieldPath, readField } from './fieldPath';

/**
 * Returns a reader for a parameter that can differ from item to item. A parameter that is only a field's path is read
 * from the item directly, and one that is not an expression is the same for all items. n8n evaluates everything else,
 * including what an AI agent fills in, for each item.
 * @returns a function from an item index to the parameter's value
 */
export function parameterReader(
  context: IExecuteFunctions,
  name: string,
  fallback: string | undefined,
): (item: number) => unknown {
  const evaluate = (item: number): unknown => context.getNodeParameter(name, item, fallback);
  const node = context.getNode();
  const raw: unknown = node.parameters[name];
  if (isTool(node)) return evaluate;
  if (typeof raw === 'string' && !raw.startsWith('=')) return () => raw;
  const path = parseFieldPath(raw);
  if (path === null) return evaluate;

  const items = context.getInputData();
  return (item) => {
    const value = readField(items[item]?.json, path);
    return value === NEEDS_EVALUATOR ? evaluate(item) : value;
  };
}
