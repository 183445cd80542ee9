export type { ExpectedFragment } from './accounting';
export { nodeDescription, noOp } from './nodes';
export { loadPackage, PACKAGE_DIRECTORY } from './package';
export { runWorkflow, type EngineRun, type WorkflowJson } from './run';
export { kaleyraWorkflow, node, to, type KaleyraNodeOptions } from './workflow';
export {
  differentNumbers,
  lookUp,
  lookUpAndAccount,
  sandboxCredentials,
  type Case,
  type LookupRun,
} from './lookups';
