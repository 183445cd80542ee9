import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../support/sandbox';
import { differentNumbers, lookUpAndAccount, type LookupRun } from '../../support/engine';
import { withVirtualClock } from '../../support/engine/clock';
import { expectedSends, FAULTS, PRODUCT, REQUESTS, type FaultCase, type Place } from './cases';
import { sends } from './oracle';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const PER_REQUEST = 10;
const rows = differentNumbers(REQUESTS * PER_REQUEST);

async function runAt(place: Place): Promise<LookupRun> {
  const { make, timeout } = FAULTS[place.fault] as FaultCase;
  const { operation, output, onError, retryOnFail, nth } = place;
  sandbox.fault(operation, make(), { nth });
  const options = { batchSize: PER_REQUEST, ...(timeout === undefined ? {} : { timeout }) };
  const run = (): Promise<LookupRun> =>
    lookUpAndAccount(
      sandbox,
      rows,
      { operation, output, options },
      { onError, retryOnFail, maxTries: 3, waitBetweenTries: timeout === undefined ? 1000 : 1 },
    );
  return timeout === undefined ? (await withVirtualClock(run)).result : await run();
}

/** Every lookup ID a run returned, in its items or, if it stopped, in its error. */
function idsOf(run: LookupRun): Set<unknown> {
  const accepted = ((run.error?.context as IDataObject | undefined)?.accepted ?? []) as IDataObject[];
  const lookups = run.lookups.map(({ json }) => (json.lookup ?? json) as IDataObject);
  return new Set([...lookups, ...accepted].map(({ lookup_id }) => lookup_id));
}

describe('one request at a time: no number is charged twice, no row and no accepted lookup is lost', () => {
  test.each(PRODUCT)(
    '$fault in request $nth of 5, $onError, retry $retryOnFail, $output, $operation',
    async (place) => {
      const run = await runAt(place);
      expect(sends(sandbox, rows.numbers, PER_REQUEST)).toEqual(expectedSends(place));
      expect(Math.max(0, ...sandbox.timesBilled().values())).toBeLessThanOrEqual(1);
      if (FAULTS[place.fault]?.timeout === undefined) expect(sandbox.maxOpenRequests).toBe(1);
      const ids = idsOf(run);
      expect([...sandbox.lookups.keys()].filter((id) => !ids.has(id))).toEqual([]);
    },
    20_000,
  );
});
