import type { IExecuteFunctions } from 'n8n-workflow';

import { readLookupId } from '../api/entryFields';
import { dedupeNumbers, type ItemFragment } from '../lookup/dedupe';
import type { RequestedDetails } from '../lookup/fetchDetails';
import { knownField } from '../lookup/itemFields';
import type { LookupPlan } from '../lookup/types';
import { createCellReader, type ParsingRules } from '../phone';
import { forEachYielding, mapYielding } from './eventLoop';
import { isTool } from './execution';
import { configurationError } from './nodeErrors';
import { parameterReader } from './readParameter';
import type { Settings } from './settings';
import { suggestPhoneFields } from './suggestPhoneFields';

/**
 * Parses the phone cell of every item and collects the unique numbers.
 * @throws if 'Phone' is empty, or undefined in every item
 */
export async function planLookups(context: IExecuteFunctions, { rules }: Settings): Promise<LookupPlan> {
  const items = context.getInputData();
  const written: unknown = context.getNode().parameters.phone ?? '';
  if (items.length > 0 && isBlank(written)) throw unusablePhone(context, "'Phone' is empty");
  const phoneOf = parameterReader(context, 'phone', undefined);
  const countryOf = parameterReader(context, 'defaultCountry', '');
  // Separate loops: n8n's evaluator and the parser slow each other down when they alternate item by item.
  const cells = await mapYielding(items, (_item, itemIndex) => phoneOf(itemIndex));
  const countries = await mapYielding(items, (_item, itemIndex) => countryOf(itemIndex));
  if (items.length > 0 && cells.every((cell) => cell === undefined))
    throw unusablePhone(context, "No item has the field in 'Phone'");

  const plan = await dedupeNumbers(cells.length, readCells(cells, countries, rules), forEachYielding);
  return { ...plan, hasFixedPhone: isFixed(written) && !isTool(context.getNode()) };
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

// Also an expression without content, which n8n leaves behind when its text is deleted.
function isBlank(written: unknown): boolean {
  return typeof written === 'string' && /^=?\s*(?:\{\{\s*\}\})?\s*$/.test(written);
}

function isFixed(written: unknown): boolean {
  return typeof written === 'string' && !written.startsWith('=');
}

function unusablePhone(context: IExecuteFunctions, what: string): Error {
  const advice = isTool(context.getNode())
    ? 'Let the model define it, with the button beside it.'
    : howToSetPhone(context);
  return configurationError(context.getNode(), what, advice);
}

function howToSetPhone(context: IExecuteFunctions): string {
  const [best, ...others] = suggestPhoneFields(context.getInputData().map(({ json }) => json));
  if (best === undefined)
    return "Drag the field with the phone numbers from the input panel onto 'Phone'. No input field looks like a phone number: check the previous node.";
  const advice = [`Drag a field from the input panel onto it, or paste this: ${best}.`];
  if (others.length > 0)
    advice.push(`Other fields that look like phone numbers: ${others.slice(0, 4).join(', ')}.`);
  return advice.join(' ');
}

const E164 = /^\+\d{7,15}$/;

/** Reads the lookup ID of every item, and its number if it says so; null for items without an ID. */
export async function readLookupIds(context: IExecuteFunctions): Promise<Array<RequestedDetails | null>> {
  const lookupIdOf = parameterReader(context, 'lookupId', undefined);
  return await mapYielding(context.getInputData(), ({ json }, itemIndex) => {
    const value = lookupIdOf(itemIndex);
    const lookupId = readLookupId(value);
    const url = [value, json.url].find((one) => typeof one === 'string' && one.includes('/get-info/'));
    if (lookupId === null) return null;
    const phoneNumber = knownField(json, lookupId, 'phone_number') ?? '';
    return {
      lookupId,
      ...(typeof url === 'string' ? { url } : {}),
      // In another notation, it may lack the country code.
      ...(E164.test(phoneNumber) ? { mobileNumber: phoneNumber } : {}),
    };
  });
}
