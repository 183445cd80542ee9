import { describe, expect, test } from '@jest/globals';
import type { Failure, INode } from 'n8n-workflow';

import { toRequestFailure } from '../../../nodes/Kaleyra/api/apiErrors';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { configurationError, requestError } from '../../../nodes/Kaleyra/n8n/nodeErrors';
import { fault, http, START } from '../api/tools';

const NODE: INode = {
  id: '1',
  name: 'Kaleyra',
  type: 'n8n-nodes-kaleyra.kaleyra',
  typeVersion: 1,
  position: [0, 0],
  parameters: {},
};

function declared(outcome: HttpOutcome): Failure | undefined {
  const failure = toRequestFailure(outcome, 'paid', START);
  return requestError(NODE, failure, { itemIndex: 0, numbers: [], accepted: [] }).failure;
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
