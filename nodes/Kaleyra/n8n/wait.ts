import type { IExecuteFunctions } from 'n8n-workflow';

import { waitForDetails, type Accepted, type KaleyraClient } from '../api';
import type { Answer, Fate } from '../batch';
import type { AskedFor } from './ask';
import { waitingOf } from './run';

/** What became of the numbers once the details of every accepted lookup were asked for. */
export async function awaitDetails(
  context: IExecuteFunctions,
  asked: AskedFor,
  client: KaleyraClient,
  timeoutMs: number,
): Promise<AskedFor> {
  const { fates, strays, unsent } = asked.ledger;
  const accepted = [
    ...[...fates.values()].flatMap((fate) => (fate.kind === 'answered' ? fate.answers : [])),
    ...strays.map(({ answer }) => answer),
  ].filter(hasId);
  const known = await waitForDetails(accepted, client, waitingOf(context), timeoutMs);

  const withDetails = (answer: Answer): Answer => known.get(answer.lookupId ?? '') ?? answer;
  const detailed = (fate: Fate): Fate =>
    fate.kind === 'answered' ? { kind: 'answered', answers: fate.answers.map(withDetails) } : fate;
  return {
    ...asked,
    ledger: {
      fates: new Map([...fates].map(([e164, fate]) => [e164, detailed(fate)])),
      strays: strays.map(({ answer, item }) => ({ answer: withDetails(answer), item })),
      unsent,
    },
    pending: [...known.values()].filter(({ status }) => status === 'pending').length,
  };
}

function hasId(answer: Answer): answer is Accepted {
  return answer.lookupId !== null;
}
