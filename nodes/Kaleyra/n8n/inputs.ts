import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readLookupId } from '../api/lookupEntry';
import { dedupeNumbers } from '../lookup/dedupe';
import type { LookupPlan } from '../lookup/types';
import { createCellParser } from '../phone';
import { forEachYielding, mapYielding } from './eventLoop';
import { configurationError } from './nodeErrors';
import { parameterReader } from './readParameter';
import type { Settings } from './settings';
import { suggestPhoneFields } from './suggestPhoneFields';

/**
 * Parses the phone cell of every item and collects the unique numbers.
 * @throws if 'Phone' is undefined in every item
 */
export async function planLookups(context: IExecuteFunctions, { rules }: Settings): Promise<LookupPlan> {
  const items = context.getInputData();
  const phoneOf = parameterReader(context, 'phone', undefined);
  const countryOf = parameterReader(context, 'defaultCountry', '');
  // Separate loops: n8n's evaluator and the parser slow each other down when they alternate item by item.
  const cells = await mapYielding(items, (_item, itemIndex) => phoneOf(itemIndex));
  const countries = await mapYielding(items, (_item, itemIndex) => countryOf(itemIndex));
  if (items.length > 0 && cells.every((cell) => cell === undefined)) throw noSuchField(context, items);

  const parseCell = createCellParser(rules);
  const fragments = await mapYielding(cells, (cell, itemIndex) => parseCell(cell, countries[itemIndex]));
  return await dedupeNumbers(fragments, forEachYielding);
}

function noSuchField(context: IExecuteFunctions, items: INodeExecutionData[]): Error {
  const fields = suggestPhoneFields(items.map(({ json }) => json));
  const advice =
    fields.length === 0
      ? 'No input field looks like a phone number. Check the previous node.'
      : `These fields look like phone numbers: ${fields.slice(0, 5).join(', ')}. Drag one of them into 'Phone'.`;
  return configurationError(context.getNode(), "No item has the field in 'Phone'", advice);
}

/** The lookup ID in an item, and Kaleyra's URL for it if the item has one. */
export interface LookupIdInput {
  readonly lookupId: string;
  readonly url?: string;
}

/** Reads the lookup ID of every item; null for items without one. */
export async function readLookupIds(context: IExecuteFunctions): Promise<Array<LookupIdInput | null>> {
  const lookupIdOf = parameterReader(context, 'lookupId', undefined);
  return await mapYielding(context.getInputData(), ({ json }, itemIndex) => {
    const value = lookupIdOf(itemIndex);
    const lookupId = readLookupId(value);
    const url = [value, json.url].find((one) => typeof one === 'string' && one.includes('/get-info/'));
    return lookupId === null ? null : { lookupId, ...(typeof url === 'string' ? { url } : {}) };
  });
}
