import { getN8n, N8N_VERSION } from '../support/n8n';
import { say } from '../e2e/harness';

/** Fetches what the tests run on, so that no test's time limit is spent on it. */
export default async function setup(): Promise<void> {
  await getN8n(N8N_VERSION, say);
}
