import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { differentNumbers, lookUp, type LookupRun } from '../../support/engine';
import { withVirtualClock } from '../../support/engine/clock';
import { encrypted, makeCertificate, startRawServer, trusting } from '../../support/network';
import { startSandbox, type Sandbox } from '../../support/sandbox';
import { FAULTS, PRODUCT, REQUESTS, type FaultCase, type Place } from './cases';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const PER_REQUEST = 10;
const rows = differentNumbers(REQUESTS * PER_REQUEST);
const OPTIONS = { batchSize: PER_REQUEST };
const MODES = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
const RETRIES = { maxTries: 3, waitBetweenTries: 1000 };

/** Every output item of a run, and what its error carries. */
function itemsOf(run: LookupRun): IDataObject[] {
  const accepted = ((run.error?.context as IDataObject | undefined)?.accepted ?? []) as IDataObject[];
  const items = run.node('Kaleyra').outputs.flat();
  return [
    ...items.map(({ json }) => ({ ...json, ...(json.lookup as IDataObject | undefined) })),
    ...accepted,
  ];
}

function lostLookups(from: Sandbox, run: LookupRun): string[] {
  const ids = new Set(itemsOf(run).map(({ lookup_id }) => lookup_id));
  return [...from.lookups.keys()].filter((id) => !ids.has(id));
}

const mostSent = (from: Sandbox): number => Math.max(0, ...from.timesSent().values());
const mostBilled = (from: Sandbox): number => Math.max(0, ...from.timesBilled().values());

/** Columns that n8n, or the node, could take for its own. */
const COLUMNS: readonly IDataObject[] = [
  ...['', '0', 'no', 0, 1, false, true, null, [], [null], {}, { message: '' }].map((error) => ({ error })),
  { message: 'mine' },
  { details: { unconfirmed: true } },
  { error: 'mine', message: 'mine', details: null },
  { lookup: 'mine', rejected: 0, lookup_id: 'mine' },
];

const WITH_COLUMNS = PRODUCT.filter(({ fault }) => FAULTS[fault]?.timeout === undefined).flatMap((place) =>
  COLUMNS.map((columns) => ({ ...place, columns: JSON.stringify(columns) })),
);
// A prime, so that the sample has every value of every dimension.
const STEP = 199;
const SAMPLE = WITH_COLUMNS.filter((_place, index) => index % STEP === 0);

describe(`the first row has columns of its own: ${SAMPLE.length} of ${WITH_COLUMNS.length} places`, () => {
  test('the sample has every fault and every column', () => {
    const every = (name: keyof (typeof SAMPLE)[number]): number[] =>
      [WITH_COLUMNS, SAMPLE].map((places) => new Set(places.map((place) => place[name])).size);
    for (const name of [
      'fault',
      'nth',
      'onError',
      'retryOnFail',
      'output',
      'operation',
      'columns',
    ] as const) {
      const [all, sampled] = every(name);
      expect([name, sampled]).toEqual([name, all]);
    }
  });

  test.each(SAMPLE)(
    '$columns, $fault in request $nth, $onError, retry $retryOnFail, $output, $operation',
    async ({ columns, ...place }) => {
      const run = await runAt(place, JSON.parse(columns) as IDataObject);
      expect(mostBilled(sandbox)).toBeLessThanOrEqual(1);
      expect(lostLookups(sandbox, run)).toEqual([]);
    },
    20_000,
  );
});

async function runAt(place: Place, columns: IDataObject): Promise<LookupRun> {
  const { fault, nth, operation, output, onError, retryOnFail } = place;
  sandbox.fault(operation, (FAULTS[fault] as FaultCase).make(), { nth });
  const items = rows.items.map((row, index) => (index === 0 ? { ...columns, ...row } : row));
  const { result } = await withVirtualClock(() =>
    lookUp(sandbox, items, { operation, output, options: OPTIONS }, { onError, retryOnFail, ...RETRIES }),
  );
  return result;
}

describe('connections that are never made: 24 places', () => {
  const certificate = makeCertificate({ host: 'localhost' });
  const places = [3, 7].flatMap((resets) =>
    MODES.flatMap((onError) =>
      [false, true].flatMap((retryOnFail) =>
        (['startBulk', 'lookUpNow'] as const).map((operation) => ({
          resets,
          onError,
          retryOnFail,
          operation,
        })),
      ),
    ),
  );

  test.each(places)(
    '$resets resets in the TLS handshake, $onError, retry $retryOnFail, $operation',
    async ({ resets, onError, retryOnFail, operation }) => {
      const serve = encrypted(certificate, Number(new URL(sandbox.url).port));
      const server = await startRawServer((socket, note, nth) => {
        if (nth > resets) serve(socket, note, nth);
        else socket.once('data', () => socket.resetAndDestroy());
      });
      const account = { sid: sandbox.sid, apiKey: sandbox.apiKey, url: `https://localhost:${server.port}` };
      const { result } = await trusting([certificate.cert], () =>
        withVirtualClock(() =>
          lookUp(account, rows.items, { operation, options: OPTIONS }, { onError, retryOnFail, ...RETRIES }),
        ),
      );
      await server.stop();
      expect(mostSent(sandbox)).toBeLessThanOrEqual(1);
      expect(lostLookups(sandbox, result)).toEqual([]);
      // Nothing of it was sent, so nothing of it may have been charged.
      expect(JSON.stringify(itemsOf(result))).not.toContain('"unconfirmed":true');
      if (resets < 5) expect(sandbox.timesBilled().size).toBe(rows.numbers.length);
    },
    20_000,
  );
});

describe('cancelled: 18 places', () => {
  const places = MODES.flatMap((onError) =>
    (['startBulk', 'lookUpNow'] as const).flatMap((operation) =>
      [1, 3, 5].map((requests) => ({ onError, operation, requests })),
    ),
  );

  test.each(places)(
    '$onError, $operation, at request $requests: every number that was sent is in an item, or may be charged',
    async ({ onError, operation, requests }) => {
      // One of its own, because the requests of a cancelled run can still arrive later.
      const own = await startSandbox();
      const onStart = (cancel: () => void): void => {
        const watch = setInterval(() => {
          if (own.ofKind(operation).length < requests) return;
          clearInterval(watch);
          cancel();
        }, 1);
      };
      const run = await lookUp(own, rows.items, { operation, options: OPTIONS }, { onError, onStart });
      while (run.node('Kaleyra').outputs.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const items = itemsOf(run);
      const numbersOf = (item: IDataObject): unknown[] =>
        ((item.details as IDataObject | undefined)?.phone_numbers as unknown[]) ?? [];
      const known = new Set([
        ...items.filter(({ lookup_id }) => lookup_id).map(({ phone_number }) => phone_number),
        ...items
          .filter(({ details }) => (details as IDataObject | undefined)?.unconfirmed === true)
          .flatMap(numbersOf),
      ]);
      const sent = [...own.timesSent().keys()].map((digits) => `+${digits}`);
      await own.stop();
      expect(mostSent(own)).toBeLessThanOrEqual(1);
      expect(sent.filter((number) => !known.has(number))).toEqual([]);
    },
    20_000,
  );
});
