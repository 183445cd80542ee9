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
