import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import {
  NodeHelpers,
  type IDataObject,
  type INode,
  type INodeParameters,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { CREDENTIAL } from '../support/credential';
import {
  differentNumbers,
  loadPackage,
  lookUp,
  node as workflowNode,
  runWorkflow,
  to,
} from '../support/engine';
import { sandboxCredentials } from '../support/engine/lookups';
import { nodeDescription } from '../support/engine/nodes';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

// Not part of n8n-core's types.
const N8N_TOOL: string = 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';

const NOW = { operation: 'lookUpNow' };
const AS_TOOL = { asTool: true };

describe("as an AI agent's tool", () => {
  test('returns valid and rejected numbers of a list in the one output an agent sees', async () => {
    const run = await lookUp(sandbox, [{ phone: '+91 98765 00001, 12, +91 98765 00002' }], NOW, AS_TOOL);
    expect(run.rejected).toEqual([]);
    expect(run.lookups.map(({ json }) => json)).toEqual([
      expect.objectContaining({ phone_number: '+919876500001', lookup_status: 'complete' }),
      expect.objectContaining({ phone_number: '+919876500002', lookup_status: 'complete' }),
      {
        phone_input: '12',
        reason: 'TOO_SHORT',
        reason_text: expect.stringMatching(/ Not sent, so not charged\.$/),
      },
    ]);
  });

  test('with only invalid numbers, returns the reasons and sends nothing', async () => {
    const run = await lookUp(sandbox, [{ phone: '12; +9198' }], NOW, AS_TOOL);
    expect(run.lookups).toHaveLength(2);
    expect(sandbox.requests).toEqual([]);
  });

  test.each([
    [
      '98765 43210',
      'UNKNOWN_COUNTRY',
      '',
      'The number has no country code, and no country was given. Ask for the country. Not sent, so not charged.',
    ],
    [
      '98765 43210',
      'UNKNOWN_COUNTRY',
      'Indiana',
      expect.stringMatching(/'Indiana'.* Not sent, so not charged\.$/),
    ],
    ['491713920012', 'AMBIGUOUS', 'DE', expect.stringMatching(/ Not sent, so not charged\.$/)],
  ])(
    'of %s (%s, country %j) says nothing that only a person at the editor could do',
    async (phone, reason, defaultCountry, text) => {
      const { lookups } = await lookUp(sandbox, [{ phone }], { ...NOW, defaultCountry }, AS_TOOL);
      const json = lookups[0]?.json;
      expect(json).toMatchObject({ reason, reason_text: text });
      expect(json?.reason_text).not.toMatch(/'(?:Bare|Default|Allowed) |\b(?:item|row|cell)\b/);
    },
  );

  test('Validate says nothing about charges', async () => {
    const validate = { resource: 'phoneNumber', operation: 'validate' };
    const { lookups } = await lookUp(sandbox, [{ phone: '12' }], validate, AS_TOOL);
    expect(lookups[0]?.json.reason).toBe('TOO_SHORT');
    expect(lookups[0]?.json.reason_text).not.toContain('charged');
  });

  test('what is set up wrongly comes with its advice, because a model sees only the message', async () => {
    const refused = await lookUp(
      sandbox,
      [{ phone: '+919876543210' }],
      { ...NOW, options: { batchSize: 0 } },
      AS_TOOL,
    );
    expect(refused.error?.message).toBe("'Batch Size' cannot be 0. Enter a whole number from 1 to 10,000.");
    const empty = await lookUp(sandbox, [{}], { ...NOW, phone: '' }, AS_TOOL);
    expect(empty.error?.message).toBe(
      "'Phone' is empty. Let the model define it, with the button beside it.",
    );
  });

  test('details that cannot be fetched name no item', async () => {
    const details = { operation: 'getDetails', lookupId: 'unknown:1' };
    const { error } = await lookUp(sandbox, [{}], details, AS_TOOL);
    expect(error?.message).toMatch(/^Kaleyra does not know this lookup ID\. /);
  });

  test('refuses more than 100 numbers unless the limit is raised', async () => {
    const { items } = differentNumbers(101);
    const refused = await lookUp(sandbox, items, NOW, AS_TOOL);
    expect(refused.error?.message).toContain("101 numbers would be looked up, but 'Max Lookups' is 100");
    expect(sandbox.requests).toEqual([]);
    const raised = await lookUp(sandbox, items, { ...NOW, options: { maxLookups: 200 } }, AS_TOOL);
    expect(raised.lookups).toHaveLength(101);
  });
});

describe('dropped on an agent and left alone', () => {
  // As n8n converts a node that is usable as a tool.
  async function asTool(parameters: INodeParameters) {
    const nodeType = (await loadPackage()).getNode('kaleyra').type as INodeType;
    const description: INodeTypeDescription = { ...nodeType.description, name: 'kaleyraTool' };
    const node = { id: '1', name: 'Kaleyra', type: 'kaleyraTool', typeVersion: 1, position: [0, 0] } as const;
    const filled = NodeHelpers.getNodeParameters(
      description.properties,
      parameters,
      true,
      false,
      { ...node, parameters } as unknown as INode,
      description,
    );
    const tool = { ...node, parameters: filled ?? {} } as unknown as INode;
    return { tool, text: NodeHelpers.getToolDescriptionForNode(tool, { ...nodeType, description }) };
  }

  async function argumentsOf(tool: INode): Promise<{ required: string[]; defaults: unknown }> {
    const { getSchema } = (await import(N8N_TOOL)) as {
      getSchema: (node: INode) => {
        shape: Record<string, { isOptional(): boolean; parse(value: unknown): unknown }>;
      };
    };
    const fields = Object.entries(getSchema(tool).shape);
    const optional = fields.filter(([, field]) => field.isOptional());
    return {
      required: fields.filter(([, field]) => !field.isOptional()).map(([name]) => name),
      defaults: Object.fromEntries(optional.map(([name, field]) => [name, field.parse(undefined)])),
    };
  }

  test('it is Look Up Now, and the model gives the numbers and, if it can, the country', async () => {
    const { tool, text } = await asTool({});
    expect(tool.parameters).toMatchObject({ resource: 'lookup', operation: 'lookUpNow', output: 'lookups' });
    for (const name of ['phone', 'defaultCountry'])
      expect(tool.parameters[name]).toMatch(/^=\{\{ \/\*n8n-auto-generated-fromAI-override\*\/ \$fromAI\(/);
    expect(text).toContain('Every number costs money');
    expect(await argumentsOf(tool)).toEqual({ required: ['Phone'], defaults: { Default_Country: '' } });
  });

  test.each([
    ['lookup', 'startBulk', ['Phone'], 'Every number costs money'],
    ['lookup', 'getDetails', ['Lookup_ID'], 'price not published'],
    ['phoneNumber', 'validate', ['Phone'], 'Free.'],
  ])('%s, %s: its arguments, and what the model is told', async (resource, operation, required, cost) => {
    const { tool, text } = await asTool({ resource, operation });
    expect((await argumentsOf(tool)).required).toEqual(required);
    expect(text).toContain(cost);
  });

  test('has one description: its own', async () => {
    const { properties } = ((await loadPackage()).getNode('kaleyra').type as INodeType).description;
    const texts = properties.filter(({ name }) => name === 'toolDescription');
    expect(texts.map(({ displayOptions }) => displayOptions?.show)).toEqual(
      ['startBulk', 'getDetails', 'lookUpNow', 'validate'].map((operation) => ({
        '@tool': [true],
        operation: [operation],
      })),
    );
    expect((await asTool({ toolDescription: 'Ask it.' })).text).toBe('Ask it.');
  });

  test('in a workflow, none of it is there', async () => {
    const { description } = (await loadPackage()).getNode('kaleyra').type as INodeType;
    const node = {
      id: '1',
      name: 'Kaleyra',
      type: 'kaleyra',
      typeVersion: 1,
      position: [0, 0],
      parameters: {},
    } as unknown as INode;
    const parameters = NodeHelpers.getNodeParameters(
      description.properties,
      {},
      true,
      false,
      node,
      description,
    );
    expect(parameters).toEqual(
      expect.objectContaining({ operation: 'startBulk', phone: '', defaultCountry: '' }),
    );
    expect(parameters).not.toHaveProperty('toolDescription');
  });
});

describe('called several times at once', () => {
  /** Runs an agent whose model calls the tool with all these arguments in one turn. */
  async function callAtOnce(phones: readonly string[], options: IDataObject): Promise<void> {
    const { type } = (await loadPackage()).getNode('kaleyra');
    const tool = Object.create(type) as INodeType;
    tool.description = {
      ...(type as INodeType).description,
      name: 'kaleyraTool',
      inputs: [],
      outputs: ['ai_tool'],
    };
    const agent: INodeType = {
      description: nodeDescription('agent', {
        inputs: ['main', { type: 'ai_tool', displayName: 'Tool' }],
      }),
      async execute() {
        const [connected] = [await this.getInputConnectionData('ai_tool', 0)].flat(2) as Tool[];
        await Promise.allSettled(phones.map((Phone) => connected?.invoke({ Phone })));
        return [[{ json: {} }]];
      },
    };
    const parameters = { ...NOW, resource: 'lookup', phone: "={{ $fromAI('Phone') }}", options };
    const kaleyra = {
      ...workflowNode('Kaleyra', 'n8n-nodes-kaleyra.kaleyraTool', parameters),
      credentials: { kaleyraApi: CREDENTIAL },
    };
    await runWorkflow({
      workflow: {
        nodes: [
          workflowNode('Manual', 'n8n-nodes-base.manualTrigger'),
          workflowNode('Agent', 'test.agent'),
          kaleyra,
        ],
        connections: {
          Manual: { main: [[to('Agent')]] },
          Kaleyra: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
        },
      },
      credentials: sandboxCredentials(sandbox),
      extraNodes: { 'test.agent': agent, 'n8n-nodes-kaleyra.kaleyraTool': tool },
    });
  }

  interface Tool {
    invoke(input: { Phone: string }): Promise<unknown>;
  }

  test('pays for a number once', async () => {
    await callAtOnce(['+919876500001', '+91 98765-00001', '+919876500001'], {});
    expect([...sandbox.timesSent().values()]).toEqual([1]);
  });

  test('does not send again what may have been charged', async () => {
    sandbox.fault('lookUpNow', faults.acceptedThen500(), { nth: 1 });
    await callAtOnce(['+919876500001', '+919876500001'], {});
    expect([...sandbox.timesBilled().values()]).toEqual([1]);
  });

  test('holds Max Lookups', async () => {
    await callAtOnce(['+919876500001', '+919876500002, +919876500003', '+919876500004'], { maxLookups: 2 });
    expect(sandbox.timesSent().size).toBe(2);
  });
});
