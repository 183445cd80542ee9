import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { failAllItems } from './n8n/items';
import { configurationError, withPaid } from './n8n/nodeErrors';
import { paidEarlier } from './n8n/retryStore';
import { OPERATIONS, operationProperties, OUTPUTS_EXPRESSION } from './operations';
import type { Operation } from './operations/types';

export class Kaleyra implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Kaleyra',
    name: 'kaleyra',
    icon: { light: 'file:kaleyra.svg', dark: 'file:kaleyra.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Look up phone numbers in bulk: operator, country, network codes and porting',
    defaults: { name: 'Kaleyra' },
    usableAsTool: true,
    builderHint: {
      searchHint:
        "To find out the operator, country or porting of numbers in one step, use the operation 'Look Up Now'. 'Start Bulk' only starts lookups and outputs their IDs, unless 'Wait for Details' is on. To check or format numbers without looking them up, use 'Validate' of the resource 'Phone Number', which is free.",
    },
    inputs: [NodeConnectionTypes.Main],
    outputs: OUTPUTS_EXPRESSION,
    credentials: [{ name: 'kaleyraApi', required: true, displayOptions: { show: { resource: ['lookup'] } } }],
    properties: [
      {
        displayName: 'Resource',
        name: 'resource',
        type: 'options',
        noDataExpression: true,
        default: 'lookup',
        options: [
          {
            name: 'Lookup',
            value: 'lookup',
            description: 'Get the operator, country and network codes of phone numbers from Kaleyra',
          },
          {
            name: 'Phone Number',
            value: 'phoneNumber',
            description: 'Parse and validate numbers locally, without calling Kaleyra',
          },
        ],
      },
      ...operationProperties,
    ],
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    try {
      return await chosenOperation(this).execute.call(this);
    } catch (error) {
      const failure = withPaid(this.getNode(), error, () => paidEarlier(this));
      return await failAllItems(this, failure, { continueOnFail: this.continueOnFail() });
    }
  }
}

function chosenOperation(context: IExecuteFunctions): Operation {
  const resource = context.getNodeParameter('resource', 0, 'lookup');
  const name = context.getNodeParameter('operation', 0, 'startBulk');
  const operation = OPERATIONS.find(({ resource: of, option }) => of === resource && option.value === name);
  if (operation !== undefined) return operation;
  throw configurationError(
    context.getNode(),
    `The resource '${String(resource)}' has no operation '${String(name)}'`,
    "Choose 'Resource' and 'Operation' from the lists.",
  );
}
