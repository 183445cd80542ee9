import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { kaleyraWorkflow, lookUp, lookUpAndAccount, runWorkflow, sandboxCredentials } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const ONE = '+919876543210';

describe('settings that cannot be', () => {
  test.each<[string, IDataObject, string]>([
    ['an unknown type', { allowedTypes: ['FAX'] }, 'Allowed Line Types'],
    ['an unknown type in a list in words', { allowedTypes: 'mobile, FAX' }, 'Allowed Line Types'],
    ['an unknown country', { allowedCountries: ['XX'] }, 'Allowed Countries'],
    ['a batch of none', { batchSize: 0 }, 'Batch Size'],
    ['half a number', { maxLookups: 1.5 }, 'Max Lookups'],
    ['a word for a number', { timeout: 'soon' }, 'Timeout'],
    ['an empty text for a number', { timeout: ' ' }, 'Timeout'],
    ['an unknown reading', { bareDigits: 'maybe' }, 'Bare Digits'],
    ['a word for yes or no', { retryUnconfirmed: 'maybe' }, 'Retry Unconfirmed'],
  ])('%s: nothing is sent, and the field is named', async (_what, options, field) => {
    const run = await lookUp(sandbox, [{ phone: ONE }], { options });
    expect(run.error?.message).toContain(`'${field}'`);
    expect(sandbox.requests).toEqual([]);
  });

  test('an operation that is not there', async () => {
    const run = await lookUp(sandbox, [{ phone: ONE }], { operation: 'startSlow' });
    expect(run.error?.message).toBe("There is no operation 'startSlow' of 'lookup'");
    expect(sandbox.requests).toEqual([]);
  });
});

describe('settings as an expression or a workflow file may give them', () => {
  test('words for numbers, for yes and no, and lists in words', async () => {
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

  test('nothing but the phone field', async () => {
    const run = await runWorkflow({
      workflow: kaleyraWorkflow({ phone: '={{ $json.phone }}' }),
      items: [{ phone: ONE }],
      credentials: sandboxCredentials(sandbox),
    });
    expect(run.node('Kaleyra').outputs[0]).toHaveLength(1);
    expect(sandbox.ofKind('startBulk')).toHaveLength(1);
  });
});

describe("the credential's address", () => {
  test.each([
    ['http://lookups.example', 'must begin with https'],
    ['https://user:word@lookups.example', 'must not hold a user name'],
    ['https://lookups.example/?a=1', 'must not hold a query or fragment'],
    ['', 'is empty'],
  ])('%j: nothing is sent, and the message says why', async (baseUrl, why) => {
    const { sid, apiKey } = sandbox;
    const run = await runWorkflow({
      workflow: kaleyraWorkflow({ phone: '={{ $json.phone }}' }),
      items: [{ phone: ONE }],
      credentials: { kaleyraApi: { region: 'custom', baseUrl, sid, apiKey } },
    });
    expect(run.error?.message).toContain(why);
    expect(run.error?.description).toMatch(/^Open this node's credential and correct it/);
    expect(sandbox.requests).toEqual([]);
  });
});

describe('a phone field that no row has', () => {
  test('and no other field that looks like one', async () => {
    const run = await lookUp(sandbox, [{ name: 'Ann' }, { name: 'Bo' }]);
    expect(run.error?.message).toBe("'Phone' is undefined in every item");
    expect(run.error?.description).toContain('Check the node before this one');
  });
});

describe('the hint', () => {
  test.each([
    ['manual', true],
    ['trigger', false],
  ] as const)('in a run by %s speaks of pinning: %s', async (mode, pins) => {
    const run = await lookUp(sandbox, [{ phone: ONE }], {}, { mode });
    expect(run.hint.includes('Pin this output')).toBe(pins);
  });
});

describe('files of a row', () => {
  const binary = { card: { mimeType: 'text/plain', data: 'YQ==', fileName: 'card.txt' } };

  test.each(['rows', 'lookups'])('go where its fields go: %s', async (output) => {
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
