import type { IDisplayOptions, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { getDetails } from './getDetails';
import { lookUpNow } from './lookUpNow';
import { startBulk } from './startBulk';
import type { Operation } from './types';
import { validate } from './validate';

/** Every operation of the node; the description, the outputs and `execute` are made from this table. */
export const OPERATIONS: readonly Operation[] = [startBulk, getDetails, lookUpNow, validate];

/**
 * The outputs of each operation, as the expression that n8n evaluates when a parameter changes. An unknown operation has
 * as many as most, so that its own message is what the user sees.
 */
export const OUTPUTS_EXPRESSION: INodeTypeDescription['outputs'] = `={{ (${JSON.stringify(
  Object.fromEntries(
    OPERATIONS.map(({ option, outputs }) => [
      option.value,
      outputs.map((displayName) => ({ type: 'main', displayName })),
    ]),
  ),
)})[$parameter["operation"]] ?? ["main", "main"] }}`;

/** The operation field of each resource, then the parameters of the operations, required ones first, then the options. */
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
  return {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    default: options[0]?.value ?? '',
    options: [...options].sort((a, b) => a.name.localeCompare(b.name, 'en')),
    displayOptions: { show: { resource: [resource] } },
  };
}

/** Every property once, shown for all operations that list it. */
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

// Not a spread, which would evaluate the lists of countries long before anybody looks at them.
function withDisplayOptions(property: INodeProperties, displayOptions: IDisplayOptions): INodeProperties {
  return Object.defineProperties({} as INodeProperties, {
    ...Object.getOwnPropertyDescriptors(property),
    displayOptions: { value: displayOptions, enumerable: true, configurable: true, writable: true },
  });
}
