import type { Sandbox } from '../../test/sandbox';

/** The credential's ID in the example workflows. */
const CREDENTIAL_ID = 'kaleyra';

/** A credential for the sandbox, as n8n's import takes it. */
export function sandboxCredential({ url, sid, apiKey }: Pick<Sandbox, 'url' | 'sid' | 'apiKey'>): object {
  return {
    id: CREDENTIAL_ID,
    name: 'Kaleyra account',
    type: 'kaleyraApi',
    data: { region: 'custom', baseUrl: url, sid, apiKey },
  };
}
