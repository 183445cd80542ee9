import { expect, test } from '@jest/globals';

import { isSuccess, type HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import { fault, http } from './tools';

test.each<[HttpOutcome, boolean]>([
  [http(199), false],
  [http(200), true],
  [http(202), true],
  [http(299), true],
  [http(300), false],
  [http(404), false],
  [fault('ECONNRESET'), false],
])('%j is a success: %s', (outcome, expected) => {
  expect(isSuccess(outcome)).toBe(expected);
});
