import { describe, expect, test } from '@jest/globals';
import type { Failure, INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { toRequestFailure } from '../../../nodes/Kaleyra/api/apiErrors';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { toFailedItem } from '../../../nodes/Kaleyra/n8n/items';
import { batchError, configurationError, plainTextOf, withPaid } from '../../../nodes/Kaleyra/n8n/nodeErrors';
import { fault, http, START } from '../api/tools';

const NODE: INode = {
  id: '1',
  name: 'Kaleyra',
  type: 'n8n-nodes-kaleyra.kaleyra',
  typeVersion: 1,
  position: [0, 0],
  parameters: {},
};

const NOTHING_PAID = { accepted: [], unconfirmed: [] };

function declared(outcome: HttpOutcome): Failure | undefined {
  const failure = toRequestFailure(outcome, 'paid', START);
  return batchError(NODE, failure, [], NOTHING_PAID).failure;
}

describe('the cause that an error declares to n8n', () => {
  test.each<[string, HttpOutcome, Failure | undefined]>([
    ['a key that is not accepted', http(401), { cause: 'credential-invalid' }],
    ['too many requests', http(429), { cause: 'rate-limited' }],
    [
      'too many requests, with the time',
      http(429, { 'retry-after': '3600' }),
      { cause: 'rate-limited', retryAfterMs: 3_600_000 },
    ],
    [
      'unavailable before it processed anything',
      http(503, { 'retry-after': '5' }),
      { cause: 'temporarily-unavailable', retryAfterMs: 5_000 },
    ],
    ['unavailable, and maybe charged: nothing that invites a repetition', http(500), undefined],
    ['a lost connection', fault('ECONNRESET'), undefined],
    ['a rejected request', http(422), undefined],
  ])('%s', (_, outcome, failure) => {
    expect(declared(outcome)).toEqual(failure);
  });

  test('a wrong setting', () => {
    expect(configurationError(NODE, 'What happened', 'What to do').failure).toEqual({
      cause: 'configuration-invalid',
    });
  });
});

test.each([402, 403, 429, 500])("HTTP %i: Kaleyra's own words come before any advice of ours", (status) => {
  const outcome = http(status, {}, JSON.stringify({ error: { message: 'Insufficient <b>credits</b>' } }));
  const failure = toRequestFailure(outcome, 'paid', START);
  expect(batchError(NODE, failure, [], NOTHING_PAID).description).toBe(
    `Kaleyra says: "Insufficient &lt;b&gt;credits&lt;/b&gt;". ${failure.advice}`,
  );
  const source = { inputs: [{ json: {} }], onError: 'continueErrorOutput' } as never;
  const { error } = toFailedItem(source, { itemIndex: 0, failure, numbers: [] }).json;
  expect(error).toBe(`${failure.message}. Kaleyra says: "Insufficient <b>credits</b>". ${failure.advice}`);
});

describe('what was thrown after something was paid for', () => {
  const ACCEPTED = [{ phone_number: '+919876543210', lookup_id: 'a:1' }];
  const PAID = { accepted: ACCEPTED, unconfirmed: [] };

  test.each<[string, unknown]>([
    ['a fault of this node', new RangeError('Maximum call stack size exceeded')],
    ['a setting', configurationError(NODE, 'Maximum call stack size exceeded', 'What to do')],
    ['anything', 'Maximum call stack size exceeded'],
  ])('carries the accepted lookups and says so: %s', (_name, thrown) => {
    expect(withPaid(NODE, thrown, () => PAID)).toMatchObject({
      message: 'Maximum call stack size exceeded',
      description: expect.stringContaining('1 lookup had already been accepted'),
      // The editor shows `data` alone.
      context: { accepted: ACCEPTED, data: { accepted: ACCEPTED } },
    });
  });

  test('keeps its own advice, and names what may have been charged', () => {
    const thrown = configurationError(NODE, "'Phone' is empty", 'Drag a field onto it.');
    const unconfirmed = Array.from({ length: 12 }, (_, i) => `+9198765432${10 + i}`);
    const error = withPaid(NODE, thrown, () => ({ accepted: [], unconfirmed })) as NodeOperationError;
    expect(error.description).toBe(
      'Drag a field onto it. 12 numbers got no answer and may have been charged: +919876543210, +919876543211, +919876543212, +919876543213, +919876543214, +919876543215, +919876543216, +919876543217, +919876543218, +919876543219, and 2 more. A retry will not send these numbers again; a new execution will.',
    );
    expect(error.context.data).toEqual({ accepted: [], unconfirmed });
  });

  test('keeps the item at fault, and what it was declared as', () => {
    const failure = { cause: 'configuration-invalid' } as const;
    const ofItem = new NodeOperationError(NODE, 'No such field', { itemIndex: 3, failure });
    expect(withPaid(NODE, ofItem, () => PAID)).toMatchObject({ failure, context: { itemIndex: 3 } });
    const ofN8n = Object.assign(new Error('Bad expression'), { context: { itemIndex: 0 } });
    expect(withPaid(NODE, ofN8n, () => PAID)).toMatchObject({ context: { itemIndex: 0 } });
    expect(withPaid(NODE, 'anything', () => PAID)).not.toHaveProperty('context.itemIndex', expect.anything());
  });

  test('is left alone if it carries them already, or if there are none', () => {
    const error = batchError(NODE, toRequestFailure(http(401), 'paid', START), [], PAID);
    expect(withPaid(NODE, error, () => PAID)).toBe(error);
    expect(withPaid(NODE, 'anything', () => NOTHING_PAID)).toBe('anything');
  });
});

test('an AI agent, which sees nothing else, is told in the message what to do and what may be charged', () => {
  const tool = { ...NODE, type: 'n8n-nodes-kaleyra.kaleyraTool' };
  const { message } = batchError(tool, toRequestFailure(http(500), 'paid', START), [], NOTHING_PAID);
  expect(message).toMatch(/^Kaleyra is unavailable \(HTTP 500\)\. Kaleyra may have accepted and charged it/);
});

test('an AI agent is told the IDs of what was accepted, and nothing that only a person at the editor can do', () => {
  const tool = { ...NODE, type: 'n8n-nodes-kaleyra.kaleyraTool' };
  const paid = { accepted: [{ phone_number: '+919876543210', lookup_id: 'a:1' }], unconfirmed: [] };
  const { message } = batchError(tool, toRequestFailure(http(500), 'paid', START), [], paid);
  expect(message).toContain('1 lookup had already been accepted: a:1.');
  expect(message).not.toMatch(/'Retry Unconfirmed'|From Kaleyra|retry|in the details/);
});

describe('what comes from outside is text, never HTML', () => {
  const NAME = 'R&D <img src=x> phone';
  const SHOWN = 'R&amp;D &lt;img src=x&gt; phone';

  test('in a configuration error, which keeps its plain text for items', () => {
    const error = configurationError(NODE, NAME, `Drag ${NAME} into 'Phone'.`);
    expect(error).toMatchObject({ message: SHOWN, description: `Drag ${SHOWN} into 'Phone'.` });
    expect(plainTextOf(error)).toEqual({ message: NAME, description: `Drag ${NAME} into 'Phone'.` });
  });

  test('in the ID of a lookup under another account', () => {
    const elsewhere = { accepted: [{ phone_number: null, lookup_id: NAME }], unconfirmed: [] };
    const failure = toRequestFailure(http(401), 'paid', START);
    const { description } = batchError(NODE, failure, [], NOTHING_PAID, elsewhere);
    expect(description).toContain(`1 lookup was accepted: ${SHOWN}.`);
  });

  test('in what was thrown after something was paid for, escaped once', () => {
    const accepted = [{ phone_number: null, lookup_id: 'a:1' }];
    for (const thrown of [new Error(NAME), NAME, configurationError(NODE, NAME, '')]) {
      const error = withPaid(NODE, thrown, () => ({ accepted, unconfirmed: [] }));
      expect(error).toMatchObject({ message: SHOWN });
      expect(plainTextOf(error).message).toBe(NAME);
    }
  });

  test('at most 500 characters of it', () => {
    const error = configurationError(NODE, 'x'.repeat(2_000), '');
    expect(error.message).toBe('x'.repeat(500));
    expect(
      withPaid(NODE, 'x'.repeat(2_000), () => ({
        accepted: [{ phone_number: null, lookup_id: 'a:1' }],
        unconfirmed: [],
      })),
    ).toMatchObject({
      message: 'x'.repeat(500),
    });
  });

  test('anything that is thrown has a text', () => {
    for (const thrown of ['odd', 5, null, undefined])
      expect(plainTextOf(thrown).message).toBe(String(thrown));
  });
});
