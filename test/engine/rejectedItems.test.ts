import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  NodeHelpers,
  Workflow,
  type IDataObject,
  type INodeExecutionData,
  type INodeOutputConfiguration,
  type INodeType,
  type INodeTypes,
} from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../support/sandbox';
import { kaleyraWorkflow, loadPackage, lookUp, type LookupRun } from '../support/engine';
import { checkAccounting } from '../support/engine/accounting';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const OPERATIONS = [
  { operation: 'startBulk' },
  { operation: 'lookUpNow' },
  { resource: 'phoneNumber', operation: 'validate' },
];
const GOOD = '+919876543210';
const OTHER = '+919876543211';
const ITEMS = [
  { id: 1, phone: '12' },
  { id: 2, phone: `${GOOD}, 34` },
  { id: 3, phone: OTHER },
];
const EXPECTED = [[{ rejected: '12' }], [{ e164: GOOD }, { rejected: '34' }], [{ e164: OTHER }]];

/** Each item of an output as its row and what it is. */
function kinds(items: readonly INodeExecutionData[]): string[] {
  return items.map(({ json, pairedItem }) => {
    const kind = ['rejected', 'details', 'reason'].find((key) => key in json) ?? 'good';
    return `${(pairedItem as { item: number }).item} ${kind}`;
  });
}

async function run(
  rejectedItems: string | undefined,
  parameters: IDataObject = {},
  options: Parameters<typeof lookUp>[3] = {},
): Promise<LookupRun> {
  return await lookUp(
    sandbox,
    ITEMS,
    { ...parameters, options: rejectedItems === undefined ? {} : { rejectedItems } },
    options,
  );
}

describe.each(OPERATIONS)('$operation: rejected items', (parameters) => {
  test.each([[undefined], ['output']])('with %s have their own output', async (choice) => {
    const { lookups, rejected, hint } = await run(choice, parameters);
    expect([kinds(lookups), kinds(rejected)]).toEqual([
      ['1 good', '2 good'],
      ['0 rejected', '1 rejected'],
    ]);
    expect(hint).toContain('2 values rejected');
    expect(hint).not.toContain('dropped');
  });

  test('together come after the others, in the same shape', async () => {
    const apart = await run('output', parameters);
    const { lookups, rejected, hint } = await run('together', parameters);
    expect(kinds(lookups)).toEqual(['1 good', '2 good', '0 rejected', '1 rejected']);
    expect(lookups.slice(2)).toEqual(apart.rejected);
    expect(rejected).toEqual([]);
    expect(hint).toBe(apart.hint);
  });

  test('dropped are only counted', async () => {
    const { lookups, rejected, hint } = await run('drop', parameters);
    expect([kinds(lookups), rejected]).toEqual([['1 good', '2 good'], []]);
    expect(hint).toContain('2 values rejected and dropped');
  });

  test('that are all there is, dropped: no item, and the run succeeds', async () => {
    const result = await lookUp(sandbox, [{ phone: '12' }], {
      ...parameters,
      options: { rejectedItems: 'drop' },
    });
    expect([result.status, result.lookups, result.rejected]).toEqual(['success', [], []]);
    expect(sandbox.requests).toEqual([]);
  });
});

describe('another place for rejected items', () => {
  // n8n takes the expression as a text, because the parameter allows none.
  test.each(['elsewhere', '', null, ['drop'], 'DROP', '={{ "drop" }}'])(
    '%j: sends nothing and says why',
    async (choice) => {
      const { error } = await lookUp(sandbox, ITEMS, { options: { rejectedItems: choice } });
      expect(error?.message).toContain("'Rejected Items' cannot be");
      expect(error?.description).toBe('Use one of: output, together, drop.');
      expect(sandbox.requests).toEqual([]);
    },
  );
});

describe.each(['startBulk', 'lookUpNow'])('%s: with One Item per Row', (operation) => {
  const ROWS = { operation, output: 'rows' };

  test('together are in the order of the items, and every fragment is accounted for', async () => {
    const { lookups } = await run('together', ROWS);
    expect(kinds(lookups)).toEqual(['0 rejected', '1 good', '1 rejected', '2 good']);
    expect(lookups.map(({ json }) => json.id)).toEqual([1, 2, 2, 3]);
    const isRejected = ({ json }: INodeExecutionData): boolean => 'rejected' in json;
    const outputs = {
      lookups: lookups.filter((item) => !isRejected(item)),
      rejected: lookups.filter(isRejected),
    };
    expect(checkAccounting({ rows: EXPECTED, outputs, mode: 'rows' })).toEqual([]);
  });

  test('dropped leave the others in the order of the items', async () => {
    expect(kinds((await run('drop', ROWS)).lookups)).toEqual(['1 good', '2 good']);
  });

  test('a lookup that matches no number is still the last item', async () => {
    sandbox.fault('any', faults.long('442079460958'));
    const { lookups } = await run('together', ROWS);
    expect(lookups.at(-1)?.json).toMatchObject({ lookup: { phone_number: null } });
  });

  test.each([
    ['continueRegularOutput', ['0 rejected', '1 details', '1 rejected', '2 details'], []],
    ['continueErrorOutput', ['0 rejected', '1 rejected'], ['1 details', '2 details']],
  ] as const)('failed ones with %s', async (onError, first, second) => {
    sandbox.fault('any', faults.unauthorized());
    const result = await run('together', ROWS, { onError });
    expect([kinds(result.lookups), kinds(result.rejected), result.failed]).toEqual([first, second, []]);
  });
});

describe("as an AI agent's tool", () => {
  const AS_TOOL = { asTool: true };

  test.each([
    [undefined, {}, ['1 good', '2 good', '0 reason', '1 reason']],
    ['output', { output: 'rows' }, ['1 good', '2 good', '0 reason', '1 reason']],
    ['together', {}, ['1 good', '2 good', '0 reason', '1 reason']],
    ['together', { output: 'rows' }, ['0 reason', '1 good', '1 reason', '2 good']],
    ['drop', {}, ['1 good', '2 good']],
  ])('with %s and %j, the only output is %j', async (choice, parameters, expected) => {
    const { lookups, rejected } = await run(choice, { operation: 'lookUpNow', ...parameters }, AS_TOOL);
    expect([kinds(lookups), rejected]).toEqual([expected, []]);
  });
});

describe('the outputs that n8n shows', () => {
  async function outputsOf(
    parameters: IDataObject,
    onError?: 'continueErrorOutput',
  ): Promise<Array<string | undefined>> {
    const { description } = (await loadPackage()).getNode('kaleyra').type as INodeType;
    const json = kaleyraWorkflow(parameters, onError === undefined ? {} : { onError });
    const nodeTypes = { getByNameAndVersion: () => ({ description }) } as unknown as INodeTypes;
    const workflow = new Workflow({ ...json, active: false, nodeTypes });
    const node = json.nodes.find(({ name }) => name === 'Kaleyra');
    if (node === undefined) throw new Error('The workflow has no Kaleyra node.');
    return NodeHelpers.getNodeOutputs(workflow, node, description).map(
      (output) => (output as INodeOutputConfiguration).displayName,
    );
  }

  test.each<[string, IDataObject, string[]]>([
    ['startBulk', {}, ['Lookups', 'Rejected']],
    ['startBulk', { options: {} }, ['Lookups', 'Rejected']],
    ['startBulk', { options: { rejectedItems: 'output' } }, ['Lookups', 'Rejected']],
    ['startBulk', { options: { rejectedItems: 'together' } }, ['Lookups and Rejected']],
    ['lookUpNow', { options: { rejectedItems: 'drop' } }, ['Lookups']],
    ['validate', { options: { rejectedItems: 'together' } }, ['Valid and Rejected']],
    ['validate', { options: { rejectedItems: 'drop' } }, ['Valid']],
    ['getDetails', {}, ['Details']],
    ['getDetails', { options: { rejectedItems: 'together' } }, ['Details']],
    ['getDetails', { options: { rejectedItems: 'drop' } }, ['Details']],
  ])('%s with %j: %j', async (operation, more, expected) => {
    expect(await outputsOf({ operation, ...more })).toEqual(expected);
  });

  test('n8n adds its own for failed items', async () => {
    const parameters = { operation: 'startBulk', options: { rejectedItems: 'drop' } };
    expect(await outputsOf(parameters, 'continueErrorOutput')).toEqual(['Success', 'Error']);
  });
});
