import type { INodeOutputConfiguration, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import type { RejectedItems } from '../lookup/types';
import { alphabetical } from './alphabetical';
import { getDetails } from './getDetails';
import { lookUpNow } from './lookUpNow';
import { startBulk } from './startBulk';
import { changed, withToolDefault } from './toolParameters';
import type { Operation } from './types';
import { validate } from './validate';

/** Every operation of the node. The description, the outputs and `execute` are all derived from this table. */
export const OPERATIONS: readonly Operation[] = [startBulk, getDetails, lookUpNow, validate];

/**
 * The outputs of each operation, as an expression that n8n evaluates whenever a parameter changes: all of them, or one
 * if *Rejected Items* says so. An unknown operation has two outputs, as most operations do, so that the user sees the
 * node's own message about it.
 */
export const OUTPUTS_EXPRESSION: INodeTypeDescription['outputs'] = `={{ ((${asLiteral(
  Object.fromEntries(OPERATIONS.map(({ option, outputs }) => [option.value, outputsOf(outputs)])),
)})[$parameter["operation"]] ?? {})[($parameter["options"] || {})["rejectedItems"] ?? "output"] ?? ["main", "main"] }}`;

// Two closing braces in a row would end the expression.
function asLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll(/\}(?=\})/g, '} ');
}

function outputsOf(labels: readonly string[]): Record<RejectedItems, INodeOutputConfiguration[]> {
  const toOutput = (displayName: string): INodeOutputConfiguration => ({ type: 'main', displayName });
  return {
    output: labels.map(toOutput),
    together: [toOutput(labels.join(' and '))],
    drop: labels.slice(0, 1).map(toOutput),
  };
}

/** The operation field of each resource, then the operations' parameters (required ones first), then the options. */
export const operationProperties: INodeProperties[] = [
  ...withToolDefault(operationField('lookup'), lookUpNow.option.value),
  operationField('phoneNumber'),
  ...OPERATIONS.map(toolDescription),
  ...sharedBetween(({ parameters }) => parameters).sort(
    (a, b) => Number(b.required ?? false) - Number(a.required ?? false),
  ),
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: sharedBetween(({ options }) => options).sort((a, b) =>
      alphabetical(a.displayName, b.displayName),
    ),
  },
];

function operationField(resource: Operation['resource']): INodeProperties {
  const options = OPERATIONS.filter((operation) => operation.resource === resource).map(
    ({ option }) => option,
  );
  const first = options[0]?.value ?? '';
  return {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    default: first,
    options: [...options].sort((a, b) => alphabetical(a.name, b.name)),
    displayOptions: { show: { resource: [resource] } },
  };
}

/** What the model is told about the tool. A property of this name takes the place of n8n's own. */
function toolDescription({ option, toolDescription: text }: Operation): INodeProperties {
  return {
    displayName: 'Tool Description',
    name: 'toolDescription',
    type: 'string',
    typeOptions: { rows: 3 },
    default: text,
    description:
      'What the AI model is told about this tool, so that it knows when to use it and what it costs',
    displayOptions: { show: { '@tool': [true], operation: [option.value] } },
  };
}

/**
 * Each property once, shown for every operation that lists it. With the slash, because n8n resets an expression in a
 * list that depends on 'operation' whenever another operation is chosen.
 */
function sharedBetween(list: (operation: Operation) => readonly INodeProperties[]): INodeProperties[] {
  const properties = [...new Set(OPERATIONS.flatMap(list))];
  return properties.map((property) => {
    const operations = OPERATIONS.filter((operation) => list(operation).includes(property));
    const names = operations.map(({ option }) => option.value);
    const show = { ...property.displayOptions?.show, '/operation': names };
    return changed(property, { displayOptions: { show } });
  });
}
