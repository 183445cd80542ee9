import type { Sandbox } from '../sandbox';

/** The credential that the example workflows and the tests' workflows use. */
export const CREDENTIAL = { id: 'kaleyra', name: 'Kaleyra account' };

/** A credential for the sandbox, in the format of n8n's import. */
export function sandboxCredential({ url, sid, apiKey }: Pick<Sandbox, 'url' | 'sid' | 'apiKey'>): object {
  return {
    ...CREDENTIAL,
    type: 'kaleyraApi',
    data: { region: 'custom', baseUrl: url, sid, apiKey },
  };
}
