import { describe, expect, test, jest } from '@jest/globals';
import fc from 'fast-check';

import { toRequestFailure } from '../../../nodes/Kaleyra/api/apiErrors';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import {
  mayHaveBeenProcessed,
  retryAfterMs,
  RETRIES,
  sendWithRetry,
  type RetryOptions,
  type RetryPolicy,
} from '../../../nodes/Kaleyra/api/retry';
import { ConcurrencyController } from '../../../nodes/Kaleyra/api/concurrency';
import { SimulatedClock } from './simulation';
import { FakeClock, fault, http, START } from './tools';

interface Run {
  readonly outcome: HttpOutcome;
  readonly sent: number;
  readonly slept: number[];
}

/** Sends to a Kaleyra that returns these outcomes in turn, and the last one from then on. */
async function run(outcomes: HttpOutcome[], policy: RetryPolicy, chance?: number): Promise<Run> {
  const clock = new FakeClock(chance);
  let sent = 0;
  const send = async (): Promise<HttpOutcome> => {
    const outcome = outcomes[Math.min(sent, outcomes.length - 1)];
    sent += 1;
    return outcome ?? fault('ENOTHING');
  };
  const outcome = (await sendWithRetry(send, { policy, ...setUp(clock) })) as HttpOutcome;
  return { outcome, sent, slept: clock.slept.filter((ms) => ms > SPACING_MS) };
}

// Between the starts of two requests.
const SPACING_MS = 2;

function setUp(clock: FakeClock): Pick<RetryOptions, 'clock' | 'controller'> {
  return { clock, controller: new ConcurrencyController({ start: 5, max: 32 }, clock) };
}

const ALL = RETRIES + 1;
const OVER = new Date(START - 60_000).toUTCString();

describe('what is sent again', () => {
  const table: Array<[string, HttpOutcome, number, number]> = [
    // outcome, times sent: read, paid
    ['200', http(200), 1, 1],
    ['302', http(302), 1, 1],
    ['400', http(400), 1, 1],
    ['401', http(401), 1, 1],
    ['403', http(403), 1, 1],
    ['404', http(404), 1, 1],
    ['408', http(408), ALL, 1],
    ['429 with Retry-After', http(429, { 'retry-after': '20' }), ALL, ALL],
    ['429 that asks for a day', http(429, { 'retry-after': '86400' }), 1, 1],
    ['500', http(500), ALL, 1],
    ['502', http(502), ALL, 1],
    ['503', http(503), ALL, 1],
    ['503 with Retry-After', http(503, { 'retry-after': '1' }), ALL, ALL],
    ['503 that asks for a day', http(503, { 'retry-after': '86400' }), 1, 1],
    ['504', http(504), ALL, 1],
    ['ECONNREFUSED', fault('ECONNREFUSED'), ALL, ALL],
    ['ENOTFOUND', fault('ENOTFOUND'), ALL, ALL],
    ['EAI_AGAIN', fault('EAI_AGAIN'), ALL, ALL],
    ['ECONNRESET', fault('ECONNRESET'), ALL, 1],
    ['ETIMEDOUT', fault('ETIMEDOUT'), ALL, 1],
    ['ECONNABORTED', fault('ECONNABORTED'), ALL, 1],
    ['EUNKNOWN', fault('EUNKNOWN'), ALL, 1],
    ['CERT_HAS_EXPIRED', fault('CERT_HAS_EXPIRED'), ALL, ALL],
    ['ERR_INVALID_URL', fault('ERR_INVALID_URL'), ALL, ALL],
    ['a reset in the handshake', { ...fault('ECONNRESET'), neverSent: true }, ALL, ALL],
    ['503 with an unreadable Retry-After', http(503, { 'retry-after': 'soon' }), ALL, 1],
    ['503 with a negative Retry-After', http(503, { 'retry-after': '-1' }), ALL, 1],
    ['503 for no time', http(503, { 'retry-after': '0' }), ALL, 1],
    ['503 until now', http(503, { 'retry-after': new Date(START).toUTCString() }), ALL, 1],
    ['503 until a time that is over', http(503, { 'retry-after': OVER }), ALL, 1],
  ];

  const ID = '3f0c2a9e-0000-4000-8000-000000000000:1';
  const accepting: Array<[string, string]> = [
    ['by number', JSON.stringify({ data: { '919876543210': ID } })],
    ['as a list of IDs', JSON.stringify({ data: [ID] })],
    ['as a text of JSON', JSON.stringify({ data: JSON.stringify([{ lookup_id: ID }]) })],
    ['inside the error', JSON.stringify({ error: { accepted: [{ lookup_id: ID }] } })],
    ['with text behind', `${JSON.stringify({ data: [{ lookup_id: ID }] })} trailing`],
    ['cut', JSON.stringify({ data: [{ mobile_number: '919876543210', lookup_id: ID }] }).slice(0, -3)],
    ['by its code', JSON.stringify({ data: { code: 'LKP201', data: [] }, error: {} })],
    ['by its counter', JSON.stringify({ data: { total_processed_count: 10, data: [] }, error: {} })],
    ['by its message', JSON.stringify({ message: 'Request accepted successfully', data: [], error: {} })],
    ['by its other message', JSON.stringify({ data: { message: 'Request successfully executed!' } })],
    ['in a text', 'LKP200: Request processed successfully'],
    ['in a web page', `<html><body>lookup_id: ${ID}</body></html>`],
    ['without an ID', JSON.stringify({ data: [{ mobile_number: '919876543210', current_mcc: '404' }] })],
  ];
  const rejecting = [429, 400].flatMap((status) =>
    accepting.map(([name, body]) => ({ name, body, status, headers: {} })),
  );
  const unavailable = accepting.map(([name, body]) => ({
    name,
    body,
    status: 503,
    headers: { 'retry-after': '1' },
  }));

  test.each([...rejecting, ...unavailable])(
    'a paid request is not sent again where a $status shows that lookups may have been accepted, $name',
    async ({ body, status, headers }) => {
      const outcome = http(status, headers, body);
      expect((await run([outcome], 'paid')).sent).toBe(1);
      expect(mayHaveBeenProcessed(outcome, START)).toBe(true);
    },
  );

  test.each([
    '',
    '<html>',
    'Too many requests',
    JSON.stringify({ code: 'RBC429', message: 'Too many requests', data: {}, error: {} }),
    JSON.stringify({ code: 'E1', error: [{ params: 'Slow down' }], id: '2020-01-15A1' }),
    JSON.stringify({ status: 429, error: { code: 'E1', message: 'Slow down' } }),
    JSON.stringify({ data: { message: 'Slow down' }, error: { code: 'E1' } }),
    JSON.stringify({ code: 'LKP429', message: 'Slow down', total_processed_count: 0, error: {} }),
    JSON.stringify({ message: 'Request could not be processed successfully', error: { code: 'E1' } }),
    JSON.stringify({ message: 'Request was not successfully accepted', error: { code: 'E1' } }),
    'This request was not accepted successfully',
  ])('a paid request is sent again after a 429 that shows nothing of it: %s', async (body) => {
    expect((await run([http(429, {}, body), http(200)], 'paid')).outcome).toMatchObject({ status: 200 });
  });

  test.each(table)('%s', async (_name, outcome, read, paid) => {
    expect((await run([outcome], 'safe')).sent).toBe(read);
    expect((await run([outcome], 'paid')).sent).toBe(paid);
    expect((await run([outcome], 'safe')).outcome).toBe(outcome);
  });

  test('a paid request ends with the first outcome that may have been processed', async () => {
    const { sent, outcome } = await run([http(429), fault('ECONNREFUSED'), http(500), http(200)], 'paid');
    expect(sent).toBe(3);
    expect(outcome).toMatchObject({ status: 500 });
  });

  test('the first response that is not transient is the outcome', async () => {
    const { sent, outcome } = await run([http(500), fault('ECONNRESET'), http(200)], 'safe');
    expect(sent).toBe(3);
    expect(outcome).toMatchObject({ status: 200 });
  });

  test.each<[HttpOutcome, boolean]>([
    [http(204), true],
    [http(300), true],
    ...[301, 302, 303, 307, 308, 409, 499].map((status): [HttpOutcome, boolean] => [http(status), true]),
    [http(Number.NaN), true],
    [http(404), false],
    [http(408), true],
    [http(429), false],
    [http(500), true],
    [http(503), true],
    [http(503, { 'retry-after': '1' }), false],
    [fault('ECONNREFUSED'), false],
    [fault('ECONNRESET'), true],
  ])('%j may have been processed: %s', (outcome, expected) => {
    expect(mayHaveBeenProcessed(outcome, START)).toBe(expected);
  });
});

test('a long body is not parsed to find out whether a request was refused: JSON may contain lookups', () => {
  const long = ' '.repeat(200_000);
  const parse = jest.spyOn(JSON, 'parse');
  expect(mayHaveBeenProcessed(http(429, {}, `{"message":"Slow down"}${long}`), START)).toBe(true);
  expect(mayHaveBeenProcessed(http(429, {}, `<html>${long}`), START)).toBe(false);
  expect(mayHaveBeenProcessed(http(500, {}, '{}'), START)).toBe(true);
  expect(parse).not.toHaveBeenCalled();
  parse.mockRestore();
});

describe('the delay before a retry', () => {
  test.each<[number, number[]]>([
    [0, []],
    [0.5, [500, 1_000, 2_000, 4_000]],
    [0.9999999, [999, 1_999, 3_999, 7_999]],
  ])(
    'has full jitter below a cap that doubles where there is no Retry-After (random number %d)',
    async (chance, slept) => {
      expect((await run([http(500)], 'safe', chance)).slept).toEqual(slept);
    },
  );

  test('is never negative and never above the cap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (chance) => {
        const { slept } = await run([fault('ECONNRESET')], 'safe', chance);
        slept.forEach((ms, retry) => {
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThan(1_000 * 2 ** retry);
        });
      }),
    );
  });

  test.each([429, 503])('is what Retry-After says, after %d', async (status) => {
    const again = http(status, { 'retry-after': '60' });
    expect((await run([again, http(200)], 'paid')).slept).toEqual([60_000]);
    const date = http(status, { 'retry-after': new Date(START + 7_000).toUTCString() });
    expect((await run([date, http(200)], 'paid')).slept).toEqual([7_000]);
  });

  test('is never longer than a minute: if Retry-After asks for more, there is no retry', async () => {
    const { sent, slept } = await run([http(429, { 'retry-after': '61' })], 'safe');
    expect([sent, slept]).toEqual([1, []]);
  });
});

describe('Retry-After', () => {
  test.each<[unknown, number | null]>([
    ['0', 0],
    ['5', 5_000],
    [' 5 ', 5_000],
    [['5', '6'], 5_000],
    ['86400', 86_400_000],
    [new Date(START + 30_000).toUTCString(), 30_000],
    [new Date(START).toUTCString(), 0],
    [new Date(START - 1_000).toUTCString(), null],
    ['-5', null],
    ['1.5', null],
    ['5, 10', null],
    ['Sunday, 06-Nov-2094 08:49:37 GMT', null],
    // What Date.parse reads into a text.
    ['Mon, try in 2099', null],
    ['Mon, 40 Jan 2099 08:00:00 GMT', null],
    ['0000', 0],
    ['99999999999999999999', 31_536_000_000],
    ['soon', null],
    [`after ${new Date(START + 30_000).toUTCString()}`, null],
    ['', null],
    [undefined, null],
    [null, null],
    [{}, null],
  ])('%j is %p milliseconds', (value, expected) => {
    expect(retryAfterMs({ 'retry-after': value }, START)).toBe(expected);
  });

  test.each([
    ['the same', 0, 0],
    ['a minute earlier', -60_000, 60_000],
    ['a minute later', 60_000, null],
    ['none', Number.NaN, 1_000],
  ])('is compared with the date of the response: %s', (_name, offset, expected) => {
    const until = new Date(START + 1_000).toUTCString();
    const date = Number.isNaN(offset) ? 'today' : new Date(START + 1_000 + offset).toUTCString();
    expect(retryAfterMs({ 'retry-after': until, date }, START)).toBe(expected);
  });

  test('that is absent is null', () => {
    expect(retryAfterMs({}, START)).toBeNull();
  });
});

describe('a rate limit', () => {
  test('pauses all requests, and its retries go on', async () => {
    const clock = new SimulatedClock();
    const controller = new ConcurrencyController({ start: 5, max: 32 }, clock);
    const sentAt: number[] = [];
    const outcomes = [http(429, { 'retry-after': '3' }), http(200), http(200)];
    const send = async (): Promise<HttpOutcome> => {
      sentAt.push(clock.now());
      return outcomes.shift() ?? http(200);
    };
    const options: RetryOptions = { policy: 'safe', clock, controller };
    const later = async (): Promise<void> => {
      await clock.sleep(1_000);
      await sendWithRetry(send, options);
    };
    await clock.run(Promise.all([sendWithRetry(send, options), later()]));
    expect(sentAt).toEqual([0, 3_000, 3_002]);
  });

  test.each<[string, HttpOutcome, boolean]>([
    ['a 429', http(429), false],
    ['a 503 with Retry-After', http(503, { 'retry-after': '5' }), false],
    ['a 503', http(503), true],
    ['a 500, even with Retry-After,', http(500, { 'retry-after': '5' }), true],
    ['a reset', fault('ECONNRESET'), true],
  ])('while one request waits after %s, others are sent: %#', async (_name, outcome, areSent) => {
    const clock = new SimulatedClock();
    const controller = new ConcurrencyController({ start: 5, max: 32 }, clock);
    const sent: string[] = [];
    const sending = (name: string): void => {
      const send = async (): Promise<HttpOutcome> => {
        sent.push(name);
        return outcome;
      };
      void sendWithRetry(send, { policy: 'safe', clock, controller });
    };
    sending('one');
    await clock.run(clock.sleep(1));
    sending('other');
    await clock.run(clock.sleep(4));
    expect(sent.includes('other')).toBe(areSent);
  });

  test('uses up no retries while other requests succeed', async () => {
    const clock = new SimulatedClock();
    const controller = new ConcurrencyController({ start: 2, max: 2 }, clock);
    let tries = 0;
    const unlucky = async (): Promise<HttpOutcome> => {
      tries += 1;
      await clock.sleep(10);
      return tries <= 20 ? http(429) : http(200);
    };
    const other = async (): Promise<HttpOutcome> => {
      await clock.sleep(50);
      return http(200);
    };
    const options: RetryOptions = { policy: 'paid', clock, controller };
    const others = async (): Promise<void> => {
      for (let i = 0; i < 200; i += 1) await sendWithRetry(other, options);
    };
    const [outcome] = await clock.run(Promise.all([sendWithRetry(unlucky, options), others()]));
    expect(outcome).toMatchObject({ status: 200 });
    expect(tries).toBe(21);
  });

  test.each<[string, Record<string, string>, number]>([
    ['', {}, 15],
    [' that asks for a second', { 'retry-after': '1' }, 15],
    [' that asks for a minute', { 'retry-after': '60' }, ALL],
  ])('of everything%s ends the retries after a minute, or after four', async (_name, headers, most) => {
    for (const policy of ['safe', 'paid'] as const) {
      const clock = new SimulatedClock();
      const options = { policy, clock, controller: new ConcurrencyController({ start: 1, max: 4 }, clock) };
      let sent = 0;
      const send = async (): Promise<HttpOutcome> => {
        sent += 1;
        return http(429, headers);
      };
      expect(await clock.run(sendWithRetry(send, options))).toMatchObject({ status: 429 });
      expect(clock.now()).toBeGreaterThan(60_000);
      expect(sent).toBeGreaterThanOrEqual(ALL);
      expect(sent).toBeLessThanOrEqual(most);
    }
  });

  test('ends after its retries a minute after the last success', async () => {
    const clock = new SimulatedClock();
    const options: RetryOptions = {
      policy: 'paid',
      clock,
      controller: new ConcurrencyController({ start: 1, max: 4 }, clock),
    };
    await sendWithRetry(async () => http(200), options);
    const outcome = await clock.run(sendWithRetry(async () => http(429), options));
    expect(outcome).toMatchObject({ status: 429 });
    expect(clock.now()).toBeGreaterThan(60_000);
    expect(clock.now()).toBeLessThan(60_000 + 45_000);
  });
});

describe('a deadline', () => {
  test.each<[string, HttpOutcome]>([
    ['a 429', http(429, { 'retry-after': '20' })],
    ['a 500', http(500, { 'retry-after': '20' })],
  ])('ends the retries if the wait after %s would last longer', async (_name, outcome) => {
    const clock = new FakeClock();
    const last = await sendWithRetry(async () => outcome, {
      policy: 'safe',
      ...setUp(clock),
      deadline: START + 19_000,
    });
    expect(last).toBe(outcome);
    expect(clock.now()).toBe(START);
  });

  test('that has passed: nothing is sent', async () => {
    const clock = new FakeClock();
    const send = async (): Promise<HttpOutcome> => await Promise.reject(new Error('sent'));
    expect(await sendWithRetry(send, { policy: 'safe', ...setUp(clock), deadline: START })).toBeNull();
  });
});

describe('the end of all sending', () => {
  test.each<[string, HttpOutcome]>([
    ['a pause', http(429, { 'retry-after': '60' })],
    ['a backoff', fault('ECONNREFUSED')],
  ])('during %s: the last outcome counts, at once', async (_name, outcome) => {
    const clock = new SimulatedClock();
    const controller = new ConcurrencyController({ start: 1, max: 4 }, clock);
    const seen: HttpOutcome[] = [];
    const sending = sendWithRetry(async () => outcome, {
      policy: 'paid',
      clock,
      controller,
      beforeNext: async (last) => {
        seen.push(last);
      },
    });
    await clock.run(clock.sleep(0));
    controller.halt();
    expect(await sending).toBe(outcome);
    expect(seen).toEqual([outcome]);
  });

  test('can be decided before another request takes the place of one', async () => {
    const clock = new SimulatedClock();
    const controller = new ConcurrencyController({ start: 1, max: 4 }, clock);
    let sent = 0;
    const send = async (): Promise<HttpOutcome> => {
      sent += 1;
      return http(400);
    };
    const beforeNext = async (): Promise<void> => {
      await clock.sleep(500);
      controller.halt();
    };
    const options: RetryOptions = { policy: 'paid', clock, controller, beforeNext };
    const both = await clock.run(Promise.all([sendWithRetry(send, options), sendWithRetry(send, options)]));
    expect(both).toMatchObject([{ status: 400 }, null]);
    expect(sent).toBe(1);
  });
});

test('a cancelled wait ends the sending', async () => {
  const clock = new FakeClock();
  clock.sleep = async () => await Promise.reject(new Error('cancelled'));
  const send = async (): Promise<HttpOutcome> => http(429, { 'retry-after': '5' });
  await expect(sendWithRetry(send, { policy: 'paid', ...setUp(clock) })).rejects.toThrow('cancelled');
});

test('a request that ends with the execution gives up its turn', async () => {
  const options: RetryOptions = { policy: 'paid', ...setUp(new FakeClock()) };
  const cancelled = async (): Promise<HttpOutcome> => await Promise.reject(new Error('cancelled'));
  for (let i = 0; i < 10; i += 1)
    await expect(sendWithRetry(cancelled, options)).rejects.toThrow('cancelled');
});

describe('an unusual Retry-After', () => {
  test.each(['-5', '1.5', 'soon', ''])('%p is ignored', (value) => {
    expect(retryAfterMs({ 'retry-after': value }, 0)).toBeNull();
  });

  test('is shown as a date, however long it is', () => {
    const outcome = {
      kind: 'response',
      status: 429,
      headers: { 'retry-after': '99999999999999' },
      body: '',
    } as const;
    expect(toRequestFailure(outcome, 'paid', Date.now()).message).toMatch(/until \d{4}-/);
  });
});
