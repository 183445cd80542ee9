import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Sandbox } from './sandbox';

/** How workflows refer to the sandbox's credential. */
export const CREDENTIAL = { id: 'kaleyra', name: 'Kaleyra account' };

/** What a client needs to reach a sandbox. */
export type SandboxAccount = Pick<Sandbox, 'url' | 'sid' | 'apiKey'>;

/** The fields of a credential for a sandbox. */
export function credentialData({ url, sid, apiKey }: SandboxAccount): ICredentialDataDecryptedObject {
  return { region: 'custom', baseUrl: url, sid, apiKey };
}

/** A credential for a sandbox, as n8n's import takes it. */
export function sandboxCredential(account: SandboxAccount): object {
  return { ...CREDENTIAL, type: 'kaleyraApi', data: credentialData(account) };
}
