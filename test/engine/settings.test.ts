import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import {
  kaleyraWorkflow,
  lookUp,
  lookUpAndAccount,
  runWorkflow,
  sandboxCredentials,
} from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const ONE = '+919876543210';

test('an unknown operation', async () => {
  const run = await lookUp(sandbox, [{ phone: ONE }], { operation: 'startSlow' });
  expect(run.error?.message).toBe("The resource 'lookup' has no operation 'startSlow'");
  expect(sandbox.requests).toEqual([]);
});

describe('settings from expressions and workflow files', () => {
  test('accepts numbers, booleans and lists as text', async () => {
    const run = await lookUp(
      sandbox,
      [{ phone: ONE }, { phone: '+919876543211' }, { phone: '+493023125000' }],
      {
        options: {
          batchSize: '1',
          retryUnconfirmed: 'false',
          allowPossible: 'true',
          allowedCountries: 'IN, DE',
          allowedTypes: 'mobile',
        },
      },
    );
    expect(sandbox.requests).toHaveLength(2);
    expect(run.rejected.map(({ json }) => (json.rejected as IDataObject).reason)).toEqual([
      'TYPE_NOT_ALLOWED',
    ]);
  });

  test('needs only the phone field', async () => {
    const run = await runWorkflow({
      workflow: kaleyraWorkflow({ phone: '={{ $json.phone }}' }),
      items: [{ phone: ONE }],
      credentials: sandboxCredentials(sandbox),
    });
    expect(run.node('Kaleyra').outputs[0]).toHaveLength(1);
    expect(sandbox.ofKind('startBulk')).toHaveLength(1);
  });
});

describe("the credential's base URL", () => {
  test.each([
    ['http://lookups.example', 'must start with https'],
    ['https://user:word@lookups.example', 'must not contain a user name'],
    ['https://lookups.example/?a=1', 'must not contain a query or fragment'],
    ['', 'is empty'],
  ])('%j: sends nothing and says why', async (baseUrl, why) => {
    const { sid, apiKey } = sandbox;
    const run = await runWorkflow({
      workflow: kaleyraWorkflow({ phone: '={{ $json.phone }}' }),
      items: [{ phone: ONE }],
      credentials: { kaleyraApi: { region: 'custom', baseUrl, sid, apiKey } },
    });
    expect(run.error?.message).toContain(why);
    expect(run.error?.description).toMatch(/^Open this node's credential to correct it/);
    expect(sandbox.requests).toEqual([]);
  });
});

describe('a phone field that no item has', () => {
  test('and no other field that looks like a phone number', async () => {
    const run = await lookUp(sandbox, [{ name: 'Ann' }, { name: 'Bo' }]);
    expect(run.error?.message).toBe("No item has the field in 'Phone'");
    expect(run.error?.description).toContain('check the previous node');
  });
});

describe('binary data of an item', () => {
  const binary = { card: { mimeType: 'text/plain', data: 'YQ==', fileName: 'card.txt' } };

  test.each(['rows', 'lookups'])('is output wherever its fields are: %s', async (output) => {
    sandbox.fault('startBulk', faults.unauthorized(), { nth: 2 });
    const { result } = await withVirtualClock(() =>
      lookUpAndAccount(
        sandbox,
        {
          items: [{ phone: ONE }, { phone: 'x' }, { phone: '+919876543211' }],
          expected: [[{ e164: ONE }], [{ rejected: 'x' }], [{ e164: '+919876543211' }]],
        },
        { output, options: { batchSize: 1 } },
        { onError: 'continueRegularOutput', binary },
      ),
    );
    const [good, failed] = result.lookups;
    expect(good?.binary).toEqual(output === 'rows' ? binary : undefined);
    expect(failed?.binary).toEqual(binary);
    expect(result.rejected[0]?.binary).toEqual(binary);
  });
});
