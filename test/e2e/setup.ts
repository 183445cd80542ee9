import { getN8n, N8N_VERSION, OLDEST_N8N_VERSION } from '../support/n8n';
import { say } from './harness';

/** Fetches what the tests run on, so that no test's time limit is spent on it. */
export default async function setup(): Promise<void> {
  for (const version of [N8N_VERSION, OLDEST_N8N_VERSION]) await getN8n(version, say);
}
