import {
  createRunExecutionData,
  Workflow,
  type ICredentialDataDecryptedObject,
  type ICredentialTestRequest,
  type INodeType,
  type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CREDENTIAL, CredentialStore } from './credentials';
import { nodeDescription } from './nodes';
import { loadPackage } from './package';
import { typesOf, URLS } from './run';
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

  const asking = { ...node('Temp', 'temp'), credentials: { kaleyraApi: CREDENTIAL } };
  const nodeType: INodeType = {
    description: nodeDescription('temp', {
      credentials: [{ name: 'kaleyraApi', required: true }],
      properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' }],
    }),
  };
  const workflow = new Workflow({
    nodes: [asking],
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
    asking,
    additionalData,
    'internal',
    createRunExecutionData(),
    0,
    [],
    input,
    { node: asking, data: {}, source: null },
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
