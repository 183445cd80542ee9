import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { differentNumbers, lookUp, type LookupRun } from '../../support/engine';
import { withVirtualClock } from '../../support/engine/clock';
import { encrypted, makeCertificate, startRawServer, trusting } from '../network';
import { startSandbox, type Sandbox } from '../../support/sandbox';
import { REQUESTS } from './cases';

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
