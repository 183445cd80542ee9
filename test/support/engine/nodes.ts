import {
  NodeConnectionTypes,
  type IDataObject,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

/**
 * Stand-ins for the nodes around ours. They do the minimum that the tests' workflows need: pass items on, or set fields
 * from expressions.
 */
export const SURROUNDING_NODES: Record<string, INodeType> = {
  'n8n-nodes-base.manualTrigger': passingOn('manualTrigger', { inputs: [] }),
  'n8n-nodes-base.noOp': passingOn('noOp'),
  'n8n-nodes-base.set': setting(),
};

/** The description of a node with one input and one output, unless overridden. */
export function nodeDescription(
  name: string,
  otherwise: Partial<INodeTypeDescription> = {},
): INodeTypeDescription {
  return {
    displayName: name,
    name,
    group: ['transform'],
    version: [1, 2, 3, 3.4],
    description: name,
    defaults: { name },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    properties: [],
    ...otherwise,
  };
}

function passingOn(name: string, otherwise: Partial<INodeTypeDescription> = {}): INodeType {
  return {
    description: nodeDescription(name, otherwise),
    async execute() {
      return [this.getInputData().map((item, i) => ({ ...item, pairedItem: { item: i } }))];
    },
  };
}

function setting(): INodeType {
  return {
    description: nodeDescription('set', {
      properties: [{ displayName: 'Fields', name: 'fields', type: 'json', default: {} }],
    }),
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
