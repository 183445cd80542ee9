import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { differentNumbers, lookUp, PACKAGE_DIRECTORY } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';

interface Schema {
  properties: Record<string, Schema>;
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const ajv = new Ajv({ strict: true, allowUnionTypes: true, keywords: ['version'] });

function schemaOf(operation: string): Schema {
  const path = join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra/__schema__/v1.0.0', `${operation}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

// The keys that hold our fields in items that keep the row's own.
const PARTS = ['lookup', 'rejected', 'validation'];

/**
 * Every item fits the schema, and the fields of the schema are those of the items: neither can drift.
 * @param flat items without the row's own fields
 * @param inParts items with the row's own fields, and ours under one key
 */
function expectToFit(operation: string, flat: IDataObject[], inParts: IDataObject[]): void {
  const schema = schemaOf(operation);
  const fits = ajv.compile(schema);
  for (const item of [...flat, ...inParts]) expect([fits(item), fits.errors]).toEqual([true, null]);

  const parts = PARTS.filter((part) => part in schema.properties);
  const flatFields = Object.keys(schema.properties).filter((field) => !parts.includes(field));
  expect(fieldsOf(flat)).toEqual(flatFields.sort());
  expect(PARTS.filter((part) => inParts.some((item) => part in item))).toEqual(parts);
  for (const part of parts) {
    const items = inParts.flatMap((item) => (item[part] === undefined ? [] : [item[part] as IDataObject]));
    expect([part, fieldsOf(items)]).toEqual([
      part,
      Object.keys(schema.properties[part]?.properties ?? {}).sort(),
    ]);
  }
}

function fieldsOf(items: readonly IDataObject[]): string[] {
  return [...new Set(items.flatMap(Object.keys))].sort();
}

const { items: four } = differentNumbers(4);
const DUPLICATE = { phone: `00${String(four[0]?.phone).slice(1)}` };
const AMBIGUOUS = { phone: '491713920012', country: 'DE' };
const NOT_ALLOWED = { phone: '+442079460958' };
const rows = [...four, DUPLICATE, AMBIGUOUS, NOT_ALLOWED];
const PARSING = { defaultCountry: '={{ $json.country }}', options: { allowedCountries: ['IN', 'DE'] } };
const ROWS = { output: 'rows' };

interface Outputs {
  lookups: IDataObject[];
  rejected: IDataObject[];
}

async function run(parameters: IDataObject, items: IDataObject[] = rows): Promise<Outputs> {
  const { result } = await withVirtualClock(() => lookUp(sandbox, items, { ...PARSING, ...parameters }));
  expect(result.status).toBe('success');
  return {
    lookups: result.lookups.map(({ json }) => json),
    rejected: result.rejected.map(({ json }) => json),
  };
}

/** A run whose only number Kaleyra counts as invalid, so that *Rejected* names the request. */
async function notAccepted(parameters: IDataObject): Promise<IDataObject[]> {
  const none = { code: 'LKP201', id: 'R', data: [], invalid_count: 1, duplicate_count: 0 };
  sandbox.fault('any', faults.status(200, { data: none, error: {} }));
  const { rejected } = await run(parameters, four.slice(0, 1));
  sandbox.reset();
  return rejected;
}

function neverCompleteTheSecond(): void {
  sandbox.neverComplete((_id, digits) => digits === String(four[1]?.phone).slice(1));
}

describe('the output schemas match what the operations output', () => {
  test('lookup/startBulk', async () => {
    const WAIT = { waitForDetails: true, waitTimeout: 5 };
    neverCompleteTheSecond();
    const flat = [await run({}), await run(WAIT)];
    const inRows = [await run(ROWS), await run({ ...ROWS, ...WAIT })];
    const rejected = [...flat.flatMap((one) => one.rejected), ...(await notAccepted({}))];
    expectToFit(
      'lookup/startBulk',
      flat.flatMap(({ lookups }) => lookups),
      [...inRows.flatMap(({ lookups }) => lookups), ...rejected],
    );
  });

  test('lookup/getDetails', async () => {
    const DETAILS = { operation: 'getDetails' };
    const started = await run({});
    const startedInRows = await run(ROWS);
    neverCompleteTheSecond();
    const flat = await run({ ...DETAILS, lookupId: '={{ $json.lookup_id }}' }, started.lookups);
    const inRows = await run(
      { ...DETAILS, ...ROWS, lookupId: '={{ $json.lookup.lookup_id }}' },
      startedInRows.lookups,
    );
    expectToFit('lookup/getDetails', flat.lookups, inRows.lookups);
  });

  test('lookup/lookUpNow', async () => {
    const NOW = { operation: 'lookUpNow' };
    const flat = await run(NOW);
    const inRows = await run({ ...NOW, ...ROWS });
    const rejected = [...flat.rejected, ...(await notAccepted(NOW))];
    expectToFit('lookup/lookUpNow', flat.lookups, [...inRows.lookups, ...rejected]);
  });

  test('phoneNumber/validate', async () => {
    const { lookups, rejected } = await run({ resource: 'phoneNumber', operation: 'validate' });
    expectToFit('phoneNumber/validate', [], [...lookups, ...rejected]);
  });
});
