import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Fault, type Sandbox } from '../sandbox';
import { differentNumbers, lookUpAndAccount, type LookupRun } from './harness';
import { withVirtualClock } from './harness/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const FAULTS: Record<string, () => Fault> = {
  '429': () => faults.tooManyRequests(),
  '429 for 5 s': () => faults.tooManyRequests({ retryAfter: 5 }),
  '429 for a day': () => faults.tooManyRequests({ retryAfter: 86_400 }),
  '503 for 5 s': () => faults.unavailable({ retryAfter: 5 }),
  '503': () => faults.unavailable(),
  '500': faults.serverError,
  '502 with a web page': faults.badGateway,
  '401': faults.unauthorized,
  '403': faults.forbidden,
  'a complaint with 200': () => faults.errorForm('B', 200),
  'a complaint with 400': () => faults.errorForm('A', 400),
  'a web page with 200': faults.html200,
  'JSON that breaks off': faults.truncatedJson,
  null: faults.nullBody,
  'an empty list': () => faults.arrayBody(),
  'reset before it is read': faults.resetBeforeRead,
  'accepted, then reset': faults.acceptedThenReset,
  'accepted, then 500': faults.acceptedThen500,
  'a redirect': () => faults.redirect('https://elsewhere.example/'),
  'a short answer': () => faults.short(4),
  'two IDs for each': faults.repeated,
  'answers for strangers': faults.strangers,
  'no entries': faults.noEntries,
  'masked numbers': faults.maskedAll,
};

const rows = differentNumbers(50);

const PRODUCT = Object.keys(FAULTS).flatMap((fault) =>
  [1, 3].flatMap((nth) =>
    (['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const).flatMap((onError) =>
      [false, true].flatMap((retryOnFail) =>
        ['lookups', 'rows'].flatMap((output) =>
          (['startBulk', 'lookUpNow'] as const).map((operation) => ({
            fault,
            nth,
            onError,
            retryOnFail,
            output,
            operation,
          })),
        ),
      ),
    ),
  ),
);

/** Every lookup ID a run gave, in its items or, where it stopped, in its error. */
function idsOf(run: LookupRun): Set<unknown> {
  const accepted = ((run.error?.context as IDataObject | undefined)?.accepted ?? []) as IDataObject[];
  const lookups = run.lookups.map(({ json }) => (json.lookup ?? json) as IDataObject);
  return new Set([...lookups, ...accepted].map(({ lookup_id }) => lookup_id));
}

describe('no number is paid for twice, no row and no accepted lookup is lost', () => {
  test.each(PRODUCT)(
    '$fault in request $nth of 5, $onError, retry $retryOnFail, $output, $operation',
    async ({ fault, nth, operation, output, onError, retryOnFail }) => {
      sandbox.fault(operation, (FAULTS[fault] as () => Fault)(), { nth });
      const { result } = await withVirtualClock(() =>
        lookUpAndAccount(
          sandbox,
          rows,
          { operation, output, options: { batchSize: 10 } },
          { onError, retryOnFail, maxTries: 3, waitBetweenTries: 1000 },
        ),
      );
      expect(Math.max(0, ...sandbox.timesBilled().values())).toBeLessThanOrEqual(1);
      const ids = idsOf(result);
      expect([...sandbox.lookups.keys()].filter((id) => !ids.has(id))).toEqual([]);
    },
  );
});
