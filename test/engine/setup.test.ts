import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../support/sandbox';
import { kaleyraWorkflow, runWorkflow, sandboxCredentials } from '../support/engine';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const ROWS = [
  { id: 1, phone: '+919876543210', 'work tel': '' },
  { id: 2, phone: '+919876543211', 'work tel': '' },
];

interface Mistake {
  readonly parameters: IDataObject;
  readonly says: string;
  readonly credentials?: false;
}

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a field that no item has': {
    parameters: { phone: '={{ $json.telephone }}' },
    says: "No item has the field in 'Phone'. Drag a field from the input panel onto it, or paste this: {{ $json.phone }}. Other fields that look like phone numbers: {{ $json['work tel'] }}.",
  },
  'an empty phone': {
    parameters: { phone: '' },
    says: "'Phone' is empty. Drag a field from the input panel onto it, or paste this: {{ $json.phone }}.",
  },
  'a phone that was never set': { parameters: {}, says: "'Phone' is empty. " },
  'an expression without content': { parameters: { phone: '={{  }}' }, says: "'Phone' is empty. " },
  'a phone of blanks': { parameters: { phone: '= ' }, says: "'Phone' is empty. " },
  'an invalid option': {
    parameters: { phone: '={{ $json.phone }}', options: { batchSize: 0 } },
    says: "'Batch Size' cannot be 0. Enter a whole number from 1 to 10,000.",
  },
  'a value with markup': {
    parameters: { phone: '={{ $json.phone }}', options: { batchSize: '<b>&</b>' } },
    says: `'Batch Size' cannot be "<b>&</b>". Enter a whole number`,
  },
  'an unknown operation': {
    parameters: { operation: 'startSlow', phone: '={{ $json.phone }}' },
    says: "The resource 'lookup' has no operation 'startSlow'. Choose 'Resource' and 'Operation'",
  },
  'no credential': {
    parameters: { phone: '={{ $json.phone }}' },
    says: 'Node does not have any credentials set',
    credentials: false,
  },
};

describe('an expression that fails for one item', () => {
  const rows = [...ROWS, { id: 3, phone: '+919876543212', at: 'x' }];
  const AT = '$json.at && $json.at.toDateTime()';
  const run = async (parameters: IDataObject, onError?: 'continueRegularOutput' | 'continueErrorOutput') =>
    await runWorkflow({
      workflow: kaleyraWorkflow(parameters, onError === undefined ? {} : { onError }),
      items: rows,
      credentials: sandboxCredentials(sandbox),
    });

  test.each<[string, IDataObject]>([
    ['Phone', { phone: `={{ (${AT}) ? '' : $json.phone }}` }],
    ['Default Country', { phone: '={{ $json.phone }}', defaultCountry: `={{ (${AT}) ? 'IN' : '' }}` }],
  ])('%s: fails that item alone, or the workflow before anything is sent', async (label, parameters) => {
    const stopped = await run(parameters);
    expect(stopped.error).toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^The expression in '${label}' failed: .*DateTime.* \\[item 2\\]$`),
      ),
      description: expect.stringContaining('only this item fails. Items are counted from 0.'),
      context: { itemIndex: 2 },
    });
    expect(sandbox.requests).toEqual([]);

    const { outputs, hints } = (await run(parameters, 'continueRegularOutput')).node('Kaleyra');
    const [lookups = []] = outputs;
    expect(lookups.map(({ json }) => [json.phone_number ?? json.id, json.error])).toEqual([
      ['+919876543210', undefined],
      ['+919876543211', undefined],
      [3, expect.stringContaining(`The expression in '${label}' failed`)],
    ]);
    expect(hints[0]?.message).toContain('3 items: 2 numbers sent in 1 request, 1 item failed');
  });

  test('Validate and Get Details fail that item alone, too', async () => {
    const validate = { resource: 'phoneNumber', operation: 'validate', phone: `={{ ${AT} || $json.phone }}` };
    const valid = (await run(validate, 'continueRegularOutput')).node('Kaleyra').outputs[0] ?? [];
    expect(valid.map(({ json }) => 'error' in json)).toEqual([false, false, true]);
    const details = { operation: 'getDetails', lookupId: `={{ ${AT} || 'unknown:1' }}` };
    const found = (await run(details, 'continueRegularOutput')).node('Kaleyra').outputs[0] ?? [];
    expect(found.map(({ json }) => String(json.error).slice(0, 34))).toEqual([
      'Kaleyra does not know this lookup ',
      'Kaleyra does not know this lookup ',
      "The expression in 'Lookup ID' fail",
    ]);
  });
});

test('one item without fields, as Always Output Data gives it, is no mistake of the set-up', async () => {
  const { node } = await runWorkflow({
    workflow: kaleyraWorkflow({ phone: '={{ $json.phone }}' }),
    items: [{}],
    credentials: sandboxCredentials(sandbox),
  });
  const [lookups, rejected] = node('Kaleyra').outputs;
  expect(lookups).toEqual([]);
  expect(rejected?.map(({ json }) => json.rejected)).toEqual([expect.objectContaining({ reason: 'EMPTY' })]);
});

test('a CSV file that was read with another delimiter is recognized', async () => {
  const { error } = await runWorkflow({
    workflow: kaleyraWorkflow({ phone: '={{ $json.phone }}' }),
    items: [{ 'Id;Mobile Phone;Country': '9876543219;+44 7911 123456;UK' }],
    credentials: sandboxCredentials(sandbox),
  });
  expect(error?.description).toBe(
    "All columns are in one field, as if a CSV file had been read with the wrong delimiter. Set 'Delimiter' to ';' in the node that reads it.",
  );
});

describe('a misconfigured node', () => {
  const run = async (what: string, onError: 'continueRegularOutput' | 'continueErrorOutput') => {
    const { parameters, credentials } = MISTAKES[what] as Mistake;
    const done = await runWorkflow({
      workflow: kaleyraWorkflow(parameters, { onError, ...(credentials === false ? { credentials } : {}) }),
      items: ROWS,
      credentials: sandboxCredentials(sandbox),
    });
    expect(done.status).toBe('success');
    expect(sandbox.requests).toEqual([]);
    return done.node('Kaleyra').outputs.map((items) => items.map(({ json }) => json));
  };

  test.each(Object.keys(MISTAKES))('%s: no item continues as if it had been looked up', async (what) => {
    const says = expect.stringContaining((MISTAKES[what] as Mistake).says) as unknown;
    const [lookups = [], rejected = [], failed = []] = await run(what, 'continueErrorOutput');
    expect([lookups, rejected]).toEqual([[], []]);
    expect(failed).toEqual(ROWS.map((row) => expect.objectContaining({ ...row, error: says })));
  });

  test.each(Object.keys(MISTAKES))('%s: on the regular output, every item says why', async (what) => {
    const says = expect.stringContaining((MISTAKES[what] as Mistake).says) as unknown;
    const [lookups = []] = await run(what, 'continueRegularOutput');
    expect(lookups).toEqual(ROWS.map((row) => expect.objectContaining({ ...row, error: says })));
  });
});
