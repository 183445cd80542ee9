import {
  createRunExecutionData,
  Workflow,
  type ICredentialDataDecryptedObject,
  type ICredentialTestRequest,
  type INodeType,
} from 'n8n-workflow';

import { CREDENTIAL } from '../credential';
import { nodeDescription } from './nodes';
import { loadPackage } from './package';
import { createAdditionalData } from './run';
import { node } from './workflow';

/** What the credential dialog shows after *Save*. */
export interface CredentialVerdict {
  status: 'OK' | 'Error';
  message: string;
}

/** Runs the credential test like n8n: sends its request through the engine's routing, then applies its rules. */
export async function testCredential(data: ICredentialDataDecryptedObject): Promise<CredentialVerdict> {
  const loader = await loadPackage();
  const { ExecuteContext, RoutingNode } = await import('n8n-core');
  const type = loader.getCredential('kaleyraApi').type;
  const { request, rules } = type.test as ICredentialTestRequest;

  const requesting = { ...node('Temp', 'temp'), credentials: { kaleyraApi: CREDENTIAL } };
  const nodeType: INodeType = {
    description: nodeDescription('temp', {
      credentials: [{ name: 'kaleyraApi', required: true }],
      properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' }],
    }),
  };
  const workflow = new Workflow({
    nodes: [requesting],
    connections: {},
    active: false,
    nodeTypes: { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) },
  });
  const context = new ExecuteContext(
    workflow,
    requesting,
    createAdditionalData(loader, { kaleyraApi: data }),
    'internal',
    createRunExecutionData(),
    0,
    [],
    { main: [[{ json: {} }]] },
    { node: requesting, data: {}, source: null },
    [],
  );
  const credentials = { ...CREDENTIAL, type: 'kaleyraApi', data };
  let answer: unknown;
  try {
    const output = await new RoutingNode(context, nodeType, credentials).runNode();
    answer = output?.[0]?.[0]?.json;
  } catch (thrown) {
    return { status: 'Error', message: reasonOf(thrown, rules) };
  }
  const broken = rules?.find(
    ({ type, properties }) =>
      type === 'responseSuccessBody' && get(answer, properties.key as string) === properties.value,
  );
  if (broken !== undefined) return { status: 'Error', message: broken.properties.message };
  return { status: 'OK', message: 'Connection successful!' };
}

/** What n8n says of an error: a rule's words, the network's code, or the error's own message. */
function reasonOf(thrown: unknown, rules: ICredentialTestRequest['rules']): string {
  const { message, cause } = thrown as { message: string; cause?: Cause };
  if (cause?.response === undefined) return cause?.code ?? message;
  const { status, statusText } = cause.response;
  const rule = rules?.find(({ type, properties }) => type === 'responseCode' && properties.value === status);
  return rule?.properties.message ?? (statusText || `Received HTTP status code: ${status}`);
}

interface Cause {
  readonly code?: string;
  readonly response?: { readonly status: number; readonly statusText: string };
}

// n8n reads it with lodash's `get`, which finds a key in text and in nothing too: none.
function get(answer: unknown, key: string): unknown {
  return (answer as Record<string, unknown> | undefined)?.[key];
}
