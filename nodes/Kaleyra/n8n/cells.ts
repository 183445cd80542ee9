import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failed, readLookupId, type LookupEntry, type Result } from '../api';
import { unasked } from '../batch';
import { createCellReader, phoneLikeFields, type Reading } from '../phone';
import { setupFault } from './fault';
import { inSlices } from './run';
import type { Settings } from './settings';

/** Reads the phone cell of every row. The result has one list for each item, by index. */
export async function readPhoneCells(
  context: IExecuteFunctions,
  settings: Settings,
): Promise<Array<readonly Reading[]>> {
  const items = context.getInputData();
  const read = createCellReader(settings.rules);
  const readings: Array<readonly Reading[]> = [];
  let anyCell = false;

  await inSlices(items.length, (from, to) => {
    for (let i = from; i < to; i += 1) {
      const cell: unknown = context.getNodeParameter('phone', i, undefined);
      anyCell ||= cell !== undefined;
      readings.push(read(cell, context.getNodeParameter('defaultCountry', i, '')));
    }
  });
  if (!anyCell && items.length > 0) throw noSuchField(context, items);
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
export async function readLookupIds(context: IExecuteFunctions): Promise<Array<LookupIdCell | null>> {
  const items = context.getInputData();
  const cells: Array<LookupIdCell | null> = [];
  await inSlices(items.length, (from, to) => {
    for (let i = from; i < to; i += 1) {
      const given: unknown = context.getNodeParameter('lookupId', i, undefined);
      const lookupId = readLookupId(given);
      const url = [given, items[i]?.json.url].find(
        (one) => typeof one === 'string' && one.includes('/get-info/'),
      );
      cells.push(lookupId === null ? null : { lookupId, ...(typeof url === 'string' ? { url } : {}) });
    }
  });
  return cells;
}

/** The result of a row without a lookup ID. */
export const NOT_AN_ID: Result<LookupEntry> = failed(
  unasked("'Lookup ID' holds no lookup ID", "Map the 'lookup_id' or 'url' of a bulk lookup into it."),
);
