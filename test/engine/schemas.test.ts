import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../support/sandbox';
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

/**
 * The fields of the schema are those of the items: n8n shows them before the first run, when a field that cannot come
 * would be dragged to where it stays empty.
 */
function expectToFit(operation: string, items: readonly IDataObject[]): void {
  const schema = schemaOf(operation);
  const fits = ajv.compile(schema);
  for (const item of items) expect([fits(item), fits.errors]).toEqual([true, null]);
  expect(fieldsOf(items)).toEqual(Object.keys(schema.properties).sort());
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

async function run(parameters: IDataObject, items: IDataObject[] = rows): Promise<IDataObject[]> {
  const { result } = await withVirtualClock(() => lookUp(sandbox, items, { ...PARSING, ...parameters }));
  expect(result.status).toBe('success');
  return result.lookups.map(({ json }) => json);
}

describe('the output schemas name what comes out of the first output with the default settings', () => {
  test('lookup/startBulk', async () => {
    expectToFit('lookup/startBulk', await run({}));
  });

  test('lookup/getDetails', async () => {
    const started = await run({});
    sandbox.neverComplete((_id, digits) => digits === String(four[1]?.phone).slice(1));
    const details = { operation: 'getDetails', lookupId: '={{ $json.lookup_id }}' };
    expectToFit('lookup/getDetails', await run(details, started));
  });

  test('lookup/lookUpNow', async () => {
    expectToFit('lookup/lookUpNow', await run({ operation: 'lookUpNow' }));
  });

  test('phoneNumber/validate', async () => {
    const items = await run({ resource: 'phoneNumber', operation: 'validate' });
    expectToFit(
      'phoneNumber/validate',
      items.map(({ validation }) => ({ validation })),
    );
    const { properties } = schemaOf('phoneNumber/validate').properties.validation as Schema;
    const validations = items.map(({ validation }) => validation as IDataObject);
    expect(fieldsOf(validations)).toEqual(Object.keys(properties).sort());
  });
});
