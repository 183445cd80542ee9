import type { INodeProperties } from 'n8n-workflow';

import { OPTIONS, SHARED_FIELDS } from './fields';
import { getDetails } from './getDetails';
import { lookUpNow } from './lookUpNow';
import { startBulk } from './startBulk';
import type { Operation } from './types';
import { validate } from './validate';

/** Every operation of the node; the description and `execute` are made from this table. */
export const OPERATIONS: readonly Operation[] = [startBulk, getDetails, lookUpNow, validate];

const ownFields = OPERATIONS.flatMap((operation) => operation.fields);

/** The operation field of each resource, then the fields of the operations, what is required first. */
export const operationProperties: INodeProperties[] = [
  ...(['lookup', 'phoneNumber'] as const).map(operationField),
  ...ownFields.filter(({ required }) => required),
  ...SHARED_FIELDS,
  ...ownFields.filter(({ required }) => !required),
  OPTIONS,
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
