import type { IExecuteFunctions } from 'n8n-workflow';

import { readLookupId } from '../api/entryFields';
import { excerpt } from '../api/json';
import { dedupeNumbers, type ItemFragment } from '../lookup/dedupe';
import type { RequestedDetails } from '../lookup/fetchDetails';
import { knownField } from '../lookup/itemFields';
import type { LookupPlan } from '../lookup/types';
import { createCellReader, type ParsingRules } from '../phone';
import { failed, failureOf, success, type RequestFailure, type Result } from '../types';
import { forEachYielding, mapYielding } from './eventLoop';
import { isTool } from './execution';
import { configurationError, itemError, plainTextOf } from './nodeErrors';
import { parameterReader } from './readParameter';
import type { Settings } from './settings';
import { suggestPhoneFields } from './suggestPhoneFields';

/**
 * Parses the phone cell of every item and collects the unique numbers.
 * @throws if 'Phone' is empty or undefined in every item, or if an expression fails and the workflow should stop
 */
export async function planLookups(context: IExecuteFunctions, { rules }: Settings): Promise<LookupPlan> {
  const items = context.getInputData();
  const written: unknown = context.getNode().parameters.phone ?? '';
  if (items.length > 0 && isBlank(written)) throw unusablePhone(context, "'Phone' is empty");
  const failures = new Map<number, RequestFailure>();
  // Separate loops: n8n's evaluator and the parser slow each other down when they alternate item by item.
  const cells = await readAll(context, ['phone', 'Phone', undefined], failures);
  const countries = await readAll(context, ['defaultCountry', 'Default Country', ''], failures);
  const isNowhere = failures.size === 0 && cells.every((cell) => cell === undefined);
  // Where a previous node has found nothing, *Always Output Data* gives an item without fields.
  if (isNowhere && items.some(({ json }) => Object.keys(json).length > 0))
    throw unusablePhone(context, "No item has the field in 'Phone'");

  const fragments = readCells({ cells, countries, failures }, rules);
  const plan = await dedupeNumbers(cells.length, fragments, forEachYielding);
  return {
    ...plan,
    failed: [...failures].map(([itemIndex, failure]) => ({ itemIndex, numbers: [], failure })),
    hasFixedPhone: isFixed(written) && !isTool(context.getNode()),
  };
}

/**
 * Reads a parameter of every item.
 * @param failures receives the items whose expression fails
 * @throws for the first of them if the workflow should stop: nothing has been sent yet
 */
async function readAll(
  context: IExecuteFunctions,
  [name, label, fallback]: readonly [name: string, label: string, fallback: string | undefined],
  failures: Map<number, RequestFailure>,
): Promise<unknown[]> {
  const valueOf = parameterReader(context, name, fallback);
  return await mapYielding(context.getInputData(), (_item, itemIndex) => {
    const read = evaluate(label, valueOf, itemIndex);
    if (read.ok) return read.value;
    const { failure } = read;
    if (!context.continueOnFail()) throw itemError(context.getNode(), failure, itemIndex);
    if (!failures.has(itemIndex)) failures.set(itemIndex, failure);
    return undefined;
  });
}

function evaluate(label: string, valueOf: (item: number) => unknown, item: number): Result<unknown> {
  try {
    return success(valueOf(item));
  } catch (thrown) {
    return failed(expressionFailure(label, thrown));
  }
}

function* readCells(
  { cells, countries, failures }: CellSource,
  rules: ParsingRules,
): Generator<ItemFragment> {
  const readCell = createCellReader(rules);
  for (let itemIndex = 0; itemIndex < cells.length; itemIndex += 1) {
    if (failures.has(itemIndex)) continue;
    for (const fragment of readCell(cells[itemIndex], countries[itemIndex])) {
      yield fragment === null ? null : { itemIndex, fragment };
    }
  }
}

interface CellSource {
  readonly cells: readonly unknown[];
  readonly countries: readonly unknown[];
  readonly failures: ReadonlyMap<number, unknown>;
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
  const rows = context.getInputData().map(({ json }) => json);
  const [header = '', ...columns] = Object.keys(rows[0] ?? {});
  const [delimiter] = /[;\t|]/.exec(header) ?? [];
  if (delimiter !== undefined && columns.length === 0) {
    const name = delimiter === '\t' ? 'a tab' : `'${delimiter}'`;
    return `All columns are in one field, as if a CSV file had been read with the wrong delimiter. Set 'Delimiter' to ${name} in the node that reads it.`;
  }
  const [best, ...others] = suggestPhoneFields(rows);
  if (best === undefined)
    return "Drag the field with the phone numbers from the input panel onto 'Phone'. No input field looks like a phone number: check the previous node.";
  const advice = [`Drag a field from the input panel onto it, or paste this: ${best}.`];
  if (others.length > 0)
    advice.push(`Other fields that look like phone numbers: ${others.slice(0, 4).join(', ')}.`);
  return advice.join(' ');
}

function expressionFailure(label: string, thrown: unknown): RequestFailure {
  const { message, description } = plainTextOf(thrown);
  const advice = 'Correct the expression, or the fields that it uses.';
  return failureOf(
    `The expression in '${label}' failed: ${excerpt(message)}`,
    description ? `${description} ${advice}` : advice,
  );
}

const E164 = /^\+\d{7,15}$/;

const NO_LOOKUP_ID = failureOf(
  "'Lookup ID' does not contain a lookup ID",
  "Map the 'lookup_id' or 'url' from a bulk lookup to it.",
);

/** Reads the lookup ID of every item, and its number if it says so. */
export async function readLookupIds(context: IExecuteFunctions): Promise<Array<Result<RequestedDetails>>> {
  const lookupIdOf = parameterReader(context, 'lookupId', undefined);
  return await mapYielding(context.getInputData(), ({ json }, itemIndex) => {
    const read = evaluate('Lookup ID', lookupIdOf, itemIndex);
    if (!read.ok) return read;
    const { value } = read;
    const lookupId = readLookupId(value);
    const url = [value, json.url].find((one) => typeof one === 'string' && one.includes('/get-info/'));
    if (lookupId === null) return failed(NO_LOOKUP_ID);
    const phoneNumber = knownField(json, lookupId, 'phone_number') ?? '';
    return success({
      lookupId,
      ...(typeof url === 'string' ? { url } : {}),
      // In another notation, it may lack the country code.
      ...(E164.test(phoneNumber) ? { mobileNumber: phoneNumber } : {}),
    });
  });
}
