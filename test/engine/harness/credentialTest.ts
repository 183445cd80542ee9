import {
  createRunExecutionData,
  NodeConnectionTypes,
  Workflow,
  type ICredentialDataDecryptedObject,
  type ICredentialTestRequest,
  type INode,
  type INodeType,
  type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CredentialStore } from './credentials';
import { loadPackage } from './package';
import { typesOf, URLS } from './run';

/** What the credential's window shows after *Save*. */
export interface CredentialVerdict {
  status: 'OK' | 'Error';
  message: string;
}

/** Runs the test of the Kaleyra credential as n8n does: its request through the engine's routing, then its rules. */
export async function testCredential(data: ICredentialDataDecryptedObject): Promise<CredentialVerdict> {
  const loader = await loadPackage();
  const { ExecuteContext, RoutingNode } = await import('n8n-core');
  const type = loader.getCredential('kaleyraApi').type;
  const { request, rules } = type.test as ICredentialTestRequest;

  const node: INode = {
    id: 'temp',
    name: 'Temp',
    type: 'temp',
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
    credentials: { kaleyraApi: { id: 'kal1', name: 'Kaleyra sandbox' } },
  };
  const nodeType: INodeType = {
    description: {
      displayName: 'Temp',
      name: 'temp',
      group: ['input'],
      version: 1,
      description: '',
      defaults: { name: 'Temp' },
      inputs: [NodeConnectionTypes.Main],
      outputs: [NodeConnectionTypes.Main],
      credentials: [{ name: 'kaleyraApi', required: true }],
      properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' }],
    },
  };
  const workflow = new Workflow({
    nodes: [node],
    connections: {},
    active: false,
    nodeTypes: { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) },
  });
  const additionalData = {
    ...URLS,
    credentialsHelper: new CredentialStore(typesOf(loader), { kaleyraApi: data }),
    variables: {},
    externalSecretsProxy: {},
  } as unknown as IWorkflowExecuteAdditionalData;
  const input = { main: [[{ json: {} }]] };
  const context = new ExecuteContext(
    workflow,
    node,
    additionalData,
    'internal',
    createRunExecutionData(),
    0,
    [],
    input,
    { node, data: {}, source: null },
    [],
  );
  const credentials = { id: 'kal1', name: 'Kaleyra sandbox', type: 'kaleyraApi', data };
  try {
    await new RoutingNode(context, nodeType, credentials).runNode();
    return { status: 'OK', message: 'Connection successful!' };
  } catch (thrown) {
    const status = Number((thrown as { httpCode?: unknown }).httpCode);
    const rule = rules?.find((one) => one.type === 'responseCode' && one.properties.value === status);
    return { status: 'Error', message: rule?.properties.message ?? (thrown as Error).message };
  }
}
