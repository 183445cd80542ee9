import {
  NodeConnectionTypes,
  type IDataObject,
  type INode,
  type INodeExecutionData,
  type INodeType,
} from 'n8n-workflow';

import { CREDENTIAL } from '../../support/credential';
import { node, nodeDescription, to, type KaleyraNodeOptions, type WorkflowJson } from '../../support/engine';

/** How the node stands in a workflow. */
export const SHAPES = ['alone', 'two nodes', 'a loop', "an agent's tool"] as const;
export type Shape = (typeof SHAPES)[number];

const LOOP = 'n8n-nodes-base.splitInBatches';
const AGENT = 'test.agent';
const ROWS_PER_ROUND = 20;

/** The nodes around ours that these workflows need, new for each run, because they remember where they are. */
export function surroundingNodes(calls: readonly string[]): Record<string, INodeType> {
  return { [LOOP]: loopOverItems(), [AGENT]: agent(calls) };
}

/**
 * A workflow of this shape. Rows have their numbers in `phone`, and in `other` those of the second node. An agent
 * makes its calls whatever the rows contain.
 */
export function workflowOf(
  shape: Shape,
  parameters: IDataObject,
  settings: Omit<KaleyraNodeOptions, 'asTool' | 'credentials' | 'downstream'>,
): WorkflowJson {
  const kaleyra = (name: string, phone: string, type = 'kaleyra'): INode => ({
    ...node(name, `n8n-nodes-kaleyra.${type}`, { ...parameters, phone }),
    credentials: { kaleyraApi: CREDENTIAL },
    ...settings,
  });
  const start = node('Manual', 'n8n-nodes-base.manualTrigger');
  switch (shape) {
    case 'alone':
      return {
        nodes: [start, kaleyra('Kaleyra', '={{ $json.phone }}')],
        connections: { Manual: { main: [[to('Kaleyra')]] } },
      };
    case 'two nodes':
      return {
        nodes: [start, kaleyra('Kaleyra', '={{ $json.phone }}'), kaleyra('Second', '={{ $json.other }}')],
        connections: { Manual: { main: [[to('Kaleyra'), to('Second')]] } },
      };
    case 'a loop':
      return {
        nodes: [start, node('Loop', LOOP), kaleyra('Kaleyra', '={{ $json.phone }}')],
        connections: {
          Manual: { main: [[to('Loop')]] },
          Loop: { main: [[], [to('Kaleyra')]] },
          Kaleyra: { main: [[to('Loop')], [to('Loop')], [to('Loop')]] },
        },
      };
    case "an agent's tool":
      return {
        nodes: [start, node('Agent', AGENT), kaleyra('Kaleyra', "={{ $fromAI('phone') }}", 'kaleyraTool')],
        connections: {
          Manual: { main: [[to('Agent')]] },
          Kaleyra: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
        },
      };
  }
}

/** Hands on a part of the rows, and the next part each time it is reached, like Loop Over Items. */
function loopOverItems(): INodeType {
  let rest: INodeExecutionData[] | null = null;
  return {
    description: nodeDescription('splitInBatches', {
      outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    }),
    async execute() {
      rest ??= this.getInputData().map((item, index) => ({ ...item, pairedItem: { item: index } }));
      return [[], rest.splice(0, ROWS_PER_ROUND)];
    },
  };
}

/** Calls its tool as n8n's AI Agent does, by a request to the engine: twice at once, then one call after another. */
function agent([first = '', second = '', ...others]: readonly string[]): INodeType {
  const rounds = [[first, second], ...others.map((call) => [call])];
  let calls = 0;
  return {
    description: nodeDescription('agent', {
      inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
    }),
    async execute() {
      const round = rounds.shift();
      if (round === undefined) return [[{ json: { output: 'Done.' } }]];
      return {
        actions: round.map((phone) => ({
          actionType: 'ExecutionNodeAction' as const,
          nodeName: 'Kaleyra',
          type: NodeConnectionTypes.AiTool,
          input: { phone },
          id: `call ${(calls += 1)}`,
          metadata: {},
        })),
        metadata: {},
      };
    },
  };
}
