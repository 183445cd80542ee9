import type { IDisplayOptions, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { getDetails } from './getDetails';
import { lookUpNow } from './lookUpNow';
import { startBulk } from './startBulk';
import type { Operation } from './types';
import { validate } from './validate';

/** Every operation of the node. The description, the outputs and `execute` are all derived from this table. */
export const OPERATIONS: readonly Operation[] = [startBulk, getDetails, lookUpNow, validate];

/**
 * The outputs of each operation, as an expression that n8n evaluates whenever a parameter changes. An unknown operation
 * has two outputs, as most operations do, so that the user sees the node's own message about it.
 */
export const OUTPUTS_EXPRESSION: INodeTypeDescription['outputs'] = `={{ (${JSON.stringify(
  Object.fromEntries(
    OPERATIONS.map(({ option, outputs }) => [
      option.value,
      outputs.map((displayName) => ({ type: 'main', displayName })),
    ]),
  ),
)})[$parameter["operation"]] ?? ["main", "main"] }}`;

/** The operation field of each resource, then the operations' parameters (required ones first), then the options. */
export const operationProperties: INodeProperties[] = [
  ...(['lookup', 'phoneNumber'] as const).map(operationField),
  ...sharedBetween(({ parameters }) => parameters, 'operation').sort(
    (a, b) => Number(b.required ?? false) - Number(a.required ?? false),
  ),
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: sharedBetween(({ options }) => options, '/operation').sort((a, b) =>
      a.displayName.localeCompare(b.displayName, 'en'),
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
    options: [...options].sort((a, b) => a.name.localeCompare(b.name, 'en')),
    displayOptions: { show: { resource: [resource] } },
  };
}

/** Each property once, shown for every operation that lists it. */
function sharedBetween(
  list: (operation: Operation) => readonly INodeProperties[],
  operationPath: 'operation' | '/operation',
): INodeProperties[] {
  const properties = [...new Set(OPERATIONS.flatMap(list))];
  return properties.map((property) => {
    const operations = OPERATIONS.filter((operation) => list(operation).includes(property));
    const names = operations.map(({ option }) => option.value);
    return withDisplayOptions(property, {
      show: { ...property.displayOptions?.show, [operationPath]: names },
    });
  });
}

// A spread would call the getters, and so build the country lists when the node is loaded.
function withDisplayOptions(property: INodeProperties, displayOptions: IDisplayOptions): INodeProperties {
  return Object.defineProperties({} as INodeProperties, {
    ...Object.getOwnPropertyDescriptors(property),
    displayOptions: { value: displayOptions, enumerable: true, configurable: true, writable: true },
  });
}
