import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readLookupId } from '../api/entryFields';
import { dedupeNumbers, type ItemFragment } from '../lookup/dedupe';
import type { LookupPlan } from '../lookup/types';
import { createCellReader, type ParsingRules } from '../phone';
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

  return await dedupeNumbers(cells.length, readCells(cells, countries, rules), forEachYielding);
}

function* readCells(
  cells: readonly unknown[],
  countries: readonly unknown[],
  rules: ParsingRules,
): Generator<ItemFragment> {
  const readCell = createCellReader(rules);
  for (const [itemIndex, cell] of cells.entries()) {
    for (const fragment of readCell(cell, countries[itemIndex])) {
      yield fragment === null ? null : { itemIndex, fragment };
    }
  }
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
