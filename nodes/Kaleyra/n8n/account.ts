import type { IExecuteFunctions } from 'n8n-workflow';

import { addressOf, createClient, createSend, type KaleyraClient } from '../api';
import { setupFault } from './fault';
import { waitingOf } from './run';
import type { Settings } from './settings';

/** The account a run asks, and what tells it from others. */
export interface Account {
  readonly client: KaleyraClient;
  readonly baseUrl: string;
  readonly sid: string;
}

/** Opens the credential's account. The API key stays with n8n, which adds it to each request. */
export async function openAccount(
  context: IExecuteFunctions,
  settings: Pick<Settings, 'timeoutMs' | 'retryUnconfirmed'>,
): Promise<Account> {
  const { region, baseUrl, sid } = await context.getCredentials('kaleyraApi');
  const address = addressOf({
    region: String(region),
    baseUrl: String(baseUrl ?? ''),
    sid: String(sid ?? ''),
  });
  if ('complaint' in address) {
    throw setupFault(
      context.getNode(),
      address.complaint,
      "Open this node's credential and correct it: the Kaleyra console shows 'SID' and 'API Domain' beside the API keys.",
    );
  }
  const { timeoutMs, retryUnconfirmed } = settings;
  const client = createClient(
    { ...address, timeoutMs, retryUnconfirmed },
    createSend(context),
    waitingOf(context),
  );
  return { client, ...address };
}
