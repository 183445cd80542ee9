import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { credentialData, type SandboxAccount } from '../credential';

import { checkAccounting, type ExpectedFragment } from './accounting';
import type { CredentialData } from './credentials';
import { runWorkflow, type EngineRun, type RunOptions } from './run';
import { kaleyraWorkflow, type KaleyraNodeOptions } from './workflow';

/** Rows, and what the test (not the code under test) says they contain. */
export interface Case {
  readonly items: IDataObject[];
  readonly expected: ExpectedFragment[][];
}

/** The result of a run of the Kaleyra node. */
export interface LookupRun extends EngineRun {
  readonly lookups: INodeExecutionData[];
  readonly rejected: INodeExecutionData[];
  readonly failed: INodeExecutionData[];
  readonly hint: string;
}

/** How the node and the run are set up. */
export type CaseOptions = KaleyraNodeOptions &
  Pick<RunOptions, 'contextData' | 'executionId' | 'onStart' | 'onSave' | 'binary'>;

/** The credential of the sandbox. */
export function sandboxCredentials(account: SandboxAccount): CredentialData {
  return { kaleyraApi: credentialData(account) };
}

/** Runs the node over rows, without checking the result. */
export async function lookUp(
  sandbox: SandboxAccount,
  items: IDataObject[],
  parameters: IDataObject = {},
  options: CaseOptions = {},
): Promise<LookupRun> {
  const { contextData, executionId, onStart, onSave, binary, ...nodeOptions } = options;
  const bulk = { resource: 'lookup', operation: 'startBulk', phone: '={{ $json.phone }}' };
  const workflow = kaleyraWorkflow({ ...bulk, ...parameters }, nodeOptions);
  const credentials = sandboxCredentials(sandbox);
  const run = await runWorkflow({
    workflow,
    items,
    credentials,
    contextData,
    executionId,
    onStart,
    onSave,
    binary,
  });
  const { outputs, hints } = run.node('Kaleyra');
  const [lookups = [], rejected = [], failed = []] = outputs;
  return { ...run, lookups, rejected, failed, hint: hints.map(({ message }) => message).join('\n') };
}

/** Runs the node and throws unless every fragment is accounted for exactly once. */
export async function lookUpAndAccount(
  sandbox: SandboxAccount,
  { items, expected }: Case,
  parameters: IDataObject = {},
  options: CaseOptions = {},
): Promise<LookupRun> {
  const run = await lookUp(sandbox, items, parameters, options);
  const mode = parameters.output === 'rows' ? 'rows' : 'lookups';
  const complaints = run.status === 'success' ? checkAccounting({ rows: expected, outputs: run, mode }) : [];
  if (complaints.length > 0) throw new Error(`Not accounted for: ${complaints.slice(0, 10).join('; ')}`);
  return run;
}

/** Rows with unique valid numbers of India, where Kaleyra is from. */
export function differentNumbers(count: number, from = 0): Case & { numbers: string[] } {
  const numbers = Array.from({ length: count }, (_, i) => `+9198765${String(from + i).padStart(5, '0')}`);
  return {
    numbers,
    items: numbers.map((phone, i) => ({ id: i + 1, phone })),
    expected: numbers.map((e164) => [{ e164 }]),
  };
}
