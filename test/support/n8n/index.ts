export { getN8n } from './container';
export { exampleWorkflows, type Example } from './examples';
export { freePort, isFree } from '../ports';
export { N8nHome, type Running } from './home';
export {
  installEngine,
  installN8n,
  N8N_VERSION,
  OLDEST_ENGINE_VERSION,
  OLDEST_N8N_VERSION,
  type N8n,
} from './install';
export { N8nSession, outputsOf, OWNER, type Execution } from './session';
