import { setImmediate as realTurn, setTimeout as realWait } from 'node:timers/promises';

import { jest } from '@jest/globals';

const REAL_QUIET_MS = 3;

// n8n's HTTP client times its requests with the timers that are faked here, so time must stand still during a request,
// from resolving the host name to the last byte.
const CONNECTING = new Set(['TCPConnectWrap', 'ConnectWrap', 'GetAddrInfoReqWrap']);
const NETWORK = new Set(['TCPSocketWrap', ...CONNECTING]);

function isInUse(resources: ReadonlySet<string>): boolean {
  return process.getActiveResourcesInfo().some((resource) => resources.has(resource));
}

/** A server that holds its responses, so that requests are under way at the same time. */
export interface HoldingServer {
  readonly requests: readonly unknown[];
  release(): void;
}

/**
 * Skips waits while HTTP stays real: timers are faked, sockets are not. Whenever no request is in progress for a moment
 * of real time, the next timer fires. As requests start a moment apart, they are therefore sent one after another;
 * with a server that holds its responses, they overlap: each is held until no other follows.
 * @returns the result of the work, and the virtual time it took in milliseconds
 */
export async function withVirtualClock<T>(
  work: () => Promise<T>,
  server?: HoldingServer,
): Promise<{ result: T; elapsedMs: number }> {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'hrtime'],
  });
  const start = performance.now();
  let done = false;
  try {
    const running = work().finally(() => {
      done = true;
    });
    const clock =
      server === undefined ? advanceWhileQuiet(() => done) : respondWhileQuiet(() => done, server);
    const [result] = await Promise.all([running, clock]);
    return { result, elapsedMs: performance.now() - start };
  } finally {
    jest.useRealTimers();
  }
}

async function advanceWhileQuiet(done: () => boolean): Promise<void> {
  while (!done()) {
    await quietMoment(REAL_QUIET_MS);
    if (!done() && !isInUse(NETWORK) && jest.getTimerCount() > 0) await jest.advanceTimersToNextTimerAsync();
  }
}

const HELD_QUIET_MS = 1;
// More than the spacing of requests, and far less than any timeout.
const STEP_MS = 5;

async function respondWhileQuiet(done: () => boolean, server: HoldingServer): Promise<void> {
  let seen = -1;
  while (!done()) {
    await quietMoment(HELD_QUIET_MS);
    if (done()) return;
    if (!isInUse(NETWORK)) {
      if (jest.getTimerCount() > 0) await jest.advanceTimersToNextTimerAsync();
    } else if (!isInUse(CONNECTING)) {
      await jest.advanceTimersByTimeAsync(STEP_MS);
      if (server.requests.length === seen) server.release();
      seen = server.requests.length;
    }
  }
}

async function quietMoment(ms: number): Promise<void> {
  await realWait(ms);
  for (let turn = 0; turn < 5; turn += 1) await realTurn();
}
