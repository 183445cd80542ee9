import { afterEach, describe, expect, jest, test } from '@jest/globals';

import { differentNumbers, lookUp, lookUpAndAccount, type LookupRun } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';
import { dripping, startRawServer, type RawServer } from './network';
import { startSandbox } from '../support/sandbox';

const rows = differentNumbers(3);
let server: RawServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

describe('a response that never ends', () => {
  async function run(
    raw: RawServer,
    timeout: number,
    { operation = 'startBulk', ...options }: Parameters<typeof lookUp>[3] & { operation?: string },
  ): Promise<LookupRun> {
    const account = { url: `http://127.0.0.1:${raw.port}`, sid: 'HX1', apiKey: 'Asecret' };
    const parameters = { operation, lookupId: 'a:1', options: { timeout } };
    return await lookUp(account, rows.items, parameters, options);
  }

  test('ends with the timeout, and may have been charged', async () => {
    const raw = (server = await startRawServer(dripping));
    const { failed } = await run(raw, 1, { onError: 'continueErrorOutput' });
    expect(failed).toHaveLength(3);
    expect(failed[0]?.json).toMatchObject({
      error: expect.stringContaining('Kaleyra did not respond in time'),
      details: { code: 'ETIMEDOUT', unconfirmed: true, response: expect.stringMatching(/./) },
    });
    expect(raw.connections).toBe(1);
  });

  test.each(['getDetails', 'startBulk'])(
    'ends at once when the execution is canceled, %s',
    async (operation) => {
      const raw = (server = await startRawServer(dripping));
      const { status } = await run(raw, 3_600, {
        operation,
        onStart: (cancel) => {
          const watch = setInterval(() => {
            if (raw.connections === 0) return;
            clearInterval(watch);
            cancel();
          }, 5);
        },
      });
      expect(status).not.toBe('success');
      expect(raw.connections).toBe(1);
    },
  );
});

describe("the computer's clock", () => {
  test.each<[string, number]>([
    ['back', -86_400_000],
    ['forward', 86_400_000],
  ])('set %s by a day while the node waits changes nothing', async (_direction, ms) => {
    const polls = async (afterPoll: () => void): Promise<{ polls: number; elapsedMs: number }> => {
      const sandbox = await startSandbox({
        onAnswer: ({ kind }) => {
          if (kind === 'details') afterPoll();
        },
      });
      sandbox.neverComplete(() => true);
      const wait = { waitForDetails: true, waitTimeout: 60 };
      const { elapsedMs } = await withVirtualClock(() => lookUpAndAccount(sandbox, rows, wait));
      await sandbox.stop();
      return { polls: sandbox.ofKind('details').length, elapsedMs: Math.round(elapsedMs / 1_000) };
    };
    const undisturbed = await polls(() => undefined);
    let isSet = false;
    const disturbed = await polls(() => {
      if (!isSet) jest.setSystemTime(Date.now() + ms);
      isSet = true;
    });
    expect(isSet).toBe(true);
    expect(disturbed).toEqual(undisturbed);
  });
});
