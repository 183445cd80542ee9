import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';
import type { INodeProperties, INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { loadPackage, PACKAGE_DIRECTORY } from '../support/engine';

let description: INodeTypeDescription;
let credentialFields: INodeProperties[];
beforeAll(async () => {
  const loader = await loadPackage();
  description = (loader.getNode('kaleyra').type as INodeType).description;
  credentialFields = loader.getCredential('kaleyraApi').type.properties;
});

function valuesOf(field: INodeProperties | undefined): unknown[] {
  return ((field?.options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
}

function allFields(): INodeProperties[] {
  return description.properties.flatMap((field) =>
    field.type === 'collection' ? [field, ...((field.options ?? []) as INodeProperties[])] : [field],
  );
}

describe('the names that saved workflows depend on', () => {
  test('of the node, its resources and operations', () => {
    expect(description).toMatchObject({
      name: 'kaleyra',
      displayName: 'Kaleyra',
      version: 1,
      usableAsTool: true,
    });
    const named = (name: string): INodeProperties[] =>
      description.properties.filter((field) => field.name === name);
    expect(valuesOf(named('resource')[0])).toEqual(['lookup', 'phoneNumber']);
    expect(named('operation').map((field) => [field.default, valuesOf(field).sort()])).toEqual([
      ['startBulk', ['getDetails', 'lookUpNow', 'startBulk']],
      // As an agent's tool.
      ['lookUpNow', ['getDetails', 'lookUpNow', 'startBulk']],
      ['validate', ['validate']],
    ]);
  });

  test.each([
    ['phone', ''],
    ['defaultCountry', ''],
    ['output', 'lookups'],
    ['waitForDetails', false],
    ['waitTimeout', 60],
    ['lookupId', '={{ $json.lookup_id }}'],
    ['options', {}],
    ['allowedCountries', []],
    ['allowedTypes', []],
    ['allowPossible', false],
    ['bareDigits', 'national'],
    ['batchSize', 1000],
    ['maxLookups', 0],
    ['numberFormat', 'e164'],
    ['rejectedItems', 'output'],
    ['retryUnconfirmed', false],
    ['timeout', 120],
  ])('of the parameter %s and its default', (name, value) => {
    expect(allFields().find((field) => field.name === name)?.default).toEqual(value);
  });

  test.each([
    ['operation', 'lookUpNow'],
    ['phone', "$fromAI('Phone', "],
    ['defaultCountry', "$fromAI('Default_Country', "],
    ['lookupId', "$fromAI('Lookup_ID', "],
    ['maxLookups', '100'],
  ])("of the parameter %s and its default as an agent's tool", (name, value) => {
    const ofTool = allFields().filter(
      (field) => field.name === name && field.displayOptions?.show?.['@tool']?.[0] === true,
    );
    expect(ofTool.map((field) => String(field.default))).toEqual([expect.stringContaining(value)]);
  });

  test('of the values in lists', () => {
    const values = (name: string): unknown[] =>
      valuesOf(allFields().find((field) => field.name === name)).sort();
    expect(values('output')).toEqual(['lookups', 'rows']);
    expect(values('bareDigits')).toEqual(['either', 'international', 'national']);
    expect(values('rejectedItems')).toEqual(['drop', 'output', 'together']);
    expect(values('numberFormat')).toEqual(['digits', 'e164']);
    expect(values('allowedTypes')).toEqual(
      'fixed_line mobile pager personal_number premium_rate shared_cost toll_free uan voicemail voip'.split(
        ' ',
      ),
    );
    expect(values('defaultCountry')).toHaveLength(246);
  });

  test('of the credential', () => {
    expect(credentialFields.map(({ name }) => name)).toEqual(['region', 'baseUrl', 'sid', 'apiKey']);
    expect(valuesOf(credentialFields[0]).sort()).toEqual([
      'custom',
      'https://api.ap.kaleyra.io',
      'https://api.eu.kaleyra.io',
      'https://api.in.kaleyra.io',
      'https://api.kaleyra.io',
      'https://api.na.kaleyra.ai',
    ]);
    expect(credentialFields[3]?.typeOptions).toEqual({ password: true });
  });
});

describe('what users see', () => {
  test('an expression in a list stays when another operation is chosen', () => {
    const resettable = description.properties.filter(
      ({ options, displayOptions }) => options !== undefined && displayOptions?.show?.operation !== undefined,
    );
    expect(resettable.map(({ name }) => name)).toEqual([]);
  });

  test('each operation starts with what it costs, in at most 100 characters', () => {
    const operations = description.properties
      .filter(({ name }) => name === 'operation')
      .flatMap(({ options }) => options as INodePropertyOptions[]);
    for (const { description: text = '' } of operations) {
      expect(text).toMatch(
        /^(?:Paid per number|Free|One request per lookup ID, price not published)\. [A-Z]/,
      );
      expect(text.length).toBeLessThanOrEqual(100);
    }
  });

  test('half of the help texts have at most 80 characters', () => {
    const texts = [...allFields(), ...credentialFields].flatMap(({ description: text }) => text ?? []);
    const lengths = [...new Set(texts)].map((text) => text.length).sort((a, b) => a - b);
    expect(lengths.length).toBeGreaterThan(15);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
  });

  test('every list of five or more is in alphabetical order', () => {
    for (const { name, options } of [...allFields(), ...credentialFields]) {
      const labels = ((options ?? []) as INodePropertyOptions[]).map((option) =>
        'displayName' in option ? String(option.displayName) : option.name,
      );
      const sortable = name === 'defaultCountry' ? labels.slice(1) : labels;
      if (labels.length < 5) continue;
      expect(sortable).toEqual([...sortable].sort((a, b) => a.localeCompare(b, 'en')));
    }
  });

  test('the node is found under its usual names, and its icons exist', () => {
    const codex = JSON.parse(
      readFileSync(join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra/Kaleyra.node.json'), 'utf8'),
    );
    expect(codex.alias).toEqual(
      expect.arrayContaining([
        'phone',
        'lookup',
        'HLR',
        'MNP',
        'carrier',
        'operator',
        'bulk',
        'E.164',
        'validate',
        'phone lookup',
        'phone number',
        'validate phone number',
        'number lookup',
        'bulk lookup',
        'mobile operator',
      ]),
    );
    expect(description.codex?.alias).toEqual(codex.alias);
    for (const icon of ['kaleyra.svg', 'kaleyra.dark.svg']) {
      expect(existsSync(join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra', icon))).toBe(true);
    }
  });
});
