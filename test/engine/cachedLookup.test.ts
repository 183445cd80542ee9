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

/** What the Code node "Settings" of the example cached-lookup makes of a caller's first row. */
function settingsFor(...rows: IDataObject[]): IDataObject {
  const code = String(parametersOf('cached-lookup', 'Settings').jsCode);
  const run = new Function('$input', code) as (input: object) => Array<{ json: IDataObject }>;
  return run({ all: () => rows.map((json) => ({ json })) })[0]?.json ?? {};
}

describe('cached_lookup', () => {
  const KNOWN = /phone, country, days, max_lookups, stop_if_failed/;

  test.each<[unknown, string]>([
    [{ max_lookup: 1 }, "'max_lookup' is no setting."],
    [{ maxLookups: 1 }, "'maxLookups' is no setting."],
    [{ constructor: 1 }, "'constructor' is no setting."],
    ['{ "max_lookup": 1 }', "'max_lookup' is no setting."],
    ['{ max_lookups: 1 }', '"{ max_lookups: 1 }" is no object with settings.'],
    ['null', '"null" is no object with settings.'],
    ['', '"" is no object with settings.'],
    [[{ max_lookups: 1 }], '[{"max_lookups":1}] is no object with settings.'],
    [false, 'false is no object with settings.'],
    [7, '7 is no object with settings.'],
    [{ phone: ['phone'] }, '["phone"] in cached_lookup.phone is not the name of a field.'],
    [{ country: null }, 'null in cached_lookup.country is not the name of a field.'],
    ...[null, '', 'abc', -1, 1.5, true, [1], {}].map((max_lookups): [unknown, string] => [
      { max_lookups },
      `${JSON.stringify(max_lookups)} in cached_lookup.max_lookups is not a whole number`,
    ]),
    ...[null, '', 'no', 0, 1, [false], {}].map((stop_if_failed): [unknown, string] => [
      { stop_if_failed },
      `${JSON.stringify(stop_if_failed)} in cached_lookup.stop_if_failed is not true or false.`,
    ]),
  ])(
    'that is not understood stops before anything is paid for, and names the settings: %j',
    (given, text) => {
      const settings = () => settingsFor({ phone: '1', cached_lookup: given as IDataObject });
      expect(settings).toThrow(text);
      expect(settings).toThrow(KNOWN);
    },
  );

  test('of a later row is refused if the first row has another one, or none', () => {
    const row = { phone: '1', cached_lookup: { max_lookups: 1 } };
    const text = 'a later one has {"max_lookups":1}';
    expect(() => settingsFor({ phone: '1' }, row)).toThrow(text);
    expect(() => settingsFor({ phone: '1', cached_lookup: { max_lookups: 2 } }, row)).toThrow(KNOWN);
    for (const others of [[row], [{ phone: '1' }], [{ phone: '1', cached_lookup: null }]]) {
      expect(settingsFor(row, ...others).max_lookups).toBe(1);
    }
  });

  test('is read from JSON text, too', () => {
    const cached_lookup = '{ "phone": "mobile", "max_lookups": "5", "stop_if_failed": false }';
    expect(settingsFor({ mobile: '1', cached_lookup })).toMatchObject({
      phone: '1',
      days: 30,
      max_lookups: 5,
      stop_if_failed: false,
    });
  });

  test.each<[unknown, boolean]>([
    [undefined, true],
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [' False ', false],
  ])('stops if something failed, for stop_if_failed %j: %s', (stop_if_failed, expected) => {
    const cached_lookup = stop_if_failed === undefined ? {} : { stop_if_failed: stop_if_failed as boolean };
    expect(settingsFor({ phone: '1', cached_lookup }).stop_if_failed).toBe(expected);
  });
});

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

  test('is no limit where nothing is set', async () => {
    expect((await lookUpWith({ phone: '1' }, 101)).lookups).toHaveLength(101);
  });

  test('comes from no request, and neither does a result', () => {
    const result = { lookup: { is_mobile: true }, rejected: {}, error: 'x' };
    const row = rowFor({ phone: 'n/a', name: 'Ada', ...result });
    expect(JSON.parse(JSON.stringify(row))).toEqual({
      phone: 'n/a',
      name: 'Ada',
      cached_lookup: { max_lookups: 10, stop_if_failed: false },
    });
  });
});
