import { inspect } from 'node:util';

import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { LoggerProxy, type IDataObject, type IRunExecutionData } from 'n8n-workflow';

import { faults, startSandbox, type Fault, type Sandbox } from '../support/sandbox';
import {
  differentNumbers,
  kaleyraWorkflow,
  lookUp,
  lookUpAndAccount,
  runWorkflow,
  sandboxCredentials,
  type LookupRun,
} from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const rows = differentNumbers(3);

describe('the API key', () => {
  const cases: Array<[string, () => Fault]> = [
    ['a 401', faults.unauthorized],
    ['an outage', faults.serverError],
    ['a reset', faults.resetBeforeRead],
    ['a redirect', () => faults.redirect('https://elsewhere.example/')],
    ['a web page', faults.html200],
    ['a success', () => faults.shuffled()],
  ];

  test.each(cases)('does not appear in what n8n stores after %s', async (_what, fault) => {
    for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const) {
      sandbox.reset();
      sandbox.fault('startBulk', fault());
      const { result } = await withVirtualClock(() => lookUp(sandbox, rows.items, {}, { onError }));
      expect(sandbox.requests[0]?.headers['api-key']).toBe(sandbox.apiKey);
      const stored = inspect(result.raw, { depth: Infinity, showHidden: true, maxArrayLength: null });
      expect(stored).not.toContain(sandbox.apiKey);
      expect(JSON.stringify(result.raw)).not.toContain(sandbox.apiKey);
      expect(stored).not.toMatch(/api-key/i);
    }
  });

  test.each(['stopWorkflow', 'continueErrorOutput'] as const)(
    'is cut out of whatever says it back (%s)',
    async (onError) => {
      const encoded = Buffer.from(`user:${sandbox.apiKey}`).toString('base64');
      const says = `Your key ${sandbox.apiKey} is odd`;
      for (const fault of [
        faults.status(400, { code: sandbox.apiKey, error: { message: says } }),
        faults.status(200, says),
        faults.redirect(`https://${sandbox.apiKey}.example/`),
        faults.lastRejected(says),
        faults.extraField('remarks', says),
        faults.status(400, { error: { message: `You sent Basic ${encoded}` } }),
        faults.status(200, encodeURIComponent(encoded)),
      ]) {
        sandbox.reset();
        sandbox.fault('startBulk', fault);
        const { result } = await withVirtualClock(() => lookUp(sandbox, rows.items, {}, { onError }));
        const stored = inspect(result.raw, { depth: Infinity, showHidden: true, maxArrayLength: null });
        expect(stored.toLowerCase()).not.toContain(sandbox.apiKey.toLowerCase());
        expect(stored).not.toContain(encoded.slice(8, -4));
      }
    },
  );

  test('does not appear after a failed connection either', async () => {
    const closed = await startSandbox();
    await closed.stop();
    const { result } = await withVirtualClock(() =>
      runWorkflow({
        workflow: kaleyraWorkflow({ phone: '={{ $json.phone }}' }),
        items: rows.items,
        credentials: sandboxCredentials(closed),
      }),
    );
    expect(result.error?.message).toContain('Could not reach Kaleyra: the connection was refused');
    expect(inspect(result.raw, { depth: Infinity, showHidden: true })).not.toContain(closed.apiKey);
  });

  test('is not sent to the target of a redirect', async () => {
    const other = await startSandbox();
    sandbox.fault('startBulk', faults.redirect(`${other.url}/v1/${other.sid}/lookup`, 307));
    const run = await lookUp(sandbox, rows.items);
    expect(run.error?.message).toContain('was not followed');
    expect(other.requests).toEqual([]);
    await other.stop();
  });
});

describe('logs', () => {
  const FAULTY = [faults.serverError, faults.resetBeforeRead, faults.unauthorized, faults.html200];

  /** Everything that runs with faults write to the log, the console and the standard streams. */
  async function heard(level: (method: 'debug' | 'info' | 'warn' | 'error') => boolean): Promise<string> {
    const said: unknown[] = [];
    const note = (...words: unknown[]): void => void said.push(words);
    const at = (method: Parameters<typeof level>[0]): typeof note => (level(method) ? note : () => undefined);
    LoggerProxy.init({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
    const spies = [
      ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
        jest.spyOn(console, method).mockImplementation(note),
      ),
      ...[process.stdout, process.stderr].map((stream) =>
        jest.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0),
      ),
    ];
    try {
      LoggerProxy.info('this is heard');
      for (const fault of FAULTY) {
        sandbox.fault('startBulk', fault());
        await withVirtualClock(() => lookUp(sandbox, [...rows.items, { phone: 'hello 98765' }]));
      }
      sandbox.reset();
      await withVirtualClock(() => lookUp(sandbox, rows.items, { waitForDetails: true }));
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    return inspect(said, { depth: Infinity, maxArrayLength: null, maxStringLength: null });
  }

  test('contain no phone number', async () => {
    // At the debug level, n8n itself logs the stored error, which contains the numbers of the failed request.
    const words = await heard((method) => method !== 'debug');
    expect(words).toContain('this is heard');
    expect(words).not.toContain('98765');
  });

  test('contain no API key, not even at the debug level', async () => {
    const words = await heard(() => true);
    expect(words).toContain('Running node');
    expect(words).not.toContain(sandbox.apiKey);
  });
});

describe('a slow response', () => {
  test('times out, and is reported as possibly billed', async () => {
    sandbox.fault('startBulk', faults.slow(20_000));
    const run = await lookUp(
      sandbox,
      rows.items,
      { options: { timeout: 1 } },
      { onError: 'continueErrorOutput' },
    );
    expect(run.failed[0]?.json).toMatchObject({
      error: expect.stringContaining('Kaleyra did not respond in time'),
      details: { unconfirmed: true },
    });
    expect(sandbox.requests).toHaveLength(1);
  });
});

describe('a response that breaks off', () => {
  test.each(['startBulk', 'lookUpNow'] as const)('of %s is kept as far as it came', async (operation) => {
    sandbox.fault(operation, faults.brokenOff());
    const run = await lookUp(sandbox, rows.items, { operation }, { onError: 'continueErrorOutput' });
    expect(run.failed[0]?.json).toMatchObject({
      error: expect.stringContaining("was lost in the middle of Kaleyra's response"),
      details: { code: 'ERR_BAD_RESPONSE', unconfirmed: true, response: expect.stringMatching(/^\{.*LKP20/) },
    });
  });
});

describe('cancelling', () => {
  test('sends nothing more', async () => {
    // Two requests are under way after the first.
    sandbox.fault('startBulk', faults.slow(200), { nth: [2, 3] });
    const running = lookUp(
      sandbox,
      differentNumbers(50).items,
      { options: { batchSize: 10 } },
      {
        onError: 'continueRegularOutput',
        onStart: (cancel) => {
          const watch = setInterval(() => {
            if (sandbox.requests.length < 3) return;
            clearInterval(watch);
            cancel();
          }, 5);
        },
      },
    );
    const run = await running;
    expect(run.status).not.toBe('success');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sandbox.requests).toHaveLength(3);
  });
});

describe('cancelling after something was paid for', () => {
  const cancelWhen =
    (isTime: () => boolean) =>
    (cancel: () => void): void => {
      const watch = setInterval(() => {
        if (!isTime()) return;
        clearInterval(watch);
        cancel();
      }, 2);
    };

  /** What the node returns; n8n's engine does not wait for it. */
  async function returned(run: LookupRun): Promise<IDataObject[]> {
    while (run.node('Kaleyra').outputs.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return (run.node('Kaleyra').outputs[0] ?? []).map(({ json }) => json);
  }

  test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
    'while it waits for details, %s: the node returns what it has',
    async (onError) => {
      // One of its own, because the requests of a cancelled run can still arrive later.
      const own = await startSandbox();
      const run = await lookUp(
        own,
        rows.items,
        { waitForDetails: true },
        { onError, onStart: cancelWhen(() => own.ofKind('details').length > 0) },
      );
      const ids = (await returned(run)).map(({ lookup_id }) => lookup_id);
      expect(ids).toHaveLength(3);
      expect(new Set(ids)).toEqual(new Set(own.lookups.keys()));
      await own.stop();
    },
  );

  /** Whether so many requests have been sent, and their answers have had time to be stored. */
  const afterRequests = (count: number, ms: number): (() => boolean) => {
    let since: number | null = null;
    return () => {
      if (sandbox.requests.length < count) return false;
      since ??= performance.now();
      return performance.now() - since >= ms;
    };
  };

  const UNANSWERED =
    /^Kaleyra had not responded when the execution was canceled\. Kaleyra may have accepted and charged it/;

  const detailsOf = (items: IDataObject[]): Array<[unknown, unknown]> =>
    items.map(({ error, details }) => [error, (details as IDataObject | undefined)?.unconfirmed]);

  test.each(['startBulk', 'lookUpNow'] as const)(
    'while %s requests are under way: the node returns what it has at once, and the rest is not sent',
    async (operation) => {
      sandbox.fault(operation, faults.slow(300), { nth: [2, 3] });
      let saved: IRunExecutionData | undefined;
      const run = await lookUp(
        sandbox,
        differentNumbers(40).items,
        { operation, options: { batchSize: 10 } },
        {
          onStart: cancelWhen(() => sandbox.ofKind(operation).length === 3),
          onSave: (data) => (saved = data),
        },
      );
      const items = await returned(run);
      expect(items.filter(({ lookup_id }) => sandbox.lookups.has(String(lookup_id)))).toHaveLength(10);
      expect(detailsOf(items.slice(10, 30))).toEqual(
        Array(20).fill([expect.stringMatching(UNANSWERED), true]),
      );
      expect(detailsOf(items.slice(30))).toEqual(
        Array(10).fill([
          'The execution was canceled. The remaining numbers were not sent. Run the workflow again to send them: retrying the execution continues after this node.',
          false,
        ]),
      );
      expect(sandbox.requests).toHaveLength(3);

      // What n8n had saved by then.
      expect(saved?.resultData.metadata).toEqual({
        kaleyra_unconfirmed: '20 numbers sent, but not accepted yet: may have been charged',
        kaleyra_requests_1: items[0]?.request_id,
      });
      const again = await lookUp(
        sandbox,
        differentNumbers(40).items,
        { operation, options: { batchSize: 10 } },
        { contextData: saved?.executionData?.contextData as never, onError: 'continueRegularOutput' },
      );
      expect(again.lookups.filter(({ json }) => json.lookup_id)).toHaveLength(20);
      expect(detailsOf(again.lookups.slice(20).map(({ json }) => json))).toEqual(
        Array(20).fill([expect.stringMatching(/^Not sent again.* had not responded when/), true]),
      );
      expect(Math.max(...sandbox.timesSent().values())).toBe(1);
    },
  );

  test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
    'while the only request gets no response, %s: the node returns at once that it may be charged',
    async (onError) => {
      const own = await startSandbox();
      own.fault('startBulk', faults.slow(60_000));
      const run = await lookUp(
        own,
        rows.items,
        {},
        { onError, onStart: cancelWhen(() => own.requests.length === 1) },
      );
      expect(detailsOf(await returned(run))).toEqual(
        Array(3).fill([expect.stringMatching(UNANSWERED), true]),
      );
      expect(run.raw.data.resultData.metadata).toEqual({
        kaleyra_unconfirmed: '3 numbers sent, but not accepted yet: may have been charged',
      });
      await own.stop();
    },
  );

  test('between two tries of a request: n8n keeps what was accepted, and that the rest may be charged', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.99);
    sandbox.fault('startBulk', faults.acceptedInPart(503, 4), { nth: 1 });
    const run = await lookUp(
      sandbox,
      differentNumbers(10).items,
      { options: { retryUnconfirmed: true } },
      {
        onError: 'continueRegularOutput',
        onStart: cancelWhen(afterRequests(1, 500)),
      },
    );
    random.mockRestore();
    await returned(run);
    expect(sandbox.requests).toHaveLength(1);
    expect(run.raw.data.resultData.metadata).toEqual({
      kaleyra_unconfirmed: '6 numbers sent, but not accepted yet: may have been charged',
      kaleyra_requests_1: expect.any(String),
    });
  });

  test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
    'between two tries of the node, %s: n8n keeps what was accepted',
    async (onError) => {
      sandbox.fault('startBulk', faults.acceptedThen500(), { nth: onError === 'stopWorkflow' ? 2 : 1 });
      const run = await lookUp(
        sandbox,
        differentNumbers(20).items,
        { output: 'rows', options: { batchSize: 10 } },
        {
          onError,
          retryOnFail: true,
          waitBetweenTries: 5_000,
          onStart: cancelWhen(afterRequests(2, 2_000)),
        },
      );
      expect(run.raw.data.resultData.metadata).toEqual({
        kaleyra_unconfirmed: '10 numbers sent, but not accepted yet: may have been charged',
        kaleyra_requests_1: expect.any(String),
      });
    },
  );

  test('while nothing is under way: nothing may be charged, and nothing says so', async () => {
    sandbox.fault('startBulk', faults.tooManyRequests({ retryAfter: 30 }));
    const run = await lookUp(sandbox, rows.items, {}, { onStart: (cancel) => void setTimeout(cancel, 300) });
    expect(detailsOf(await returned(run))).toEqual(
      Array(3).fill([expect.stringContaining('Kaleyra is receiving too many requests'), false]),
    );
    expect(run.raw.data.resultData.metadata).toBeUndefined();
  });
});

describe('messages from Kaleyra', () => {
  test('are shown as text, never as HTML', async () => {
    sandbox.fault(
      'startBulk',
      faults.status(400, { code: 'X', error: { message: '<img src=x onerror=alert(1)>' } }),
    );
    const run = await lookUp(sandbox, rows.items);
    expect(run.error?.description).toContain('&lt;img src=x');
    expect(run.error?.description).not.toContain('<img');
  });

  test('waits after a 429 without losing an item', async () => {
    sandbox.fault('startBulk', faults.tooManyRequests({ retryAfter: new Date(Date.now() + 5_000) }), {
      nth: 1,
    });
    const { result } = await withVirtualClock(() => lookUpAndAccount(sandbox, rows));
    expect(result.lookups).toHaveLength(3);
  });
});
