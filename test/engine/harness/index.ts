export type { ExpectedFragment } from './accounting';
export { loadPackage, PACKAGE_DIRECTORY } from './package';
export { runWorkflow, type WorkflowJson } from './run';
export { kaleyraWorkflow, type KaleyraNodeOptions } from './workflow';
export {
  differentNumbers,
  lookUp,
  lookUpAndAccount,
  sandboxCredentials,
  type Case,
  type LookupRun,
} from './lookups';
