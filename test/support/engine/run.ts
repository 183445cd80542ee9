import type { PackageDirectoryLoader } from 'n8n-core';
import {
  createRunExecutionData,
  NodeHelpers,
  Workflow,
  type IBinaryKeyData,
  type IConnections,
  type ICredentialDataDecryptedObject,
  type ICredentialType,
  type IDataObject,
  type INode,
  type INodeExecutionData,
  type INodeType,
  type INodeTypes,
  type IRun,
  type IWorkflowExecuteAdditionalData,
  type IWorkflowSettings,
  type NodeExecutionHint,
} from 'n8n-workflow';

import { CredentialStore } from './credentials';
import { SURROUNDING_NODES } from './nodes';
import { loadPackage } from './package';

/** A workflow as n8n exports it. */
export interface WorkflowJson {
  name?: string;
  nodes: INode[];
  connections: IConnections;
  settings?: IWorkflowSettings;
}

// The mode of a published workflow.
const MODE = 'trigger';

export interface RunOptions {
  workflow: WorkflowJson;
  /** The fields of each item that the start node outputs. */
  items?: IDataObject[];
  /** The binary data of every item. */
  binary?: IBinaryKeyData;
  /** By credential type. */
  credentials?: Record<string, ICredentialDataDecryptedObject>;
  /** Additional node types. */
  extraNodes?: Record<string, INodeType>;
  /** The node contexts of an earlier run, as in a retried execution. */
  contextData?: Record<string, IDataObject>;
  /** Gets a function that cancels the execution. */
  onStart?: (cancel: () => void) => void;
}

interface NodeRun {
  outputs: INodeExecutionData[][];
  error: Record<string, unknown> | undefined;
  hints: NodeExecutionHint[];
}

export interface EngineRun {
  status: string;
  error: Record<string, unknown> | undefined;
  /** The last run of a node. */
  node(name: string): NodeRun;
  /** Everything that n8n would store. */
  raw: IRun;
}

/** Runs a workflow on n8n's engine with the packed package. */
export async function runWorkflow(options: RunOptions): Promise<EngineRun> {
  const loader = await loadPackage();
  const { ExecutionLifecycleHooks, WorkflowExecute } = await import('n8n-core');

  const nodeTypes = nodeTypesOf({
    'n8n-nodes-kaleyra.kaleyra': loader.getNode('kaleyra').type as INodeType,
    'n8n-nodes-kaleyra.kaleyraTool': loader.getNode('kaleyra').type as INodeType,
    ...SURROUNDING_NODES,
    ...options.extraNodes,
  });
  const workflow = new Workflow({
    id: 'test',
    name: options.workflow.name ?? 'test',
    nodes: options.workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote'),
    connections: options.workflow.connections,
    active: false,
    nodeTypes,
    settings: { executionOrder: 'v1', ...options.workflow.settings },
  });
  const start = workflow.getStartNode();
  if (start === undefined) throw new Error('The workflow has no start node.');

  const additionalData = {
    ...URLS,
    hooks: new ExecutionLifecycleHooks(MODE, '1', { ...options.workflow, active: false } as never),
    credentialsHelper: new CredentialStore(typesOf(loader), options.credentials ?? {}),
    executionId: '1',
    variables: {},
    externalSecretsProxy: {},
    setExecutionStatus: () => undefined,
    sendDataToUI: () => undefined,
    logAiEvent: () => undefined,
  } as unknown as IWorkflowExecuteAdditionalData;

  const { items = [{}], binary } = options;
  const data = createRunExecutionData({
    executionData: {
      contextData: (options.contextData ?? {}) as never,
      nodeExecutionStack: [
        {
          node: start,
          data: { main: [items.map((json) => (binary === undefined ? { json } : { json, binary }))] },
          source: null,
        },
      ],
      metadata: {},
      waitingExecution: {},
      waitingExecutionSource: {},
    },
  });
  const running = new WorkflowExecute(additionalData, MODE, data).processRunExecutionData(workflow);
  options.onStart?.(() => void running.cancel());
  return summarize(await running);
}

/** The credential types of the package, by name. */
export function typesOf(loader: PackageDirectoryLoader): Map<string, ICredentialType> {
  return new Map(
    Object.keys(loader.known.credentials).map((name) => [name, loader.getCredential(name).type]),
  );
}

export const URLS = Object.fromEntries(
  [
    'restApiUrl',
    'instanceBaseUrl',
    'formBaseUrl',
    'formWaitingBaseUrl',
    'formTestBaseUrl',
    'webhookBaseUrl',
    'webhookWaitingBaseUrl',
    'webhookTestBaseUrl',
    'mcpBaseUrl',
    'mcpTestBaseUrl',
  ].map((name) => [name, `http://localhost/${name}`]),
);

function nodeTypesOf(types: Record<string, INodeType>): INodeTypes {
  const byName = (name: string): INodeType => {
    const type = types[name];
    if (type === undefined) throw new Error(`There is no node type '${name}'.`);
    return type;
  };
  return {
    getByName: byName,
    getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(byName(name), version),
    getKnownTypes: () => ({}),
  };
}

function summarize(raw: IRun): EngineRun {
  const { runData, error } = raw.data.resultData;
  return {
    status: raw.status,
    error: error as unknown as Record<string, unknown> | undefined,
    node(name) {
      const last = runData[name]?.at(-1);
      return {
        outputs: (last?.data?.main ?? []).map((items) => items ?? []),
        error: last?.error as unknown as Record<string, unknown> | undefined,
        hints: last?.hints ?? [],
      };
    },
    raw,
  };
}
