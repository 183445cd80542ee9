import { setImmediate as realTurn, setTimeout as realWait } from 'node:timers/promises';

import { jest } from '@jest/globals';

const REAL_QUIET_MS = 3;

// n8n's HTTP client times its requests with the timers that are faked here, so time must stand still during a request,
// from resolving the host name to the last byte.
const NETWORK = new Set(['TCPSocketWrap', 'TCPConnectWrap', 'ConnectWrap', 'GetAddrInfoReqWrap']);

function networkIsBusy(): boolean {
  return process.getActiveResourcesInfo().some((resource) => NETWORK.has(resource));
}

/**
 * Skips waits while HTTP stays real: timers are faked, sockets are not. Whenever no request is in progress for a moment
 * of real time, the next timer fires.
 * @returns the result of the work, and the virtual time it took in milliseconds
 */
export async function withVirtualClock<T>(work: () => Promise<T>): Promise<{ result: T; elapsedMs: number }> {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'hrtime'],
  });
  const start = performance.now();
  let done = false;
  try {
    const running = work().finally(() => {
      done = true;
    });
    const clock = advanceWhileQuiet(() => done);
    const [result] = await Promise.all([running, clock]);
    return { result, elapsedMs: performance.now() - start };
  } finally {
    jest.useRealTimers();
  }
}

async function advanceWhileQuiet(done: () => boolean): Promise<void> {
  while (!done()) {
    await realWait(REAL_QUIET_MS);
    for (let turn = 0; turn < 5; turn += 1) await realTurn();
    if (!done() && !networkIsBusy() && jest.getTimerCount() > 0) await jest.advanceTimersToNextTimerAsync();
  }
}
