import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Sandbox } from './sandbox';

/** How the example workflows, and those of the tests, name their credential. */
export const CREDENTIAL = { id: 'kaleyra', name: 'Kaleyra account' };

/** What a client needs to reach a sandbox. */
export type SandboxAccount = Pick<Sandbox, 'url' | 'sid' | 'apiKey'>;

/** The fields of a Kaleyra credential for a sandbox. */
export function credentialData({ url, sid, apiKey }: SandboxAccount): ICredentialDataDecryptedObject {
  return { region: 'custom', baseUrl: url, sid, apiKey };
}
