import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { toRequestFailure } from '../../../nodes/Kaleyra/api/apiErrors';
import type { HttpOutcome } from '../../../nodes/Kaleyra/api/http';
import {
  RateLimitPause,
  mayHaveBeenProcessed,
  retryAfterMs,
  RETRIES,
  sendWithRetry,
  type RetryPolicy,
} from '../../../nodes/Kaleyra/api/retry';
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
  const outcome = await sendWithRetry(send, policy, clock, new RateLimitPause(clock));
  return { outcome, sent, slept: clock.slept };
}

describe('what is sent again', () => {
  const ALL = RETRIES + 1;
  const table: Array<[string, HttpOutcome, number, number]> = [
    // outcome, times sent: read, paid
    ['200', http(200), 1, 1],
    ['302', http(302), 1, 1],
    ['400', http(400), 1, 1],
    ['401', http(401), 1, 1],
    ['403', http(403), 1, 1],
    ['404', http(404), 1, 1],
    ['408', http(408), ALL, 1],
    ['429', http(429), ALL, ALL],
    ['429 with Retry-After', http(429, { 'retry-after': '1' }), ALL, ALL],
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
  ];

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
    [http(302), false],
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
    expect(mayHaveBeenProcessed(outcome)).toBe(expected);
  });
});

describe('the delay before a retry', () => {
  test.each<[number, number[]]>([
    [0, [0, 0, 0, 0]],
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
    [new Date(START - 30_000).toUTCString(), 0],
    ['soon', null],
    [`after ${new Date(START + 30_000).toUTCString()}`, null],
    ['', null],
    [undefined, null],
    [null, null],
    [{}, null],
  ])('%j is %p milliseconds', (value, expected) => {
    expect(retryAfterMs({ 'retry-after': value }, START)).toBe(expected);
  });

  test('that is absent is null', () => {
    expect(retryAfterMs({}, START)).toBeNull();
  });
});

describe('the pause for a rate limit', () => {
  test('does not delay the first request', async () => {
    const clock = new FakeClock();
    await new RateLimitPause(clock).wait();
    expect(clock.slept).toEqual([]);
  });

  test('lasts for the longest time asked for', async () => {
    const clock = new FakeClock();
    const pause = new RateLimitPause(clock);
    pause.pauseFor(5_000);
    pause.pauseFor(2_000);
    await pause.wait();
    await pause.wait();
    expect(clock.slept).toEqual([5_000]);
  });

  test('holds up all requests after a 429 to one of them', async () => {
    const clock = new FakeClock();
    const pause = new RateLimitPause(clock);
    const outcomes = [http(429, { 'retry-after': '3' }), http(200)];
    await sendWithRetry(async () => outcomes.shift() ?? http(200), 'safe', clock, pause);
    expect(clock.slept).toEqual([3_000]);

    pause.pauseFor(4_000);
    const at: number[] = [];
    const send = async (): Promise<HttpOutcome> => {
      at.push(clock.now());
      return http(200);
    };
    await sendWithRetry(send, 'safe', clock, pause);
    expect(at).toEqual([START + 7_000]);
  });

  test.each<[string, HttpOutcome, string[]]>([
    ['a 429', http(429), ['one']],
    ['a 503', http(503), ['one', 'other']],
    ['a reset', fault('ECONNRESET'), ['one', 'other']],
  ])('while one request waits after %s, requests sent: %j', async (_name, outcome, expected) => {
    const clock = new FakeClock();
    clock.sleep = async () => await new Promise(() => undefined);
    const pause = new RateLimitPause(clock);
    const sent: string[] = [];
    const sending = (name: string): void => {
      const send = async (): Promise<HttpOutcome> => {
        sent.push(name);
        return outcome;
      };
      void sendWithRetry(send, 'safe', clock, pause);
    };
    sending('one');
    await new Promise(setImmediate);
    sending('other');
    await new Promise(setImmediate);
    expect(sent).toEqual(expected);
  });

  test('does not follow a 500, which says nothing about other requests', async () => {
    const clock = new FakeClock();
    const pause = new RateLimitPause(clock);
    const outcomes = [http(500), http(200)];
    await sendWithRetry(async () => outcomes.shift() ?? http(200), 'safe', clock, pause);
    const before = clock.slept.length;
    await pause.wait();
    expect(clock.slept).toHaveLength(before);
  });

  test('a cancelled wait ends the sending', async () => {
    const clock = new FakeClock();
    clock.sleep = async () => await Promise.reject(new Error('cancelled'));
    const sending = sendWithRetry(
      async () => http(429, { 'retry-after': '5' }),
      'paid',
      clock,
      new RateLimitPause(clock),
    );
    await expect(sending).rejects.toThrow('cancelled');
  });
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
