import {
  NodeConnectionTypes,
  type IDataObject,
  type INodeProperties,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

/** A node that hands its items on. */
export const noOp = passingOn('noOp');

/**
 * Stand-ins for the nodes around ours. They do the minimum that the tests' workflows need: pass items on, or set fields
 * from expressions.
 */
export const SURROUNDING_NODES: Record<string, INodeType> = {
  'n8n-nodes-base.manualTrigger': passingOn('manualTrigger', { inputs: [] }),
  'n8n-nodes-base.noOp': noOp,
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
  const properties: INodeProperties[] = [
    { displayName: 'Fields', name: 'fields', type: 'json', default: {} },
  ];
  return {
    description: nodeDescription('set', { properties }),
    async execute() {
      const fields = (i: number): IDataObject => this.getNodeParameter('fields', i) as IDataObject;
      return [this.getInputData().map((_, i) => ({ json: fields(i), pairedItem: { item: i } }))];
    },
  };
}
