import type { IExecuteFunctions } from 'n8n-workflow';

import { resolveBaseUrl } from '../api/baseUrl';
import { createClient, type KaleyraClient } from '../api/client';
import type { Clock } from '../api/clock';
import { forEachYielding } from './eventLoop';
import { configurationError } from './nodeErrors';
import type { Settings } from './settings';
import { createSend } from './transport';

/** A client for the credential's account, and the account's identity. */
export interface ConnectedAccount {
  readonly client: KaleyraClient;
  readonly baseUrl: string;
  readonly sid: string;
}

/**
 * Creates a client for the credential's account. The client never sees the API key: n8n adds it to each
 * request, and the transport removes it from whatever comes back.
 * @throws if the credential's SID or API domain is unusable
 */
export async function createClientFromCredential(
  context: IExecuteFunctions,
  { timeoutMs }: Pick<Settings, 'timeoutMs'>,
  clock: Clock,
): Promise<ConnectedAccount> {
  const credential = await context.getCredentials('kaleyraApi');
  const account = resolveBaseUrl(credential);
  if ('problem' in account) {
    throw configurationError(
      context.getNode(),
      account.problem,
      "Open this node's credential to correct it. The Kaleyra console shows 'SID' and 'API Domain' next to the API keys.",
    );
  }
  const client = createClient(
    { ...account, timeoutMs },
    createSend(context, credential),
    clock,
    forEachYielding,
  );
  return { client, ...account };
}
