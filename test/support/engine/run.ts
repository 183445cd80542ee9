import type { PackageDirectoryLoader } from 'n8n-core';
import {
  createRunExecutionData,
  NodeHelpers,
  Workflow,
  type IBinaryKeyData,
  type IConnections,
  type IDataObject,
  type INode,
  type INodeExecutionData,
  type INodeType,
  type INodeTypes,
  type IRun,
  type IRunExecutionData,
  type IWorkflowExecuteAdditionalData,
  type IWorkflowSettings,
  type NodeExecutionHint,
} from 'n8n-workflow';

import { CredentialStore, type CredentialData } from './credentials';
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
  binary?: IBinaryKeyData | undefined;
  /** By credential type. */
  credentials?: CredentialData;
  /** Additional node types. */
  extraNodes?: Record<string, INodeType>;
  /** The node contexts of an earlier run, as in a retried execution. */
  contextData?: Record<string, IDataObject> | undefined;
  /** Default: 1. */
  executionId?: string | undefined;
  /** Gets a function that cancels the execution. */
  onStart?: ((cancel: () => void) => void) | undefined;
  /** Gets a copy of what n8n saves, each time that it does: a canceled execution at once, before its node has ended. */
  onSave?: ((saved: IRunExecutionData) => void) | undefined;
}

type RunError = Record<string, unknown> | undefined;

export interface EngineRun {
  status: string;
  error: RunError;
  /** The last run of a node. */
  node(name: string): { outputs: INodeExecutionData[][]; error: RunError; hints: NodeExecutionHint[] };
  /** Everything that n8n would store. */
  raw: IRun;
}

/** Runs a workflow on n8n's engine with the packed package. */
export async function runWorkflow(options: RunOptions): Promise<EngineRun> {
  const loader = await loadPackage();
  const { ExecutionLifecycleHooks, WorkflowExecute } = await import('n8n-core');

  const kaleyra = loader.getNode('kaleyra').type as INodeType;
  const nodeTypes = createNodeTypes({
    'n8n-nodes-kaleyra.kaleyra': kaleyra,
    'n8n-nodes-kaleyra.kaleyraTool': kaleyra,
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

  const { executionId = '1' } = options;
  const hooks = new ExecutionLifecycleHooks(MODE, executionId, {
    ...options.workflow,
    active: false,
  } as never);
  hooks.addHandler('workflowExecuteAfter', ({ data: saved }) =>
    options.onSave?.(JSON.parse(JSON.stringify(saved)) as IRunExecutionData),
  );
  const additionalData = createAdditionalData(loader, options.credentials ?? {}, {
    hooks,
    executionId,
    setExecutionStatus: () => undefined,
    sendDataToUI: () => undefined,
    logAiEvent: () => undefined,
  });

  const { items = [{}], binary } = options;
  const input = items.map((json) => (binary === undefined ? { json } : { json, binary }));
  const data = createRunExecutionData({
    executionData: {
      contextData: (options.contextData ?? {}) as never,
      nodeExecutionStack: [{ node: start, data: { main: [input] }, source: null }],
      metadata: {},
      waitingExecution: {},
      waitingExecutionSource: {},
    },
  });
  const running = new WorkflowExecute(additionalData, MODE, data).processRunExecutionData(workflow);
  options.onStart?.(() => void running.cancel());
  return summarize(await running);
}

/** What n8n gives every node of an execution, with `more` for the execution at hand. */
export function createAdditionalData(
  loader: PackageDirectoryLoader,
  credentials: CredentialData,
  more: object = {},
): IWorkflowExecuteAdditionalData {
  return {
    restApiUrl: 'http://localhost/rest',
    instanceBaseUrl: 'http://localhost/',
    webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
    formWaitingBaseUrl: 'http://localhost/form-waiting',
    credentialsHelper: new CredentialStore(loader, credentials),
    variables: {},
    externalSecretsProxy: {},
    ...more,
  } as unknown as IWorkflowExecuteAdditionalData;
}

function createNodeTypes(types: Record<string, INodeType>): INodeTypes {
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
    error: error as unknown as RunError,
    node(name) {
      const last = runData[name]?.at(-1);
      return {
        outputs: (last?.data?.main ?? []).map((items) => items ?? []),
        error: last?.error as unknown as RunError,
        hints: last?.hints ?? [],
      };
    },
    raw,
  };
}
