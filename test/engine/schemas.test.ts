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

/** Every item fits the schema, and every field of the schema is in some item: neither can drift. */
function expectToFit(operation: string, items: IDataObject[], part: string | null = null): void {
  const schema = schemaOf(operation);
  const fits = ajv.compile(schema);
  for (const item of items) expect([fits(item), fits.errors]).toEqual([true, null]);
  const parts = part === null ? items : items.map((item) => item[part] as IDataObject);
  const fields = part === null ? schema.properties : (schema.properties[part]?.properties ?? {});
  expect([...new Set(parts.flatMap(Object.keys))].sort()).toEqual(Object.keys(fields).sort());
}

const { items: four } = differentNumbers(4);
const rows = [...four, { phone: `00${String(four[0]?.phone).slice(1)}` }];

async function run(parameters: IDataObject, items: IDataObject[] = rows): Promise<IDataObject[]> {
  const { result } = await withVirtualClock(() => lookUp(sandbox, items, parameters));
  expect(result.status).toBe('success');
  return result.lookups.map(({ json }) => json);
}

describe('the output schemas match what the operations output', () => {
  test('lookup/startBulk', async () => {
    sandbox.neverComplete((_id, digits) => digits === String(four[1]?.phone).slice(1));
    const accepted = await run({});
    const waited = await run({ waitForDetails: true, waitTimeout: 5 });
    expectToFit('lookup/startBulk', [...accepted, ...waited]);
  });

  test('lookup/getDetails', async () => {
    const accepted = await run({});
    sandbox.neverComplete((_id, digits) => digits === String(four[1]?.phone).slice(1));
    const ids = accepted.map(({ lookup_id }) => ({ lookup_id }));
    const details = await run(
      { operation: 'getDetails', lookupId: '={{ $json.lookup_id }}' },
      ids as IDataObject[],
    );
    expectToFit('lookup/getDetails', details);
  });

  test('lookup/lookUpNow', async () => {
    expectToFit('lookup/lookUpNow', await run({ operation: 'lookUpNow' }));
  });

  test('phoneNumber/validate', async () => {
    expectToFit(
      'phoneNumber/validate',
      await run({ resource: 'phoneNumber', operation: 'validate' }),
      'validation',
    );
  });
});
