import type { Sandbox } from '../sandbox';

/** How the example workflows, and those of the tests, name their credential. */
export const CREDENTIAL = { id: 'kaleyra', name: 'Kaleyra account' };

/** A credential for the sandbox, as n8n's import takes it. */
export function sandboxCredential({ url, sid, apiKey }: Pick<Sandbox, 'url' | 'sid' | 'apiKey'>): object {
  return {
    ...CREDENTIAL,
    type: 'kaleyraApi',
    data: { region: 'custom', baseUrl: url, sid, apiKey },
  };
}
