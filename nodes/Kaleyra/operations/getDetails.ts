import type { IExecuteFunctions, INodeExecutionData, INodeProperties, JsonObject } from 'n8n-workflow';

import { buildDetailsItem } from '../lookup/buildItems';
import { fetchDetails, type RequestedDetails } from '../lookup/fetchDetails';
import { phoneFieldsOfLookup } from '../lookup/itemFields';
import { summarizeDetails } from '../lookup/summary';
import { tallyLookups } from '../lookup/tallyLookups';
import { createClientFromCredential } from '../n8n/credential';
import { openDetailsStore } from '../n8n/detailsStore';
import { forEachYielding, mapYielding } from '../n8n/eventLoop';
import { addSummaryHint, createClock, isTool, mayRunAgain } from '../n8n/execution';
import { readLookupIds } from '../n8n/inputs';
import { itemSource, rowGetter, toFailedItem, toItem } from '../n8n/items';
import { detailsError } from '../n8n/nodeErrors';
import { readSettings, type Settings } from '../n8n/settings';
import { parseKaleyraNumber } from '../phone';
import { success, type Lookup, type RequestFailure, type Result } from '../types';
import { timeout } from './options';
import { output } from './sharedParameters';
import { definedByModel, withToolDefault } from './toolParameters';
import type { Operation } from './types';

// The API accepts only one lookup ID per request.
const BATCH_SIZE = 1;

async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const settings = readSettings(this, BATCH_SIZE);
  const inputs = await readLookupIds(this);

  const { client, baseUrl, sid } = await createClientFromCredential(this, settings, createClock(this));
  const store = openDetailsStore(this, [baseUrl, sid]);
  const byId = new Map<string, RequestedDetails>();
  await forEachYielding(inputs, (input) => input.ok && byId.set(input.value.lookupId, input.value));
  const signal = this.getExecutionCancelSignal();
  const ports = { client, found: store.found, signal, forEach: forEachYielding };
  const { results, askedCount } = await fetchDetails([...byId.values()], ports);
  const { items, failures } = await toDetailsItems(this, inputs, results, settings);

  const isCancelled = signal?.aborted === true;
  const [first] = failures;
  if (first !== undefined && !this.continueOnFail() && !isCancelled) {
    const found = await mapYielding(
      store.found.values(),
      ({ lookupId, fields }) => ({ ...fields, lookup_id: lookupId }) as JsonObject,
    );
    const { failure, itemIndex } = first;
    throw detailsError(this.getNode(), failure, { itemIndex, failedCount: failures.length, found });
  }
  const tally = await tallyLookups(valuesOf(results.values()), forEachYielding);
  const figures = { lookups: results.size, asked: askedCount, failed: failures.length, tally };
  if (inputs.length > 0) addSummaryHint(this, summarizeDetails(inputs.length, figures));
  if (!isTool(this.getNode()) && !mayRunAgain([items])) store.clear();
  return [items];
}

type DetailsResults = ReadonlyMap<string, Result<Lookup>>;

async function toDetailsItems(
  context: IExecuteFunctions,
  inputs: ReadonlyArray<Result<RequestedDetails>>,
  results: DetailsResults,
  { output: mode }: Settings,
) {
  const source = itemSource(context);
  const getRow = rowGetter(source);
  const items: INodeExecutionData[] = [];
  const failures: Array<{ itemIndex: number; failure: RequestFailure }> = [];
  await forEachYielding(inputs, (input, itemIndex) => {
    const result = resultOf(input, results);
    if (!result.ok) {
      const { failure } = result;
      failures.push({ itemIndex, failure });
      items.push(toFailedItem(source, { itemIndex, failure, numbers: [] }));
      return;
    }
    const phone = phoneFieldsOfLookup(parseKaleyraNumber(result.value.mobileNumber));
    items.push(toItem(source, buildDetailsItem(itemIndex, result.value, phone, mode, getRow)));
  });
  return { items, failures };
}

function resultOf(input: Result<RequestedDetails>, results: DetailsResults): Result<Lookup> {
  if (!input.ok) return input;
  const { lookupId } = input.value;
  const result = results.get(lookupId) as Result<Lookup>;
  return result.ok ? success({ ...result.value, lookupId }) : result;
}

function* valuesOf(results: Iterable<Result<Lookup>>): Generator<Lookup> {
  for (const result of results) if (result.ok) yield result.value;
}

const LOOKUP_ID: INodeProperties = {
  displayName: 'Lookup ID',
  name: 'lookupId',
  type: 'string',
  default: '={{ $json.lookup_id }}',
  required: true,
  placeholder: 'e.g. 3f0c2a9e-0000-4000-8000-000000000000:1',
  description: 'The lookup ID of each item, or the URL that came with it',
};

const lookupId = withToolDefault(
  LOOKUP_ID,
  definedByModel({ name: 'Lookup_ID', description: "The 'lookup_id' or 'url' that a bulk lookup returned" }),
);

/** Fetches the results of lookups by their IDs. */
export const getDetails: Operation = {
  resource: 'lookup',
  option: {
    name: 'Get Details',
    value: 'getDetails',
    action: 'Get lookup details',
    description: 'One request per lookup ID, price not published. Get the results of a bulk lookup.',
  },
  toolDescription:
    "Gets what a lookup of a phone number found, by its lookup ID: operator, country, network codes and whether the number was ported. One request per call, price not published. If 'lookup_status' is 'pending', try again later.",
  parameters: [...lookupId, output],
  options: [timeout],
  outputs: ['Details'],
  execute,
};
