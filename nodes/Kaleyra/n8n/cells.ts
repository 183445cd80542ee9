import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failed, readLookupId, type LookupEntry, type Result } from '../api';
import { unasked } from '../batch';
import { createCellReader, phoneLikeFields, type Reading } from '../phone';
import { mapInSteps, type Steps } from '../steps';
import { setupFault } from './fault';
import { parameterOf } from './parameters';
import type { Settings } from './settings';

/** Reads the phone cell of every row. The result has one list for each item, by index. */
export function* readPhoneCells(
  context: IExecuteFunctions,
  settings: Settings,
): Steps<Array<readonly Reading[]>> {
  const items = context.getInputData();
  const phoneOf = parameterOf(context, 'phone', undefined);
  const countryOf = parameterOf(context, 'defaultCountry', '');
  const cells: unknown[] = [];
  const countries: unknown[] = [];
  // A loop of their own: n8n's evaluator and the reader, row by row in turn, slow each other down.
  for (let i = 0; i < items.length; i += 1) {
    cells.push(phoneOf(i));
    countries.push(countryOf(i));
    yield;
  }
  if (items.length > 0 && cells.every((cell) => cell === undefined)) throw noSuchField(context, items);

  const read = createCellReader(settings.rules);
  const readings: Array<readonly Reading[]> = [];
  for (let i = 0; i < items.length; i += 1) {
    readings.push(yield* read(cells[i], countries[i]));
    yield;
  }
  return readings;
}

function noSuchField(context: IExecuteFunctions, items: INodeExecutionData[]): Error {
  const fields = phoneLikeFields(items.map((item) => item.json));
  const advice =
    fields.length === 0
      ? 'No field of the input looks like a phone number. Check the node before this one.'
      : `These fields look like phone numbers: ${fields.slice(0, 5).join(', ')}. Drag one of them into 'Phone'.`;
  return setupFault(context.getNode(), "'Phone' is undefined in every item", advice);
}

/** A row's lookup ID, and Kaleyra's address of it if that is what the row holds or has. */
export interface LookupIdCell {
  readonly lookupId: string;
  readonly url?: string;
}

/** Reads the lookup ID of every row; null where there is none to be read. */
export function readLookupIds(context: IExecuteFunctions): Steps<Array<LookupIdCell | null>> {
  const lookupIdOf = parameterOf(context, 'lookupId', undefined);
  return mapInSteps(context.getInputData(), ({ json }, i) => {
    const given = lookupIdOf(i);
    const lookupId = readLookupId(given);
    const url = [given, json.url].find((one) => typeof one === 'string' && one.includes('/get-info/'));
    return lookupId === null ? null : { lookupId, ...(typeof url === 'string' ? { url } : {}) };
  });
}

/** The result of a row without a lookup ID. */
export const NOT_AN_ID: Result<LookupEntry> = failed(
  unasked("'Lookup ID' holds no lookup ID", "Map the 'lookup_id' or 'url' of a bulk lookup into it."),
);
