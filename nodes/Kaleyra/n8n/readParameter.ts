import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool } from './execution';
import { NEEDS_EVALUATOR, parseFieldPath, readField } from './fieldPath';

/**
 * Prepares the reading of a parameter that may differ from item to item. Where it is only the path of a field, it is
 * read from the item itself, and where it is no expression it is the same for all; everything else, and whatever an
 * agent fills in, n8n evaluates for each item.
 * @returns the parameter's value for the item of an index
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
