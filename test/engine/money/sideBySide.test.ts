import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { differentNumbers, lookUp, lookUpAndAccount, type LookupRun } from '../../support/engine';
import { withVirtualClock } from '../../support/engine/clock';
import { faults, startSandbox, type Sandbox } from '../../support/sandbox';
import { expectedSends, FAULTS, PRODUCT, type FaultCase, type Place } from './cases';
import { complaintsAbout, sends, toldBy } from './oracle';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ holdsResponses: true });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

// The first goes alone, then two, and so on: it takes seven until four are under way.
const REQUESTS = 9;
const PER_REQUEST = 5;
const rows = differentNumbers(REQUESTS * PER_REQUEST);

// Those that need real time or a lot of memory are in money.test.ts.
const PLACES = PRODUCT.filter(({ fault }) => !/slower|20 MB/.test(fault)).map((place) => ({
  ...place,
  nth: place.nth === 1 ? 1 : 5,
}));

async function runAt({ fault, nth, operation, output, onError, retryOnFail }: Place): Promise<LookupRun> {
  sandbox.fault(operation, (FAULTS[fault] as FaultCase).make(), { nth });
  const parameters = { operation, output, options: { batchSize: PER_REQUEST } };
  const settings = { onError, retryOnFail, maxTries: 3, waitBetweenTries: 1000 };
  const { result } = await withVirtualClock(
    () => lookUpAndAccount(sandbox, rows, parameters, settings),
    sandbox,
  );
  return result;
}

/** What ends the sending comes too late for the requests that are under way by then. */
function endsEarly({ fault, onError, retryOnFail }: Place): boolean {
  const { kind } = FAULTS[fault] as FaultCase;
  if (kind === 'short') return true;
  return onError === 'stopWorkflow' && (kind === 'unclear' || (kind === 'refused' && !retryOnFail));
}

// What Kaleyra rejects is not charged, but the sandbox has billed it by then.
const REJECTED = 'a reason instead of an ID';
const SINGLE = [...new Set(PLACES.map(({ fault }) => fault))]
  .filter((fault) => fault !== REJECTED)
  .flatMap((fault) => (['startBulk', 'lookUpNow'] as const).map((operation) => ({ fault, operation })));

describe(`several requests under way fail, with Stop: ${SINGLE.length} places`, () => {
  test.each(SINGLE)(
    '$fault, $operation: the error names all that may have been charged',
    async ({ fault, operation }) => {
      // Both are under way when the fifth is answered, and so is the second.
      sandbox.fault(operation, faults.unauthorized(), { nth: 5, times: 1 });
      sandbox.fault(operation, (FAULTS[fault] as FaultCase).make(), { nth: [2, 4] });
      const { result } = await withVirtualClock(
        () => lookUp(sandbox, rows.items, { operation, options: { batchSize: PER_REQUEST } }),
        sandbox,
      );
      expect(complaintsAbout(sandbox, toldBy(result.raw), result.raw)).toEqual([]);
      expect(result.status).toBe('error');
    },
    20_000,
  );
});

describe(`four requests at a time, each response overtaken by later ones: ${PLACES.length} places`, () => {
  test.each(PLACES)(
    '$fault in request $nth of 9, $onError, retry $retryOnFail, $output, $operation',
    async (place) => {
      const run = await runAt(place);
      expect(complaintsAbout(sandbox, toldBy(run.raw), run.raw)).toEqual([]);
      const expected = expectedSends(place, REQUESTS);
      const sent = sends(sandbox, rows.numbers, PER_REQUEST);
      if (endsEarly(place)) {
        expect(sent.slice(0, place.nth)).toEqual(expected.slice(0, place.nth));
        expect(Math.max(...sent.slice(place.nth))).toBeLessThanOrEqual(1);
      } else {
        expect(sent).toEqual(expected);
      }
      // A 429 lowers the limit, whatever comes with it.
      if (FAULTS[place.fault]?.kind === 'answered' && !place.fault.includes('429')) {
        expect(sandbox.maxOpenRequests).toBe(4);
      }
    },
    20_000,
  );
});
