import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { DETAILS_AT_ONCE, inParallel, type ApiFailure, type LookupEntry, type Result } from '../api';
import { detailsDraft, tellDetails } from '../batch';
import { openAccount } from '../n8n/account';
import { NOT_AN_ID, readLookupIds, type LookupIdCell } from '../n8n/cells';
import { detailsFault } from '../n8n/fault';
import { hint } from '../n8n/hint';
import { failedItemMaker, itemMaker, rowsOf } from '../n8n/output';
import { inTurns } from '../n8n/run';
import { readSettings } from '../n8n/settings';
import { readKaleyraNumber } from '../phone';
import { mapInSteps } from '../steps';
import type { Operation } from './types';

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, 1);
  const cells = await inTurns(readLookupIds(this));
  const byId = new Map(cells.flatMap((cell) => (cell === null ? [] : [[cell.lookupId, cell] as const])));

  const { client } = await openAccount(this, settings);
  const results = new Map<string, Result<LookupEntry>>();
  await inParallel([...byId.values()], DETAILS_AT_ONCE, async ({ lookupId, url }) => {
    results.set(lookupId, await client.getDetails(lookupId, url));
  });

  const rowOf = rowsOf(this);
  const toItem = itemMaker(this);
  const toFailed = failedItemMaker(this);
  const failures: Array<{ item: number; failure: ApiFailure }> = [];
  const makeOne = (cell: LookupIdCell | null, item: number): INodeExecutionData => {
    const result = results.get(cell?.lookupId ?? '') ?? NOT_AN_ID;
    if (result.ok) {
      const number = readKaleyraNumber(result.value.mobileNumber);
      return toItem(detailsDraft(item, withId(result.value, cell?.lookupId), number, settings.output, rowOf));
    }
    failures.push({ item, failure: result.failure });
    return toFailed({ item, failure: result.failure, numbers: [] });
  };
  const output = await inTurns(mapInSteps(cells, makeOne));
  const [first] = failures;
  if (first !== undefined && !this.continueOnFail()) {
    throw detailsFault(this.getNode(), first.failure, first.item, failures.length);
  }
  const pending = [...results.values()].filter(
    (result) => result.ok && result.value.status === 'pending',
  ).length;
  if (cells.length > 0) hint(this, tellDetails(cells.length, byId.size, failures.length, pending), false);
  return [output];
}

function withId(entry: LookupEntry, asked: string | undefined): LookupEntry {
  return { ...entry, lookupId: entry.lookupId ?? asked ?? null };
}

/** What lookups found, by their IDs. */
export const getDetails: Operation = {
  resource: 'lookup',
  option: {
    name: 'Get Details',
    value: 'getDetails',
    action: 'Get details of lookup',
    description:
      'Fetches what a bulk lookup found, by its lookup ID: operator, network codes, country, porting. One request for each ID: 3,000 numbers are 3,000 requests, and 30 with Look Up Now. Kaleyra does not say what it costs.',
  },
  fields: [
    {
      displayName: 'Lookup ID',
      name: 'lookupId',
      type: 'string',
      default: '={{ $json.lookup_id }}',
      required: true,
      placeholder: 'e.g. 3f0c2a9e-0000-4000-8000-000000000000:1',
      description:
        "The lookup ID of each row, or the URL that came with it. The request always goes to the credential's region, never to the host in the URL.",
      displayOptions: { show: { operation: ['getDetails'] } },
    },
  ],
  execute,
};
