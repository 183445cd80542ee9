import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { Example } from '../../support/n8n';

type NodeWork = Pick<INode, 'type' | 'typeVersion' | 'parameters'>;

/** A workflow in which other nodes do the work of some, under their names and in their places. */
export function withStandIns(
  example: Example,
  standIns: Readonly<Record<string, (node: INode) => NodeWork>>,
): Example {
  const nodes = example.nodes.map((node) => ({ ...node, ...standIns[node.name]?.(node) }));
  return { ...example, nodes };
}

/** Gives these rows, as a node that reads them from a foreign account would. */
export function giving(rows: readonly IDataObject[]): () => NodeWork {
  return () => ({
    type: 'n8n-nodes-base.code',
    typeVersion: 2,
    parameters: { jsCode: `return ${JSON.stringify(rows)};` },
  });
}

/** Takes the items as they arrive, as a node that writes every field of them would. */
export function taking(): NodeWork {
  return { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
}

/** Works out the email and the custom properties that a HubSpot node would send. */
export function takingContact({ parameters }: INode): NodeWork {
  const { customPropertiesUi } = parameters.additionalFields as INodeParameters;
  const { customPropertiesValues } = customPropertiesUi as INodeParameters;
  const fields = [
    { property: 'email', value: parameters.email },
    ...(customPropertiesValues as Array<{ property: string; value: string }>),
  ];
  const assignments = fields.map(({ property: name, value }) => ({ id: name, name, value, type: 'string' }));
  return {
    type: 'n8n-nodes-base.set',
    typeVersion: 3.4,
    parameters: { assignments: { assignments }, options: {} } as INodeParameters,
  };
}
