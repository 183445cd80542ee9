import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';
import type { INode, INodeType } from 'n8n-workflow';

import { toRequestFailure } from '../../nodes/Kaleyra/api/apiErrors';
import type { HttpOutcome } from '../../nodes/Kaleyra/api/http';
import { resolveBatch } from '../../nodes/Kaleyra/lookup/resolveBatch';
import { detailsError } from '../../nodes/Kaleyra/n8n/nodeErrors';
import { createCellParser, type ParsingRules } from '../../nodes/Kaleyra/phone';
import { REASONS } from '../../nodes/Kaleyra/phone/rejection';
import { loadPackage } from '../support/engine';
import { forEachNow } from '../support/forEachNow';
import {
  messagesInCode,
  messagesOfTwoParts,
  parametersOf,
  linesOfParameter,
  textsOfNode,
  type Parameter,
} from './messages';

const ROOT = join(__dirname, '..', '..');
const REVIEWED = join(ROOT, 'test/fixtures/messages.txt');
const ACTUAL = join(ROOT, 'reports/messages.txt');

let parameters: Parameter[];
let listed: string[];
beforeAll(async () => {
  const loader = await loadPackage();
  const { description } = loader.getNode('kaleyra').type as INodeType;
  const ofNode = parametersOf(description.properties);
  const ofCredential = parametersOf(loader.getCredential('kaleyraApi').type.properties);
  parameters = [...ofNode, ...ofCredential];

  const shownByParameters = [...textsOfNode(description), ...parameters.flatMap(textsOf)];
  const messages = messagesInCode().filter((text) => !shownByParameters.includes(text));
  listed = [
    '# Messages, with … for interpolated values',
    ...messages,
    '',
    '# The node',
    ...textsOfNode(description),
    '',
    '# Its parameters',
    ...ofNode.flatMap(linesOfParameter),
    '',
    '# The credential',
    ...ofCredential.flatMap(linesOfParameter),
  ];
});

function textsOf({ field, values }: Parameter): string[] {
  const { displayName, description, hint, placeholder } = field;
  const ofValues = values.flatMap((value) => [value.name, value.description]);
  return [displayName, description, hint, placeholder, ...ofValues].filter((text) => text !== undefined);
}

function wordsIn(text: string): number {
  return text.split(/\s+/).length;
}

/** Whether an explanation says more than the name it explains. */
function addsTo(name: string, explanation: string | undefined): boolean {
  return explanation !== undefined && explanation !== name && wordsIn(explanation) > wordsIn(name);
}

test('every text that users can see is in the reviewed list', () => {
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  writeFileSync(ACTUAL, `${listed.join('\n')}\n`);
  // Review each new text as a user would; then copy reports/messages.txt over the list.
  expect(listed).toEqual(readFileSync(REVIEWED, 'utf8').trimEnd().split('\n'));
});

describe("n8n's guidelines for texts", () => {
  const everyText = (): string[] => [...messagesInCode(), ...parameters.flatMap(textsOf)];

  test('no text uses the words error, problem, failure or mistake', () => {
    const blaming = everyText().filter((text) =>
      /\b(?:errors?|problems?|failures?|mistakes?)\b/i.test(text.replaceAll("'On Error'", '')),
    );
    expect(blaming).toEqual([]);
  });

  test('no text starts or ends with a space or contains two in a row', () => {
    expect(everyText().filter((text) => text !== text.trim() || /\s\s/.test(text))).toEqual([]);
  });

  test('texts of several sentences end with a period, and each sentence starts with a capital', () => {
    const explanations = parameters.flatMap(({ field, values }) =>
      [field, ...values].flatMap(({ description }) => description ?? []),
    );
    const texts = [...messagesInCode(), ...explanations].map((text) => text.replace(/^e\.g\. /, ''));
    const several = texts.filter((text) => /\. [A-Z]/.test(text));
    expect(several.length).toBeGreaterThan(20);
    expect(several.filter((text) => !/[.…]$/.test(text))).toEqual([]);
    expect(texts.filter((text) => /\. \p{Ll}/u.test(text))).toEqual([]);
  });

  test('labels of fields are in single quotes', () => {
    const labels = parameters.flatMap(({ field, values }) => [
      field.displayName,
      ...values.map(({ name }) => name),
    ]);
    const n8nsOwn = ['Retry On Fail', 'On Error', 'From Kaleyra'];
    const titleCased = /'((?:[A-Z][a-z]+ (?:On |for )?)+[A-Z][A-Za-z]+)'/g;
    const named = everyText().flatMap((text) => [...text.matchAll(titleCased)].map(([, label]) => label));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((label = '') => ![...labels, ...n8nsOwn].includes(label))).toEqual([]);
  });
});

describe('a failure message says what happened and what to do', () => {
  const answers = [
    '',
    '<html></html>',
    '[]',
    '{"data":{}',
    '{"error":{}}',
    '{"error":{"message":"so"}}',
  ].flatMap((body) =>
    [200, 204, 302, 400, 401, 403, 404, 408, 422, 429, 500, 502, 503].flatMap((status) =>
      [{}, { 'retry-after': '86400' }, { location: 'https://elsewhere.example/' }].map(
        (headers): HttpOutcome => ({ kind: 'response', status, headers, body }),
      ),
    ),
  );
  const broken = [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNABORTED',
    'ETIMEDOUT',
    'ECONNRESET',
    'EPROTO',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ].flatMap((code): HttpOutcome[] => [
    { kind: 'networkError', code },
    { kind: 'networkError', code, neverSent: true },
  ]);

  test('for any outcome of a request', () => {
    for (const outcome of [...answers, ...broken]) {
      for (const stakes of ['safe', 'paid'] as const) {
        const { message, advice } = toRequestFailure(outcome, stakes, 0);
        expect(message).toMatch(
          /^(?:Kaleyra|The (?:connection to|request to|certificate of) Kaleyra|Could not reach Kaleyra)/,
        );
        expect(message).not.toMatch(/\.$/);
        expect(advice).toMatch(/^[A-Z].{15,}\.$/);
      }
    }
  });

  test('for any invalid setting or input', () => {
    const parts = messagesOfTwoParts();
    expect(parts.length).toBeGreaterThan(8);
    for (const { messages, advice } of parts) {
      for (const message of messages) expect(message).not.toMatch(/\.$/);
      for (const one of advice) expect(one).toMatch(/^[A-Z][^]*\.$/);
    }
    expect(parts.filter(({ messages, advice }) => messages.length + advice.length === 0)).toHaveLength(0);
  });
});

test('an error that stops the workflow names its item, even if its message contains the code of a system error', () => {
  const outcome: HttpOutcome = { kind: 'networkError', code: 'EPERM' };
  const node = { name: 'Kaleyra', type: 'kaleyra', typeVersion: 1 } as INode;
  const fault = detailsError(node, toRequestFailure(outcome, 'safe', 0), {
    itemIndex: 3,
    failedCount: 1,
    found: [],
  });
  expect(fault.message).toBe('The request to Kaleyra did not complete (EPERM) [item 3]');
  expect(fault.context.itemIndex).toBe(3);
  expect(fault.description).toBe("Check the credential's region and the network. Items are counted from 0.");
});

describe('a rejected fragment', () => {
  const rules: ParsingRules = {
    bareDigits: 'national',
    allowPossible: false,
    allowedCountries: ['IN', 'GB'],
    allowedTypes: ['mobile'],
  };
  const cells = [
    ['', ''],
    ['none of your business', ''],
    ['9.87654E+09', 'IN'],
    ['+9198', ''],
    ['+91987654321098765', ''],
    ['+3767123456', ''],
    ['+9198765432101', ''],
    ['+9998765432', ''],
    ['+911234567890', ''],
    ['9876543210', ''],
    ['491713920012', 'DE'],
    ['9876543210', 'Atlantis'],
    ['+12025550123', ''],
    ['+442079460958', ''],
  ];

  test('says why, for every reason', async () => {
    const parseCell = createCellParser(rules);
    const told = new Map<string, string>();
    for (const [cell, country] of cells) {
      for (const reading of parseCell(cell, country))
        if ('reason' in reading) told.set(reading.reason, reading.reasonText);
    }
    const number = { e164: '+919876543210', country: 'IN', type: 'mobile', reading: 'written' } as const;
    const response = {
      requestId: null,
      lookups: [],
      withoutLookup: [],
      invalidCount: 1,
      duplicateCount: 0,
      apiError: null,
      failure: null,
      excerpt: '',
    };
    const batch = [{ index: 0, number, digits: '919876543210', itemIndexes: [0] }];
    const { outcomes } = await resolveBatch(batch, response, 'e164', forEachNow);
    for (const { outcome } of outcomes) {
      if (outcome.kind === 'notAccepted') told.set('NOT_ACCEPTED', outcome.text);
    }

    expect([...told.keys()].sort()).toEqual([...REASONS].sort());
    for (const text of told.values()) expect(text).toMatch(/^[A-Z].{15,}\.$/);
  });
});

describe('a parameter explains itself', () => {
  // A collection shows its button and nothing else.
  const isExplained = ({ field, values }: Parameter): boolean =>
    field.type === 'collection' ||
    addsTo(field.displayName, field.description ?? field.hint) ||
    (values.length > 0 && values.every((value) => addsTo(value.name, value.description)));

  test('with a description or hint that says more than its name, or with those of all its values', () => {
    expect(parameters.length).toBeGreaterThan(20);
    expect(parameters.filter((one) => !isExplained(one)).map(({ field }) => field.name)).toEqual([]);
  });

  test('and so does each value, unless its name has an explanation in parentheses', () => {
    const values = parameters.flatMap((one) => one.values);
    const bare = values.filter(
      ({ name, description }) => !/ \(.+\)$/.test(name) && !addsTo(name, description),
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  test('a boolean starts with "Whether", and a placeholder is an example', () => {
    for (const { field } of parameters) {
      if (field.type === 'boolean') expect(field.description).toMatch(/^Whether /);
      if (field.placeholder !== undefined && field.type !== 'collection') {
        expect(field.placeholder).toMatch(/^e\.g\. \S/);
      }
    }
  });
});
