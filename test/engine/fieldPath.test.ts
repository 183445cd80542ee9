import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { parseFieldPath } from '../../nodes/Kaleyra/n8n/fieldPath';
import { parameterReader } from '../../nodes/Kaleyra/n8n/readParameter';
import { node, nodeDescription, runWorkflow, to } from '../support/engine';

type Told = { value: unknown } | { error: string };

function tell(read: () => unknown): Told {
  try {
    return { value: read() };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** Reads its parameter for each item in both ways. */
function comparing(compared: Array<{ direct: Told; evaluated: Told }>): INodeType {
  return {
    description: nodeDescription('compare', {
      properties: [{ displayName: 'Cell', name: 'cell', type: 'string', default: '' }],
    }),
    async execute() {
      const cellOf = parameterReader(this, 'cell', undefined);
      this.getInputData().forEach((_item, i) => {
        compared.push({
          direct: tell(() => cellOf(i)),
          evaluated: tell(() => this.getNodeParameter('cell', i) as unknown),
        });
      });
      return [[]];
    },
  };
}

async function readBothWays(cell: unknown, items: IDataObject[]) {
  const compared: Array<{ direct: Told; evaluated: Told }> = [];
  await runWorkflow({
    workflow: {
      nodes: [
        node('Manual', 'n8n-nodes-base.manualTrigger'),
        node('Compare', 'compare', { cell } as IDataObject),
      ],
      connections: { Manual: { main: [[to('Compare')]] } },
    },
    items,
    extraNodes: { compare: comparing(compared) },
  });
  expect(compared).toHaveLength(items.length);
  return compared;
}

const NAMES = [
  ...[
    'phone',
    'Phone Number',
    'a',
    'b',
    '0',
    '1',
    'class',
    'null',
    'x.first(',
    "it's",
    'a"b',
    'Telefon (ü)',
    '',
  ],
  ...[
    'length',
    'toString',
    'constructor',
    '__proto__',
    'prototype',
    'hasOwnProperty',
    'valueOf',
    'map',
    'at',
  ],
  ...[
    'binding',
    'arguments',
    'caller',
    '__sanitize',
    '___n8n_data',
    '$json',
    '_id',
    'a.constructor',
    '//',
    '`',
  ],
];
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 6 }));

const pathPart = fc.oneof(
  name.filter((text) => /^[a-z_$]\w*$/i.test(text)).map((text) => `.${text}`),
  name.map((text) => `["${text}"]`),
  name.map((text) => `['${text}']`),
  fc.nat(2).map((index) => `[${index}]`),
);
const blank = fc.constantFrom('', ' ', '  ', '\n', '\t');
const pathExpression = fc
  .tuple(blank, fc.array(pathPart, { minLength: 1, maxLength: 3 }), blank)
  .map(([before, parts, after]) => `={{${before}$json${parts.join('')}${after}}}`);

class Foreign {
  phone = 'own';
  get b(): string {
    return 'inherited';
  }
}

const leaf = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, 9876543210, -0, new Date(0), /x/, new Map([['a', 1]]), new Foreign()),
);
const { fields } = fc.letrec<{ value: unknown; fields: IDataObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, tie('fields'), fc.array(tie('value'), { maxLength: 3 })),
  fields: fc.dictionary(name, tie('value'), { maxKeys: 8 }) as fc.Arbitrary<IDataObject>,
}));

describe('a cell read directly from the item', () => {
  test('equals what n8n evaluates for the same path, for any path and item', async () => {
    let direct = 0;
    await fc.assert(
      fc.asyncProperty(
        pathExpression,
        fc.array(fields, { minLength: 1, maxLength: 8 }),
        async (cell, items) => {
          if (parseFieldPath(cell) !== null) direct += 1;
          for (const told of await readBothWays(cell, items)) {
            expect(told.direct).toStrictEqual(told.evaluated);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(direct).toBeGreaterThan(75);
  }, 120_000);

  test.each([
    ['={{ $json.phone }}', ['phone']],
    ['={{$json.phone}}', ['phone']],
    ['={{ $json["Phone Number"] }}', ['Phone Number']],
    ["={{ $json['Telefon (ü)'] }}", ['Telefon (ü)']],
    ['={{ $json.contact.phones[0] }}', ['contact', 'phones', '0']],
    ['={{ $json["a"][\'b\'][12].c1 }}', ['a', 'b', '12', 'c1']],
    ['={{ $json["it\'s"] }}', ["it's"]],
    ['={{ $json["[0]"] }}', ['[0]']],
  ])('%s is a path', (cell, keys) => {
    expect(parseFieldPath(cell)).toEqual(keys);
  });

  test.each([
    '={{ $json }}',
    '={{ $json.phone + "" }}',
    '={{ $json.phone.trim() }}',
    '={{ $json.phone }} ',
    '= {{ $json.phone }}',
    '+{{ $json.phone }}',
    '{{ $json.phone }}',
    '={{ $json.phone }}{{ $json.b }}',
    '={{ $json?.phone }}',
    '={{ $json.constructor }}',
    '={{ $json["a.constructor"] }}',
    '={{ $json.__proto__ }}',
    '={{ $json["a\\n"] }}',
    '={{ $json["a}}b"] }}',
    '={{ $json[01] }}',
    '={{ $json[phone] }}',
    "={{ $('Rows').item.json.phone }}",
    '={{ $fromAI("phone") }}',
    undefined,
    5,
  ])('%s is left to n8n', (cell) => {
    expect(parseFieldPath(cell)).toBeNull();
  });

  test('falls back to n8n for an item whose value is not a plain cell', async () => {
    const items: IDataObject[] = [{ a: { b: '1' } }, { a: null }, {}, { a: 'text' }, { a: { b: [{}] } }];
    for (const { direct, evaluated } of await readBothWays('={{ $json.a.b }}', items)) {
      expect(direct).toStrictEqual(evaluated);
    }
  });

  test('is the text itself if it is not an expression', async () => {
    expect(await readBothWays('+91 98765 43210', [{}, {}])).toEqual(
      Array(2).fill({ direct: { value: '+91 98765 43210' }, evaluated: { value: '+91 98765 43210' } }),
    );
  });
});
