import {
  NodeConnectionTypes,
  type IDataObject,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

/**
 * Stand-ins for the few nodes around ours. They are written for these tests and do the least that an exported workflow
 * needs: hand items on, or set fields from expressions.
 */
export const SURROUNDING_NODES: Record<string, INodeType> = {
  'n8n-nodes-base.manualTrigger': passingOn('manualTrigger', []),
  'n8n-nodes-base.noOp': passingOn('noOp', [NodeConnectionTypes.Main]),
  'n8n-nodes-base.set': setting(),
};

function describe(name: string, inputs: INodeTypeDescription['inputs']): INodeTypeDescription {
  return {
    displayName: name,
    name,
    group: ['transform'],
    version: [1, 2, 3, 3.4],
    description: name,
    defaults: { name },
    inputs,
    outputs: [NodeConnectionTypes.Main],
    properties: [{ displayName: 'Fields', name: 'fields', type: 'json', default: {} }],
  };
}

function passingOn(name: string, inputs: INodeTypeDescription['inputs']): INodeType {
  return {
    description: describe(name, inputs),
    async execute() {
      return [this.getInputData().map((item, i) => ({ ...item, pairedItem: { item: i } }))];
    },
  };
}

function setting(): INodeType {
  return {
    description: describe('set', [NodeConnectionTypes.Main]),
    async execute() {
      const items = this.getInputData();
      return [
        items.map((_item, i) => ({
          json: this.getNodeParameter('fields', i) as IDataObject,
          pairedItem: { item: i },
        })),
      ];
    },
  };
}
