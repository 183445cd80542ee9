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
  try {
    await new RoutingNode(context, nodeType, credentials).runNode();
    return { status: 'OK', message: 'Connection successful!' };
  } catch (thrown) {
    const status = Number((thrown as { httpCode?: unknown }).httpCode);
    const rule = rules?.find((one) => one.type === 'responseCode' && one.properties.value === status);
    return { status: 'Error', message: rule?.properties.message ?? (thrown as Error).message };
  }
}
