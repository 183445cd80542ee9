import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { differentNumbers, lookUp } from '../support/engine';
import { exampleWorkflows } from '../support/n8n';
import { startSandbox, type Sandbox } from '../support/sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

function parametersOf(example: string, name: string): IDataObject {
  const { nodes } = exampleWorkflows().find(({ id }) => id === example) as unknown as {
    nodes: Array<{ name: string; parameters: IDataObject }>;
  };
  return nodes.find((node) => node.name === name)?.parameters as IDataObject;
}

/** What the Code node "Settings" of the example cached-lookup makes of a caller's row. */
function settingsFor(row: IDataObject): IDataObject {
  const code = String(parametersOf('cached-lookup', 'Settings').jsCode);
  const run = new Function('$input', code) as (input: object) => Array<{ json: IDataObject }>;
  return run({ all: () => [{ json: row }] })[0]?.json ?? {};
}

describe('cached_lookup.days', () => {
  test.each([null, '', ' ', [], [7], false, true, {}, 'abc', undefined, -1, '-1', Infinity, NaN, '0x7'])(
    'that is no number of days stops before anything is paid for: %j',
    (days) => {
      expect(() => settingsFor({ phone: '1', cached_lookup: { days } as IDataObject })).toThrow(
        'in cached_lookup.days is not a number of days.',
      );
    },
  );

  test.each<[unknown, number]>([
    [7, 7],
    ['7', 7],
    [' 0.5 ', 0.5],
    [0, 0],
    ['0', 0],
  ])('%j are %d', (days, expected) => {
    expect(settingsFor({ phone: '1', cached_lookup: { days } as IDataObject }).days).toBe(expected);
  });

  test.each([undefined, null, {}])('are 30 where nothing is set: %j', (cached_lookup) => {
    expect(settingsFor({ phone: '1', cached_lookup }).days).toBe(30);
  });
});

describe('max_lookups', () => {
  /** The node "Look up" with the settings of this row. */
  async function lookUpWith(row: IDataObject, count: number) {
    const settings = settingsFor(row);
    const { options, ...parameters } = parametersOf('cached-lookup', 'Look up');
    expect(options).toEqual({ maxLookups: "={{ $('Settings').first().json.max_lookups }}" });
    const items = differentNumbers(count).items.map(({ phone }) => ({ phone_number: phone }) as IDataObject);
    return await lookUp(
      sandbox,
      items,
      { ...parameters, options: { maxLookups: settings.max_lookups } },
      { onError: 'continueErrorOutput' },
    );
  }

  /** What "Row" of the example lead-check makes of a stranger's request. */
  function rowFor(body: IDataObject): IDataObject {
    const expression = String(parametersOf('lead-check', 'Row').jsonOutput).replace(/^=\{\{|\}\}$/g, '');
    return (new Function('$json', `return (${expression});`) as (json: object) => IDataObject)({ body });
  }

  test('is 10 for a lead, whatever the request says', async () => {
    const row = rowFor({ phone: ['…'], max_lookups: 0, cached_lookup: { max_lookups: 0 } });
    const run = await lookUpWith(row, 11);
    expect(run.failed).toHaveLength(11);
    expect(run.failed[0]?.json.error).toContain("'Max Lookups' is 10");
    expect(sandbox.requests).toEqual([]);
    expect((await lookUpWith(row, 10)).lookups).toHaveLength(10);
  });

  test('is no limit where nothing is set, and refused where it is no number', async () => {
    expect((await lookUpWith({ phone: '1' }, 101)).lookups).toHaveLength(101);
    for (const max_lookups of [null, '', 'abc', -1]) {
      sandbox.reset();
      await lookUpWith({ phone: '1', cached_lookup: { max_lookups } }, 2);
      expect(sandbox.requests).toEqual([]);
    }
  });
});
