import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL } from '../support/credential';
import { N8nSession, type Example, type Running } from '../support/n8n';
import { makeWorkbench, type Workbench } from './harness';
import { McpClient } from './harness/mcp';
import { startScriptedModel, type ScriptedModel } from './harness/model';
import { node, to } from './harness/workflows';

const LEFT_ALONE = 'leftAlone';

let bench: Workbench;
let model: ScriptedModel;
let running: Running;
let session: N8nSession;

beforeAll(async () => {
  bench = await makeWorkbench();
  model = await startScriptedModel();
  await bench.home.import('credentials', [
    { id: 'model', name: 'Scripted model', type: 'openAiApi', data: { apiKey: 'none', url: model.url } },
  ]);
  await bench.home.import('workflow', ['lookUpNow', 'startBulk', 'validate', LEFT_ALONE].map(agentWith));
  await bench.home.import('workflow', [mcpServer()]);
  await bench.home.command(['publish:workflow', '--id=mcp']);
  running = await bench.home.start();
  session = await N8nSession.open(running.url);
});
beforeEach(() => {
  bench.sandbox.reset();
  model.heard.length = 0;
});
afterAll(async () => {
  await running?.stop();
  await model?.stop();
  await bench?.dispose();
});

// What n8n saves of a tool that nobody opened.
function parametersFor(operation: string): IDataObject {
  if (operation === LEFT_ALONE) return { options: {} };
  return {
    resource: operation === 'validate' ? 'phoneNumber' : 'lookup',
    operation,
    phone: "={{ $fromAI('numbers', 'phone numbers', 'string') }}",
  };
}

function agentWith(operation: string): Example {
  const langchain = '@n8n/n8n-nodes-langchain';
  const link = (type: string) => ({ [type]: [[{ node: 'AI Agent', type, index: 0 }]] }) as never;
  return {
    id: operation,
    name: operation,
    settings: { executionOrder: 'v1' },
    nodes: [
      node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, 0),
      node('AI Agent', `${langchain}.agent`, 3.1, 1, 0, {
        promptType: 'define',
        text: 'Look these numbers up.',
        options: {},
      }),
      {
        ...node('Model', `${langchain}.lmChatOpenAi`, 1.3, 1, 2, {
          model: { __rl: true, mode: 'id', value: 'scripted' },
          responsesApiEnabled: false,
          options: { maxRetries: 0, timeout: 60_000 },
        }),
        credentials: { openAiApi: { id: 'model', name: 'Scripted model' } },
      },
      {
        ...node('Kaleyra', 'n8n-nodes-kaleyra.kaleyraTool', 1, 2, 2, parametersFor(operation)),
        ...(operation === 'validate' ? {} : { credentials: { kaleyraApi: CREDENTIAL } }),
      },
    ],
    connections: {
      Start: { main: [[to('AI Agent')]] },
      Model: link('ai_languageModel'),
      Kaleyra: link('ai_tool'),
    },
  };
}

function mcpServer(): Example {
  return {
    id: 'mcp',
    name: 'mcp',
    settings: { executionOrder: 'v1' },
    nodes: [
      {
        ...node('MCP Server', '@n8n/n8n-nodes-langchain.mcpTrigger', 2, 0, 0, { path: 'kaleyra' }),
        webhookId: 'kaleyra',
      },
      {
        ...node('Kaleyra', 'n8n-nodes-kaleyra.kaleyraTool', 1, 1, 1, parametersFor(LEFT_ALONE)),
        credentials: { kaleyraApi: CREDENTIAL },
      },
    ],
    connections: { Kaleyra: { ai_tool: [[{ node: 'MCP Server', type: 'ai_tool', index: 0 }]] } },
  };
}

async function ask(operation: string, numbers: string): Promise<string> {
  model.say({ numbers });
  const { status } = await session.run(operation, 'Start');
  expect(status).toBe('success');
  return model.heard.join('\n');
}

describe.each(['lookUpNow', 'startBulk', 'validate'])('an agent with %s as its tool', (operation) => {
  test('gets good and bad numbers in one answer', async () => {
    const heard = await ask(operation, '+919876543210, +919876543211, +91 98765 432xx, +9198');
    expect(heard).toContain('"phone_number":"+919876543210"');
    expect(heard).toContain('"phone_number":"+919876543211"');
    expect(heard).toContain('"reason":"NOT_A_NUMBER"');
    expect(heard).toContain('"reason":"TOO_SHORT"');
    const paid = bench.sandbox.requests.map(({ kind }) => kind);
    expect(paid).toEqual(operation === 'validate' ? [] : [operation]);
  });

  test('gets reasons where every number is bad, and pays nothing', async () => {
    const heard = await ask(operation, '+91 98765 432xx, +9198');
    expect(heard).toContain('"reason":"NOT_A_NUMBER"');
    expect(heard).toContain('"reason":"TOO_SHORT"');
    expect(bench.sandbox.requests).toEqual([]);
  });
});

test('a tool that was dropped on the agent and left alone looks numbers up at once, and says what it costs', async () => {
  model.say({ Phone: '98765 43210, +919876543211, 12', Default_Country: 'IN' });
  expect((await session.run(LEFT_ALONE, 'Start')).status).toBe('success');
  const heard = model.heard.join('\n');
  expect(heard).toContain('"phone_number":"+919876543210"');
  expect(heard).toContain('"lookup_status":"complete"');
  expect(heard).toContain('Not sent, so not charged.');
  expect(bench.sandbox.requests.map(({ kind }) => kind)).toEqual(['lookUpNow']);
  expect(model.tools.at(-1)?.description).toContain('Every number costs money');

  model.heard.length = 0;
  model.say({ Phone: '98765 43212' });
  await session.run(LEFT_ALONE, 'Start');
  expect(model.heard.join('\n')).toContain('Ask for the country.');
});

test('an MCP client gets the same tool: its schema, its cost and its answers', async () => {
  const client = await McpClient.open(`${running.url}/mcp/kaleyra`);
  const [tool, ...others] = await client.tools();
  expect(others).toEqual([]);
  expect(tool?.name).toBe('Kaleyra');
  expect(tool?.description).toContain('Every number costs money');
  const { properties, required } = tool!.inputSchema;
  expect(properties).toEqual({
    Phone: expect.objectContaining({
      type: 'string',
      description: expect.stringContaining('One phone number or several'),
    }),
    Default_Country: expect.objectContaining({
      type: 'string',
      description: expect.stringContaining('Two-letter code'),
    }),
  });
  expect(required).toEqual(['Phone']);

  const answer = await client.call('Kaleyra', { Phone: '98765 43210, 12', Default_Country: 'IN' });
  expect(answer).toContain('+919876543210');
  expect(answer).toContain('complete');
  expect(answer).toContain('Not sent, so not charged.');
  expect(bench.sandbox.requests.map(({ kind }) => kind)).toEqual(['lookUpNow']);
});

test('the model knows the tool by the name of its node', async () => {
  await ask('lookUpNow', '+919876543210');
  expect(model.tools.at(-1)?.name).toBe('Kaleyra');
});
