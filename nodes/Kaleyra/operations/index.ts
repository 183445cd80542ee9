import type { INodeProperties } from 'n8n-workflow';

import { OPTIONS, SHARED_FIELDS } from './fields';
import { getDetails } from './getDetails';
import { lookUpNow } from './lookUpNow';
import { startBulk } from './startBulk';
import type { Operation } from './types';
import { validate } from './validate';

/** Every operation of the node; the description and `execute` are made from this table. */
export const OPERATIONS: readonly Operation[] = [startBulk, getDetails, lookUpNow, validate];

/** The operation field of each resource, then the fields of the operations. */
export const operationProperties: INodeProperties[] = [
  ...(['lookup', 'phoneNumber'] as const).map(operationField),
  ...SHARED_FIELDS,
  ...OPERATIONS.flatMap((operation) => operation.fields),
  OPTIONS,
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
