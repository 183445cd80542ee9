import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readLookupId } from '../api/lookupEntry';
import { createCellParser, type ParsedFragment } from '../phone';
import { forEachYielding } from './eventLoop';
import { configurationError } from './nodeErrors';
import { parameterReader } from './readParameter';
import type { Settings } from './settings';
import { suggestPhoneFields } from './suggestPhoneFields';

/**
 * Parses the phone cell of every item.
 * @returns the fragments of each item, by item index
 * @throws if 'Phone' is undefined in every item
 */
export async function parsePhones(
  context: IExecuteFunctions,
  settings: Settings,
): Promise<Array<readonly ParsedFragment[]>> {
  const items = context.getInputData();
  const phoneOf = parameterReader(context, 'phone', undefined);
  const countryOf = parameterReader(context, 'defaultCountry', '');
  const cells: unknown[] = [];
  const countries: unknown[] = [];
  // A separate loop: n8n's evaluator and the parser slow each other down when they alternate item by item.
  await forEachYielding(items, (_item, itemIndex) => {
    cells.push(phoneOf(itemIndex));
    countries.push(countryOf(itemIndex));
  });
  if (items.length > 0 && cells.every((cell) => cell === undefined)) throw noSuchField(context, items);

  const parseCell = createCellParser(settings.rules);
  const fragments: Array<readonly ParsedFragment[]> = [];
  await forEachYielding(cells, (cell, itemIndex) => fragments.push(parseCell(cell, countries[itemIndex])));
  return fragments;
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
  const inputs: Array<LookupIdInput | null> = [];
  await forEachYielding(context.getInputData(), ({ json }, itemIndex) => {
    const value = lookupIdOf(itemIndex);
    const lookupId = readLookupId(value);
    const url = [value, json.url].find((one) => typeof one === 'string' && one.includes('/get-info/'));
    inputs.push(lookupId === null ? null : { lookupId, ...(typeof url === 'string' ? { url } : {}) });
  });
  return inputs;
}
